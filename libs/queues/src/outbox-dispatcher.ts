import { InjectQueue } from '@nestjs/bullmq';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Client } from 'pg';
import { OUTBOX_CHANNEL, UnitOfWork, type Lane } from '#libs/database';
import { systemActor } from '#libs/kernel';
import { EventProcessor } from './event-processor.js';
import { IN_FLIGHT, QUEUE_PACE, TOGETHER, type EventJob, type QueuePace } from './lanes.js';

const DISPATCHER = systemActor('outbox-dispatcher');

interface Due {
  id: string;
  topic: string;
  attempts: number;
}

/** The dispatcher looks at the outbox at least this often, whether it was woken or not. */
const LOOK_EVERY_MS = 500;

export const DISPATCHER_DATABASE_URL = Symbol('DISPATCHER_DATABASE_URL');

/**
 * Carries events from the outbox to the queues. The outbox remembers; a queue is only the way there and may lose
 * everything: what is not done in time is handed over again, and the inbox sees to it that nothing is done twice.
 */
@Injectable()
export class OutboxDispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly queues: Record<Lane, Queue<EventJob>>;
  private readonly logger = new Logger(OutboxDispatcher.name);
  private listener: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private woken = false;
  private overdueToo = false;
  /** Said once per outage, not with every look. */
  private failing = false;
  private stopped = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly processor: EventProcessor,
    @InjectQueue('prompt') prompt: Queue<EventJob>,
    @InjectQueue('bulk') bulk: Queue<EventJob>,
    @Inject(DISPATCHER_DATABASE_URL) private readonly databaseUrl: string,
    @Inject(QUEUE_PACE) private readonly pace: QueuePace,
  ) {
    this.queues = { prompt, bulk };
    // Without a listener an unreachable queue would end the process; the next look tries again.
    for (const queue of [prompt, bulk]) queue.on('error', () => undefined);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.lookAround(), LOOK_EVERY_MS);
    this.lookAround();
  }

  /** Before the queues and the database are closed: what is being handed over is handed over. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
    await this.listener?.end().catch(() => undefined);
  }

  /** By the clock, not by a wake-up: looks for what was handed over and not done, too. */
  private lookAround(): void {
    this.overdueToo = true;
    this.wake();
  }

  private wake(): void {
    this.woken = true;
    this.running ??= this.lookUntilQuiet().finally(() => (this.running = undefined));
  }

  private async lookUntilQuiet(): Promise<void> {
    while (this.woken && !this.stopped) {
      this.woken = false;
      try {
        await this.listen();
        if (this.overdueToo) await this.takeBack();
        this.overdueToo = false;
        for (const lane of ['prompt', 'bulk'] as const) if (await this.dispatch(lane)) this.woken = true;
        this.failing = false;
      } catch (error) {
        // The database or the queue is away. Everything is still in the outbox; the timer looks again.
        if (!this.failing) this.logger.error(error);
        this.failing = true;
        return;
      }
    }
  }

  /** What was handed over and not done in time is pending again; what nobody handles is done. */
  private takeBack(): Promise<void> {
    return this.unitOfWork.run(DISPATCHER, async (tx) => {
      await tx.sql(
        `UPDATE outbox SET state = 'pending' WHERE state = 'dispatched' AND dispatched_at < now() - make_interval(secs => $1)`,
        [this.pace.handOverAgainSeconds],
      );
      await tx.sql(`UPDATE outbox SET state = 'done' WHERE state = 'pending' AND NOT topic = ANY ($1)`, [
        this.processor.topics,
      ]);
    });
  }

  /** Hands over what is due. @returns true where more may be waiting */
  private dispatch(lane: Lane): Promise<boolean> {
    return this.unitOfWork.run(DISPATCHER, async (tx) => {
      const [inFlight] = await tx.sql<{ count: number }>(
        `SELECT count(*)::int AS count FROM outbox WHERE state = 'dispatched' AND lane = $1`,
        [lane],
      );
      const room = IN_FLIGHT - (inFlight?.count ?? 0);
      if (room <= 0) return false;
      const due = await tx.sql<Due>(
        `UPDATE outbox SET state = 'dispatched', dispatched_at = now() WHERE id IN (
           SELECT id FROM outbox WHERE state = 'pending' AND lane = $1 AND due_at <= now() AND topic = ANY ($3)
           ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED
         ) RETURNING id, topic, attempts`,
        [lane, room, this.processor.topics],
      );
      if (due.length === 0) return false;
      // Before the commit: should it fail, the inbox makes the job harmless; the other way round an event could wait.
      const jobs = this.inJobs(due).map((events) => ({
        name: events[0]!.topic,
        data: { eventIds: events.map(({ id }) => id) },
        opts: { jobId: `${events[0]!.id}-${events[0]!.attempts}`, removeOnComplete: true, removeOnFail: true },
      }));
      const [first, ...others] = jobs;
      // On PostgreSQL a bulk makes temporary tables: worth it for many, slow for the one somebody waits for.
      if (first && others.length === 0) await this.queues[lane].add(first.name, first.data, first.opts);
      else await this.queues[lane].addBulk(jobs);
      return due.length === room;
    });
  }

  /** Events that are handled together go together; what failed before goes alone. */
  private inJobs(due: readonly Due[]): Due[][] {
    const jobs: Due[][] = [];
    const open = new Map<string, Due[]>();
    for (const event of due) {
      const together = event.attempts === 0 && this.processor.handlesTogether(event.topic);
      const job = together ? open.get(event.topic) : undefined;
      if (job && job.length < TOGETHER) job.push(event);
      else {
        const begun = [event];
        jobs.push(begun);
        if (together) open.set(event.topic, begun);
      }
    }
    return jobs;
  }

  private async listen(): Promise<void> {
    if (this.listener) return;
    const client = new Client({
      connectionString: this.databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    });
    const lost = () => {
      if (this.listener === client) this.listener = undefined;
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', () => this.wake());
    try {
      await client.connect();
      await client.query(`LISTEN ${OUTBOX_CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.listener = client;
  }
}

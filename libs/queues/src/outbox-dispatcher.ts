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
import {
  collectingPause,
  IN_FLIGHT,
  LANES,
  QUEUE_PACE,
  TOGETHER,
  type EventJob,
  type HandedOver,
  type QueuePace,
} from './lanes.js';
import { RecentRate } from './recent-rate.js';

const DISPATCHER = systemActor('outbox-dispatcher');

interface Due extends HandedOver {
  lane: Lane;
  attempts: number;
}

/** In each lane as many as there is room for, the longest due first. */
const CLAIM = `
  UPDATE outbox SET state = 'dispatched', dispatched_at = now() WHERE id IN (
    SELECT due.id FROM unnest($1::text[]) AS lanes(lane), LATERAL (
      SELECT id FROM outbox WHERE state = 'pending' AND lane = lanes.lane AND due_at <= now() AND topic = ANY ($2)
      ORDER BY due_at
      LIMIT greatest(0, ${IN_FLIGHT} - (SELECT count(*) FROM outbox WHERE state = 'dispatched' AND lane = lanes.lane))
      FOR UPDATE SKIP LOCKED
    ) AS due
  ) RETURNING id, topic, lane, attempts`;

/** So many jobs are added one by one. */
const FEW = 3;

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
  private readonly rate = new RecentRate();
  private handedOverAt = 0;
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
      await this.collect();
      this.woken = false;
      try {
        await this.listen();
        if (this.overdueToo) await this.takeBack();
        this.overdueToo = false;
        if (await this.dispatch()) this.woken = true;
        this.failing = false;
      } catch (error) {
        // The database or the queue is away. Everything is still in the outbox; the timer looks again.
        if (!this.failing) this.logger.error(error);
        this.failing = true;
        return;
      }
    }
  }

  /** Waits as long after the last handing over as it was busy lately. */
  private async collect(): Promise<void> {
    const pause = this.handedOverAt + collectingPause(this.rate.now()) - performance.now();
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
  }

  /** What was handed over and not done in time is pending again; what nobody handles is done. */
  private takeBack(): Promise<void> {
    return this.unitOfWork.runRepeatable(DISPATCHER, async (tx) => {
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
  private async dispatch(): Promise<boolean> {
    const due = await this.unitOfWork.runRepeatable(DISPATCHER, async (tx) => {
      const due = await tx.sql<Due>(CLAIM, [LANES, this.processor.topics]);
      // Before the commit: should it fail, the inbox makes the job harmless; the other way round an event could wait.
      for (const lane of LANES) await this.add(lane, this.inJobs(due.filter((event) => event.lane === lane)));
      return due;
    });
    if (due.length === 0) return false;
    this.handedOverAt = performance.now();
    this.rate.add(due.length);
    return due.length >= IN_FLIGHT;
  }

  private async add(lane: Lane, events: readonly Due[][]): Promise<void> {
    const jobs = events.map((together) => ({
      name: together[0]!.topic,
      data: { events: together.map(({ id, topic }) => ({ id, topic })) },
      opts: { jobId: `${together[0]!.id}-${together[0]!.attempts}`, removeOnComplete: true, removeOnFail: true },
    }));
    // On PostgreSQL a bulk makes temporary tables: worth it for many, slow for the one somebody waits for.
    if (jobs.length > FEW) await this.queues[lane].addBulk(jobs);
    else for (const { name, data, opts } of jobs) await this.queues[lane].add(name, data, opts);
  }

  /**
   * Events that everybody handles together go together, whatever they tell of; those of a list each topic by itself, because
   * each stands for many records. What failed before goes alone.
   */
  private inJobs(due: readonly Due[]): Due[][] {
    const jobs: Due[][] = [];
    const open = new Map<string, Due[]>();
    for (const event of due) {
      const company = event.lane === 'prompt' ? '' : event.topic;
      const together = event.attempts === 0 && this.processor.handlesTogether(event.topic);
      const job = together ? open.get(company) : undefined;
      if (job && job.length < TOGETHER) job.push(event);
      else {
        const begun = [event];
        jobs.push(begun);
        if (together) open.set(company, begun);
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

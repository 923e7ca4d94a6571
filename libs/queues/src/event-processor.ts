import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { UnitOfWork, type DomainEvent } from '#libs/database';
import { RelinkError, systemActor } from '#libs/kernel';
import { HandlesEvents, type EventHandler, type EventHandlerOptions } from './event-handler.js';
import { pauseAfter, QUEUE_PACE, type QueuePace } from './lanes.js';
import { RunsOn, type Scheduled } from './schedules/schedule.js';
import { ScheduledRun, topicOf } from './schedules/scheduled-run.js';

const PROCESSOR = systemActor('event-processor');

/** Hands each event to everyone who handles its topic and writes down that they are done. */
@Injectable()
export class EventProcessor implements OnModuleInit {
  private readonly handlers: { options: EventHandlerOptions; handler: EventHandler }[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly unitOfWork: UnitOfWork,
    @Inject(QUEUE_PACE) private readonly pace: QueuePace,
  ) {}

  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders()) {
      const options = this.discovery.getMetadataByDecorator(HandlesEvents, wrapper);
      if (options) this.handlers.push({ options, handler: wrapper.instance as EventHandler });
      const schedule = this.discovery.getMetadataByDecorator(RunsOn, wrapper);
      if (!schedule) continue;
      const topic = topicOf(schedule);
      const handler = new ScheduledRun(schedule, wrapper.instance as Scheduled);
      this.handlers.push({ options: { name: topic, topics: [topic] }, handler });
    }
  }

  /** The topics that somebody handles. */
  get topics(): readonly string[] {
    return [...new Set(this.handlers.flatMap(({ options }) => options.topics))];
  }

  /** Each handler in a transaction of its own; the last one also notes that the event is done. */
  async process(eventId: string, topic: string): Promise<void> {
    const handlers = this.handlers.filter(({ options }) => options.topics.includes(topic));
    let failure: string | undefined;
    for (const [index, { options, handler }] of handlers.entries()) {
      const last = index === handlers.length - 1 && failure === undefined;
      try {
        await this.handle(eventId, options.name, handler, last);
      } catch (error) {
        failure = codeOf(error);
      }
    }
    if (failure !== undefined) await this.postpone(eventId, failure);
  }

  private handle(eventId: string, name: string, handler: EventHandler, last: boolean): Promise<void> {
    return this.unitOfWork.run(systemActor(name), async (tx) => {
      const [claimed] = await tx.sql<DomainEvent & { first: boolean }>(
        `WITH event AS (
           SELECT id, topic, payload, lane FROM outbox WHERE id = $1 AND state NOT IN ('done', 'dead')
         ), claim AS (
           INSERT INTO inbox (event_id, handler) SELECT id, $2 FROM event ON CONFLICT DO NOTHING RETURNING event_id
         )
         SELECT event.*, EXISTS (SELECT 1 FROM claim) AS first FROM event`,
        [eventId, name],
      );
      if (!claimed) return;
      const { id, topic, payload, lane } = claimed;
      if (claimed.first) await handler.handle(tx, { id, topic, payload, lane });
      if (last) await tx.sql(`UPDATE outbox SET state = 'done', last_error = NULL WHERE id = $1`, [eventId]);
    });
  }

  private async postpone(eventId: string, failure: string): Promise<void> {
    await this.unitOfWork.run(PROCESSOR, async (tx) => {
      const [row] = await tx.sql<{ attempts: number }>('SELECT attempts FROM outbox WHERE id = $1 FOR UPDATE', [
        eventId,
      ]);
      const attempts = (row?.attempts ?? 0) + 1;
      await tx.sql(
        `UPDATE outbox SET attempts = $2, last_error = $3, state = $4, due_at = now() + make_interval(secs => $5) WHERE id = $1 AND state <> 'done'`,
        [
          eventId,
          attempts,
          failure,
          attempts >= this.pace.mostAttempts ? 'dead' : 'pending',
          pauseAfter(attempts, this.pace),
        ],
      );
    });
  }
}

/** A code, never a message: a database's error text can hold the values of a row. */
function codeOf(error: unknown): string {
  if (error instanceof RelinkError) return error.code;
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown';
}

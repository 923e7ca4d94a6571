import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { UnitOfWork, type DomainEvent, type Transaction } from '#libs/database';
import { RelinkError, systemActor } from '#libs/kernel';
import { HandlesEvents, type EventHandler, type EventHandlerOptions } from './event-handler.js';
import { pauseAfter, QUEUE_PACE, type HandedOver, type QueuePace } from './lanes.js';
import { RunsOn, type Scheduled } from './schedules/schedule.js';
import { ScheduledRun, topicOf } from './schedules/scheduled-run.js';

const PROCESSOR = systemActor('event-processor');

/** The effects are committed by now, each with its inbox row: should this be lost, handing over again changes nothing. */
const DONE = `WITH soon AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
  UPDATE outbox SET state = 'done', last_error = NULL FROM soon WHERE id = ANY ($1::uuid[]) AND state NOT IN ('done', 'dead')`;

interface Handling {
  options: EventHandlerOptions;
  handler: EventHandler;
}

/** Hands each event to everyone who handles its topic and writes down that they are done. */
@Injectable()
export class EventProcessor implements OnModuleInit {
  private readonly handlers: Handling[] = [];

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

  /** Can everybody who handles this topic handle several events at once? */
  handlesTogether(topic: string): boolean {
    const handlers = this.handlersOf(topic);
    return handlers.length > 0 && handlers.every(({ handler }) => 'handleTogether' in handler);
  }

  private handlersOf(topic: string): Handling[] {
    return this.handlers.filter(({ options }) => options.topics.includes(topic));
  }

  /** Handles events, and then what they cause: a step that follows from another need not be fetched again. */
  async process(events: readonly HandedOver[]): Promise<void> {
    for (let next = events; next.length > 0;) next = await this.round(next);
  }

  /**
   * Each handler in a transaction of its own, with all the events it handles where it can. What fails together is tried one
   * by one, so that one event holds up no other. An event is done when all its handlers are.
   * @returns what they caused that is to be gone on with
   */
  private async round(events: readonly HandedOver[]): Promise<readonly HandedOver[]> {
    const failures = new Map<string, string>();
    const caused: HandedOver[] = [];
    for (const handling of this.handlers) {
      const { options, handler } = handling;
      const ids = events.flatMap(({ id, topic }) => (options.topics.includes(topic) ? id : []));
      const together = ids.length > 1 && 'handleTogether' in handler && !ids.some((id) => failures.has(id));
      const ofAll = together ? await this.handle(ids, handling).catch(() => undefined) : undefined;
      if (ofAll) caused.push(...ofAll);
      else
        for (const id of ids)
          await this.handle([id], handling).then(
            (more) => caused.push(...more),
            (error: unknown) => failures.set(id, codeOf(error)),
          );
    }
    const done = events.flatMap(({ id }) => (failures.has(id) ? [] : id));
    if (done.length > 0) await this.unitOfWork.statement(DONE, [done]);
    for (const [id, failure] of failures) await this.postpone(id, failure);
    return caused;
  }

  /** @returns what it caused that is to be gone on with */
  private async handle(eventIds: readonly string[], { options, handler }: Handling): Promise<readonly HandedOver[]> {
    let caused: readonly HandedOver[] = [];
    const work = async (tx: Transaction) => {
      // Sorted, so that two deliveries of the same events wait for each other in one order.
      const events = await tx.sql<DomainEvent>(
        `WITH event AS (
           SELECT id, topic, payload, lane FROM outbox WHERE id = ANY ($1::uuid[]) AND state NOT IN ('done', 'dead')
         ), claim AS (
           INSERT INTO inbox (event_id, handler) SELECT id, $2 FROM event ORDER BY id ON CONFLICT DO NOTHING RETURNING event_id
         )
         SELECT event.* FROM event JOIN claim ON claim.event_id = event.id ORDER BY event.id`,
        [eventIds, options.name],
      );
      if (events.length > 1 && handler.handleTogether) await handler.handleTogether(tx, events);
      else for (const event of events) await handler.handle(tx, event);
      caused = tx.outbox.keep((event) => event.lane === 'prompt' && this.handlesTogether(event.topic));
    };
    const actor = systemActor(options.name);
    // Who handles several events together has no effect outside the database: all of it is undone together, and asked for again.
    await (handler.handleTogether ? this.unitOfWork.runRepeatable(actor, work) : this.unitOfWork.run(actor, work));
    return caused.map(({ id, topic }) => ({ id, topic }));
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

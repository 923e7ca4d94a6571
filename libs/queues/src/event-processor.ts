import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { UnitOfWork, type DomainEvent } from '#libs/database';
import { RelinkError, systemActor } from '#libs/kernel';
import { HandlesEvents, type EventHandler, type EventHandlerOptions } from './event-handler.js';
import { pauseAfter, QUEUE_PACE, type QueuePace } from './lanes.js';

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
    }
  }

  async process(eventId: string): Promise<void> {
    const event = await this.read(eventId);
    if (!event) return;
    let failure: string | undefined;
    for (const { options, handler } of this.handlers) {
      if (!options.topics.includes(event.topic)) continue;
      try {
        await this.handle(event, options.name, handler);
      } catch (error) {
        failure = codeOf(error);
      }
    }
    await this.conclude(event, failure);
  }

  private read(eventId: string): Promise<DomainEvent | undefined> {
    return this.unitOfWork.run(PROCESSOR, async (tx) => {
      const [row] = await tx.sql<DomainEvent & { state: string }>(
        'SELECT id, topic, payload, lane, state FROM outbox WHERE id = $1',
        [eventId],
      );
      return row && row.state !== 'done' && row.state !== 'dead'
        ? { id: row.id, topic: row.topic, payload: row.payload, lane: row.lane }
        : undefined;
    });
  }

  private handle(event: DomainEvent, name: string, handler: EventHandler): Promise<void> {
    return this.unitOfWork.run(systemActor(name), async (tx) => {
      const claimed = await tx.sql(
        'INSERT INTO inbox (event_id, handler) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING event_id',
        [event.id, name],
      );
      if (claimed.length > 0) await handler.handle(tx, event);
    });
  }

  private async conclude(event: DomainEvent, failure: string | undefined): Promise<void> {
    await this.unitOfWork.run(PROCESSOR, async (tx) => {
      if (failure === undefined) {
        await tx.sql(`UPDATE outbox SET state = 'done', last_error = NULL WHERE id = $1`, [event.id]);
        return;
      }
      const [row] = await tx.sql<{ attempts: number }>('SELECT attempts FROM outbox WHERE id = $1 FOR UPDATE', [
        event.id,
      ]);
      const attempts = (row?.attempts ?? 0) + 1;
      await tx.sql(
        `UPDATE outbox SET attempts = $2, last_error = $3, state = $4, due_at = now() + make_interval(secs => $5) WHERE id = $1 AND state <> 'done'`,
        [
          event.id,
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

import { newId, type Id } from '#libs/kernel';
import type { Sql } from './sql.js';

export type EventId = Id<'event'>;

/** `prompt`: somebody waits for it. `bulk`: imports and background work, which must never hold up the first. */
export type Lane = 'prompt' | 'bulk';

/** A domain event: a topic and ids. Never personal data: it travels through queues and their backups. */
export interface DomainEvent {
  id: EventId;
  topic: string;
  payload: Readonly<Record<string, string>>;
  lane: Lane;
}

/** PostgreSQL channel that wakes the dispatcher. */
export const OUTBOX_CHANNEL = 'relink_outbox';

/**
 * Leaves domain events in the transaction that caused them: they exist if, and only if, it commits. The dispatcher of
 * the `queues` lib carries them on.
 */
export class Outbox {
  private readonly events: DomainEvent[] = [];

  emit(topic: string, payload: Readonly<Record<string, string>>, lane: Lane = 'prompt'): void {
    this.events.push({ id: newId(), topic, payload, lane });
  }

  /** Called once by the unit of work, before the commit. */
  async flush(sql: Sql): Promise<void> {
    if (this.events.length === 0) return;
    await sql(
      `INSERT INTO outbox (id, topic, payload, lane)
       SELECT id, topic, payload, lane FROM jsonb_to_recordset($1::jsonb) AS e(id uuid, topic text, payload jsonb, lane text)`,
      [JSON.stringify(this.events)],
    );
    await sql(`SELECT pg_notify('${OUTBOX_CHANNEL}', '')`);
    this.events.length = 0;
  }
}

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

/** An event on its way into the table. */
interface WaitingEvent extends DomainEvent {
  after: number;
}

/** PostgreSQL channel that wakes the dispatcher. */
export const OUTBOX_CHANNEL = 'relink_outbox';

/**
 * Leaves domain events in the transaction that caused them: they exist if, and only if, it commits. The dispatcher of
 * the `queues` lib carries them on.
 */
export class Outbox {
  private readonly events: WaitingEvent[] = [];

  /** @param after seconds to wait until it is handed over, for what is to be looked at again later */
  emit(topic: string, payload: Readonly<Record<string, string>>, lane: Lane = 'prompt', after = 0): void {
    this.events.push({ id: newId(), topic, payload, lane, after: Math.max(0, Math.ceil(after)) });
  }

  /** How far it is, for a part of the work that may be taken back. */
  mark(): number {
    return this.events.length;
  }

  /** Forgets what was emitted since. */
  backTo(mark: number): void {
    this.events.length = mark;
  }

  /** Called once by the unit of work, before the commit. */
  async flush(sql: Sql): Promise<void> {
    const events = this.events.splice(0);
    if (events.length === 0) return;
    await sql(
      `WITH emitted AS (
         INSERT INTO outbox (id, topic, payload, lane, due_at)
         SELECT id, topic, payload, lane, now() + make_interval(secs => after)
         FROM jsonb_to_recordset($1::jsonb) AS e(id uuid, topic text, payload jsonb, lane text, after float8)
       )
       SELECT pg_notify('${OUTBOX_CHANNEL}', '')`,
      [JSON.stringify(events)],
    );
  }
}

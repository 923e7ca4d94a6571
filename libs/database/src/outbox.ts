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
  /** Whoever emitted it goes on with it, so that it need not be handed over. */
  kept: boolean;
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
    this.events.push({ id: newId(), topic, payload, lane, after: Math.max(0, Math.ceil(after)), kept: false });
  }

  /**
   * Those of the events emitted so far that are due at once and wanted: whoever keeps them goes on with them when this is
   * committed. Should that fail, they are handed over as any event that was not done in time.
   */
  keep(wanted: (event: DomainEvent) => boolean): DomainEvent[] {
    const kept = this.events.filter((event) => event.after === 0 && wanted(event));
    for (const event of kept) event.kept = true;
    return kept;
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
         INSERT INTO outbox (id, topic, payload, lane, due_at, state, dispatched_at)
         SELECT id, topic, payload, lane, now() + make_interval(secs => after),
           CASE WHEN kept THEN 'dispatched' ELSE 'pending' END, CASE WHEN kept THEN now() END
         FROM jsonb_to_recordset($1::jsonb) AS e(id uuid, topic text, payload jsonb, lane text, after float8, kept boolean)
       )
       SELECT pg_notify('${OUTBOX_CHANNEL}', '') WHERE $2::boolean`,
      [JSON.stringify(events), events.some(({ kept }) => !kept)],
    );
  }
}

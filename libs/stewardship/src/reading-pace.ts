import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { daysAfter, systemActor, type AccountId } from '#libs/kernel';
import { Tasks } from '#libs/tasks';

/** Settings of the same names. */
export interface ReadingPaceSettings {
  readingPaceRecords: number;
  readingPaceMinutes: number;
}

export const READING_PACE = Symbol('ReadingPaceSettings');

const BY = systemActor('reading-pace');
/** As the index `entries_read_idx` has it: what was read is a small part of what happened. */
const WAS_READ = `actor_kind = 'staff' AND action ~ '[.-](read|listed|copied)$'`;
/** Watched by one worker at a time; another one that comes meanwhile leaves it to the first. */
const LOCK = 0x52_4c_50;

/**
 * Nobody's work takes them through hundreds of records in an hour. Whoever reads faster may be copying, or somebody else
 * may be using their account: the steward looks at what was read, the administrator at the account. A list that two people
 * agreed to is not counted.
 */
@Injectable()
export class ReadingPace {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tasks: Tasks,
    @Inject(READING_PACE) private readonly settings: ReadingPaceSettings,
  ) {}

  /** Looks at the time just past. An account is told of once for it. @returns the accounts that were told of */
  look(): Promise<AccountId[]> {
    const { readingPaceRecords: most, readingPaceMinutes: minutes } = this.settings;
    return this.unitOfWork.run(BY, async (tx) => {
      const [lock] = await tx.sql<{ free: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS free', [LOCK]);
      if (!lock!.free) return [];
      const since = new Date(tx.now.getTime() - minutes * 60_000);
      const fast = await tx.sql<{ id: AccountId; records: number }>(
        `WITH seen AS (
           SELECT actor_id, object_id AS record FROM audit.entries
             WHERE at > $1 AND ${WAS_READ} AND object_type = 'dossier' AND action <> 'exports.person-read'
           UNION
           SELECT actor_id, listed.record FROM audit.entries
             CROSS JOIN LATERAL jsonb_array_elements_text(details::jsonb -> 'dossiers') AS listed (record)
             WHERE at > $1 AND ${WAS_READ} AND object_type = 'account' AND action LIKE '%.listed'
         )
         SELECT actor_id AS id, count(*)::int AS records FROM seen GROUP BY actor_id HAVING count(*) > $2
           AND NOT EXISTS (SELECT 1 FROM audit.entries told WHERE told.object_type = 'account'
             AND told.object_id = seen.actor_id AND told.action = 'security.reading-pace' AND told.at > $1)
         ORDER BY 1`,
        [since, most],
      );
      const due = daysAfter(tx.now, 1);
      for (const { id, records } of fast) {
        await this.tasks.open(tx, { kind: 'look-at-reading-pace', about: id, role: 'steward', due });
        await this.tasks.open(tx, { kind: 'check-account', about: id, role: 'administrator', due });
        tx.audit.record('security.reading-pace', { type: 'account', id }, { records, minutes });
        tx.outbox.emit('stewardship.reading-pace', { accountId: id });
      }
      return fast.map(({ id }) => id);
    });
  }
}

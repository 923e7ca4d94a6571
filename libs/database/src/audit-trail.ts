import type { Actor } from '#libs/kernel';
import type { Sql } from './sql.js';

/** What something was done to: a kind of record and its id, never its content. */
export interface AuditObject {
  type: string;
  id: string;
}

/** One thing that happened. `details` hold codes and ids, never personal data. */
export interface AuditRecord {
  action: string;
  object: AuditObject;
  details?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** Where an entry stands in the log. */
export interface AuditPlace {
  chain: number;
  seq: number;
}

/** Where a unit of work leaves its traces; the `audit` lib keeps them so that tampering shows. */
export abstract class AuditTrail {
  /**
   * Appends in the given transaction, as its last act: what is not committed did not happen. One
   * statement, sent at once.
   * @returns where the last of them stands
   */
  abstract append(sql: Sql, actor: Actor, records: readonly AuditRecord[], at: Date): Promise<AuditPlace>;
}

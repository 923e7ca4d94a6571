import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditPlace, type AuditRecord, type Sql } from '#libs/database';
import type { Actor } from '#libs/kernel';
import { actorColumns, GENESIS, hashOf } from './entry.js';

/** Advisory locks of this class number stand for audit chains. */
const LOCK_CLASS = 0x52_4c_41;

/**
 * The chain of everything that has a receipt in the exchange. It is one alone, so that a number says where an act stands; the
 * gateway may write to it and to no other.
 */
export const EXCHANGE_CHAIN = 64;

/**
 * Appends to one of several hash chains. A chain is locked from the append to the commit, so entries of a chain follow
 * each other without gaps; several chains keep writers from queueing behind one lock.
 */
@Injectable()
export class ChainedAuditTrail extends AuditTrail {
  constructor(
    private readonly chains: number,
    private readonly firstChain = 0,
  ) {
    super();
  }

  async append(sql: Sql, actor: Actor, records: readonly AuditRecord[], at: Date): Promise<AuditPlace> {
    const chain = await this.lockFreeChain(sql);
    const [head] = await sql<{ seq: string; hash: Buffer }>(
      'SELECT seq, hash FROM audit.entries WHERE chain = $1 ORDER BY seq DESC LIMIT 1',
      [chain],
    );
    let seq = Number(head?.seq ?? 0);
    let previous = head?.hash ?? GENESIS;
    const rows = records.map((record) => {
      const entry = {
        chain,
        seq: ++seq,
        at: at.toISOString(),
        ...actorColumns(actor),
        action: record.action,
        objectType: record.object.type,
        objectId: record.object.id,
        details: JSON.stringify(record.details ?? {}),
      };
      const row = {
        ...entry,
        previous: previous.toString('hex'),
        hash: (previous = hashOf(previous, entry)).toString('hex'),
      };
      return row;
    });
    await sql(
      `INSERT INTO audit.entries (chain, seq, at, actor_kind, actor_id, actor_role, actor_branch, action, object_type, object_id, details, previous, hash)
       SELECT chain, seq, at, "actorKind", "actorId", "actorRole", "actorBranch", action, "objectType", "objectId", details,
              decode(previous, 'hex'), decode(hash, 'hex')
       FROM jsonb_to_recordset($1::jsonb) AS e(chain smallint, seq bigint, at timestamptz, "actorKind" text, "actorId" text, "actorRole" text,
              "actorBranch" text, action text, "objectType" text, "objectId" text, details text, previous text, hash text)`,
      [JSON.stringify(rows)],
    );
    return { chain, seq };
  }

  /** The first chain nobody writes to now, starting anywhere; where all are busy, waits for one. */
  private async lockFreeChain(sql: Sql): Promise<number> {
    const first = Math.floor(Math.random() * this.chains);
    const chainAt = (offset: number) => this.firstChain + ((first + offset) % this.chains);
    for (let tried = 0; tried < this.chains; tried++) {
      const chain = chainAt(tried);
      const [lock] = await sql<{ free: boolean }>('SELECT pg_try_advisory_xact_lock($1, $2) AS free', [
        LOCK_CLASS,
        chain,
      ]);
      if (lock?.free) return chain;
    }
    await sql('SELECT pg_advisory_xact_lock($1, $2)', [LOCK_CLASS, chainAt(0)]);
    return chainAt(0);
  }
}

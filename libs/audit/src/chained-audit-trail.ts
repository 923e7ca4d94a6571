import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditPlace, type AuditRecord, type Sql } from '#libs/database';
import type { Actor } from '#libs/kernel';
import { actorColumns, hashedFacts } from './entry.js';

/**
 * The chain of everything that has a receipt in the exchange. It is one alone, so that a number says where an act stands; the
 * gateway may write to it and to no other.
 */
export const EXCHANGE_CHAIN = 64;

/**
 * Appends to one of several hash chains. A chain is locked from the append to the commit, so entries of a chain follow
 * each other without gaps; several chains keep writers from queueing behind one lock. The database picks the chain and
 * hashes (function `audit.append`), so that the lock is not held while an answer travels.
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
    const entries = records.map((record) =>
      hashedFacts({
        at: at.toISOString(),
        ...actorColumns(actor),
        action: record.action,
        objectType: record.object.type,
        objectId: record.object.id,
        details: JSON.stringify(record.details ?? {}),
      }),
    );
    const [place] = await sql<{ own: number; number: string }>('SELECT own, number FROM audit.append($1, $2, $3)', [
      this.firstChain,
      this.chains,
      entries,
    ]);
    return { chain: place!.own, seq: Number(place!.number) };
  }
}

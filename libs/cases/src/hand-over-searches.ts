import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Account, Dossier, worksOn } from '#libs/access';
import type { DomainEvent, Transaction } from '#libs/database';
import type { AccountId, DossierId } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { OPEN_SEARCHES, SearchAction } from './search-action.entity.js';
import { REQUEST_HIDDEN } from './sight.js';

/** Whatever can keep somebody from a search, or put somebody else in charge. */
const TOPICS = ['account.left', 'cases.owner-changed', ...REQUEST_HIDDEN] as const;

interface InCharge {
  id: DossierId;
  ownerId: AccountId;
}

/**
 * What is still to be done to find somebody falls to whoever is in charge of the case, where the one who was to do it is gone or
 * may work on the case no more (rule 14). Whoever can go on with theirs keeps it.
 */
@Injectable()
@HandlesEvents({ name: 'cases.hand-over-searches', topics: TOPICS })
export class HandOverSearches implements EventHandler {
  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    // Locked as every step locks it, so that whoever is put in charge at this moment is waited for. The open states are written
    // out as the index has them, which knows whose searches are open.
    const requests = await tx.sql<InCharge>(
      `SELECT id, owner_id AS "ownerId" FROM tracing_requests
       WHERE id IN (SELECT $1::uuid UNION SELECT dossier_id FROM search_actions WHERE owner_id = $2 AND state IN ('planned', 'under-way'))
       ORDER BY id FOR NO KEY UPDATE`,
      [payload.requestId ?? null, payload.accountId ?? null],
    );
    for (const request of requests) await this.passOn(tx, request);
  }

  private async passOn(tx: Transaction, { id, ownerId: inCharge }: InCharge): Promise<void> {
    const open = await tx.of(SearchAction).all({ dossierId: id, state: In([...OPEN_SEARCHES]) });
    const others = open.filter(({ ownerId }) => ownerId !== inCharge);
    if (others.length === 0) return;
    const [dossier, owners] = await tx.together(
      tx.of(Dossier).findOrFail({ id }),
      tx.of(Account).all({ id: In(others.map(({ ownerId }) => ownerId)) }),
    );
    const there = new Set(owners.filter((owner) => worksOn(tx, owner, dossier)).map((owner) => owner.id));
    const waiting = others.filter(({ ownerId }) => !there.has(ownerId)).map((search) => search.id);
    if (waiting.length === 0) return;
    await tx.sql('UPDATE search_actions SET owner_id = $2, version = version + 1 WHERE id = ANY ($1)', [
      waiting,
      inCharge,
    ]);
  }
}

import { Injectable } from '@nestjs/common';
import type { DomainEvent, Transaction } from '#libs/database';
import { HandlesEvents, type EventHandler } from '#libs/queues';

/**
 * Whoever is assigned to a case sees it from any branch. Who works in another branch now leaves that behind, or they would go on
 * reading what their branch must not see (rule 22). In their own branch they stay assigned: whoever comes back goes on.
 * It stands here because `access` is below the queues that bring the news.
 */
@Injectable()
@HandlesEvents({ name: 'access.sight-of-leaver', topics: ['account.left'] })
export class SightOfLeaver implements EventHandler {
  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    await tx.sql(
      `UPDATE dossiers SET assigned = array_remove(dossiers.assigned, a.id), version = dossiers.version + 1
       FROM accounts a WHERE a.id = $1 AND a.id = ANY (dossiers.assigned) AND dossiers.branch_id <> a.branch_id`,
      [payload.accountId],
    );
  }
}

import { Injectable } from '@nestjs/common';
import { branchInCharge } from '#libs/access';
import type { DomainEvent, Transaction } from '#libs/database';
import type { AccountId } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';

/**
 * What somebody who is gone still had to do waits for the supervisors of the branch it is in. What belongs to no case was for
 * them alone, such as a list of persons that only whoever asked for it may fetch: nobody else does it for them.
 */
@Injectable()
@HandlesEvents({ name: 'tasks.of-leaver', topics: ['account.left'] })
export class TasksOfLeaver implements EventHandler {
  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const accountId = payload.accountId as AccountId;
    const kept = await branchInCharge(tx, accountId);
    await tx.sql(
      `UPDATE tasks SET owner_id = NULL, for_role = 'supervisor', branch_id = d.branch_id, version = tasks.version + 1
       FROM dossiers d WHERE d.id = tasks.dossier_id AND tasks.owner_id = $1 AND tasks.state = 'open'
         AND d.branch_id IS DISTINCT FROM $2::uuid`,
      [accountId, kept ?? null],
    );
  }
}

import { Injectable } from '@nestjs/common';
import type { DomainEvent, Transaction } from '#libs/database';
import type { AccountId } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { handOver, Tasks, type CaseInCharge } from '#libs/tasks';
import { ENDED } from './working.js';

/** Every open case has an owner (rule 14): somebody who is there. Requests of somebody who is gone wait for somebody else. */
@Injectable()
@HandlesEvents({ name: 'cases.hand-over-requests', topics: ['account.left'] })
export class HandOverRequests implements EventHandler {
  constructor(private readonly tasks: Tasks) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const ownerId = payload.accountId as AccountId;
    // Whoever puts somebody in charge at this moment is waited for: then it is no longer this owner's.
    const requests = await tx.sql<CaseInCharge>(
      `SELECT r.id, d.branch_id AS "branchId" FROM tracing_requests r JOIN dossiers d ON d.id = r.id
       WHERE r.owner_id = $1 AND r.state <> ALL ($2) ORDER BY r.id FOR SHARE OF r`,
      [ownerId, [...ENDED]],
    );
    await handOver(tx, this.tasks, ownerId, requests);
  }
}

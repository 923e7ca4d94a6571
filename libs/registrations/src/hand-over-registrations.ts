import { Injectable } from '@nestjs/common';
import type { DomainEvent, Transaction } from '#libs/database';
import type { AccountId } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { handOver, Tasks, type CaseInCharge } from '#libs/tasks';

/** Registrations of somebody who is gone wait for somebody else, as requests do. */
@Injectable()
@HandlesEvents({ name: 'registrations.hand-over-registrations', topics: ['account.left'] })
export class HandOverRegistrations implements EventHandler {
  constructor(private readonly tasks: Tasks) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const ownerId = payload.accountId as AccountId;
    // Whoever puts somebody in charge at this moment is waited for: then it is no longer this owner's.
    const registrations = await tx.sql<CaseInCharge>(
      `SELECT r.id, d.branch_id AS "branchId" FROM registrations r JOIN dossiers d ON d.id = r.id
       WHERE r.owner_id = $1 AND r.state = 'active' ORDER BY r.id FOR SHARE OF r`,
      [ownerId],
    );
    await handOver(tx, this.tasks, ownerId, registrations);
  }
}

import { Injectable } from '@nestjs/common';
import { Dossier } from '#libs/access';
import type { DomainEvent, Transaction } from '#libs/database';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { Transfer, type TransferId } from './transfer.entity.js';
import { takeBack } from './transfers.js';

/** The other branch said no: from now on its supervisors do not see the case. Done by the worker, since nobody can lock themselves out. */
@Injectable()
@HandlesEvents({ name: 'cases.end-declined-transfer', topics: ['cases.transfer-declined'] })
export class EndDeclinedTransfer implements EventHandler {
  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const transfer = await tx.of(Transfer).findOrFail({ id: payload.transferId as TransferId });
    const dossier = await tx.of(Dossier).lockOrFail({ id: transfer.dossierId });
    // Offered to the same supervisors again in the meantime: then they go on seeing it.
    if (await tx.of(Transfer).find({ dossierId: transfer.dossierId, state: 'offered' })) return;
    await takeBack(tx, dossier, transfer);
  }
}

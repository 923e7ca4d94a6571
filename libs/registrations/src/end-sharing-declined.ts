import { Injectable } from '@nestjs/common';
import { Dossier, hideFromBranch } from '#libs/access';
import type { DomainEvent, Transaction } from '#libs/database';
import type { DossierId } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { RegistrationTransfer } from './registration-transfer.entity.js';

/**
 * Whoever declined a transfer sees the registration no more, unless they did before. Done by the system: nobody can take
 * their own sight of a record away, since the database keeps everyone from writing what they could not read back.
 */
@Injectable()
@HandlesEvents({ name: 'registrations.end-sharing-declined', topics: ['registrations.transfer-declined'] })
export class EndSharingDeclined implements EventHandler {
  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const dossierId = payload.registrationId as DossierId;
    const dossier = await tx.of(Dossier).lockOrFail({ id: dossierId });
    const transfers = await tx.of(RegistrationTransfer).all({ dossierId });
    // Offered to the same branch again in the meantime: then it has to see it.
    const seeing = new Set(transfers.filter(({ state }) => state === 'offered').map(({ toBranch }) => toBranch));
    const over = transfers.filter(
      ({ state, wasShared, toBranch }) => state === 'declined' && !wasShared && !seeing.has(toBranch),
    );
    for (const toBranch of new Set(over.map((transfer) => transfer.toBranch)))
      await hideFromBranch(tx, dossier, toBranch);
    await tx.of(Dossier).save(dossier);
  }
}

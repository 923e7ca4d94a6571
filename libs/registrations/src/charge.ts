import { Injectable } from '@nestjs/common';
import { assignOwner } from '#libs/access';
import { UnitOfWork, type Receipt } from '#libs/database';
import type { AccountId, DossierId, StaffActor } from '#libs/kernel';
import { takeCharge } from '#libs/tasks';
import { supervise } from './supervise.js';

/** Who is in charge of a registration. */
@Injectable()
export class RegistrationCharge {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Supervisors put somebody of its branch in charge, who sees it from then on. @throws OwnerUnsuitable, NotYours, StaleVersion */
  reassign(id: DossierId, ownerId: AccountId, version: number, by: StaffActor): Promise<Receipt> {
    return supervise(this.unitOfWork, { id, version, by, action: 'reassign' }, async (tx, registration) => {
      await assignOwner(tx, id, ownerId);
      takeCharge(tx, id, registration.ownerId, ownerId);
      registration.ownerId = ownerId;
      tx.audit.record('registrations.owner-changed', { type: 'dossier', id }, { owner: ownerId });
      tx.outbox.emit('registrations.owner-changed', { registrationId: id });
    });
  }
}

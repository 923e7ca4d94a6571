import { Injectable } from '@nestjs/common';
import { Branch, Dossier, hideFromBranch } from '#libs/access';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { daysAfter, newId, type BranchId, type DossierId, type StaffActor } from '#libs/kernel';
import { takeCharge, Tasks } from '#libs/tasks';
import { RegistrationTransfer, transferPlace } from './registration-transfer.entity.js';
import type { Registration } from './registration.entity.js';
import {
  NoRegistrationTransferOpen,
  RegistrationElsewhere,
  RegistrationSharingUnsuitable,
  RegistrationTransferOpen,
  RegistrationTransferUnsuitable,
} from './registrations.errors.js';
import { supervise } from './supervise.js';

const ANSWER_DAYS = 7;

/** Another branch works with a registration too, or takes it over. Both are for supervisors. */
@Injectable()
export class RegistrationSharing {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tasks: Tasks,
  ) {}

  /** Sharing again changes nothing. @throws RegistrationSharingUnsuitable, RegistrationElsewhere, StaleVersion */
  share(id: DossierId, branchId: BranchId, version: number, by: StaffActor): Promise<Receipt> {
    return this.work(id, version, by, 'share', async (tx, _, dossier) => {
      if (!(await this.otherBranch(tx, dossier, branchId))) throw new RegistrationSharingUnsuitable();
      refuseForeign(dossier, by);
      dossier.share(branchId);
      await tx.of(Dossier).save(dossier);
      note(tx, 'registrations.shared', id, branchId);
    });
  }

  /** @throws RegistrationElsewhere, StaleVersion */
  endSharing(id: DossierId, branchId: BranchId, version: number, by: StaffActor): Promise<Receipt> {
    return this.work(id, version, by, 'end-sharing', async (tx, _, dossier) => {
      refuseForeign(dossier, by);
      await hideFromBranch(tx, dossier, branchId);
      await tx.of(Dossier).save(dossier);
      note(tx, 'registrations.sharing-ended', id, branchId);
    });
  }

  /** Until a supervisor there takes it over it stays where it is. @throws RegistrationTransferUnsuitable, RegistrationTransferOpen */
  offer(
    id: DossierId,
    { branchId, reason }: { branchId: BranchId; reason?: string },
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return this.work(id, version, by, 'offer-transfer', async (tx, _, dossier) => {
      // A protected one is seen by nobody of another branch: nobody could take it over.
      if (dossier.sensitivity === 'protected' || !(await this.otherBranch(tx, dossier, branchId)))
        throw new RegistrationTransferUnsuitable();
      refuseForeign(dossier, by);
      if (await this.offered(tx, id)) throw new RegistrationTransferOpen();
      const transferId = newId<'registration-transfer'>();
      await tx.of(RegistrationTransfer).insert(
        tx.of(RegistrationTransfer).create({
          id: transferId,
          dossierId: id,
          fromBranch: dossier.branchId,
          toBranch: branchId,
          state: 'offered',
          wasShared: dossier.sharedWith.includes(branchId),
          offeredBy: by.accountId,
          offeredAt: tx.now,
          details: await tx.vault.seal(id, transferPlace(transferId), { ...(reason && { reason }) }),
        }),
      );
      dossier.share(branchId);
      await tx.of(Dossier).save(dossier);
      await this.tasks.open(tx, {
        kind: 'take-over-transfer',
        dossierId: id,
        about: transferId,
        role: 'supervisor',
        branch: branchId,
        due: daysAfter(tx.now, ANSWER_DAYS),
      });
      note(tx, 'registrations.transfer-offered', id, branchId);
    });
  }

  /** A supervisor of the other branch takes it over and is in charge of it. @throws NoRegistrationTransferOpen */
  takeOver(id: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.work(id, version, by, 'take-over', async (tx, registration, dossier) => {
      const transfer = await this.offeredTo(tx, id, by.branchId);
      dossier.branchId = transfer.toBranch;
      dossier.endSharing(transfer.toBranch);
      dossier.assigned = [by.accountId];
      await tx.of(Dossier).save(dossier);
      takeCharge(tx, id, registration.ownerId, by.accountId);
      registration.ownerId = by.accountId;
      await this.answer(tx, transfer, 'accepted', by);
      note(tx, 'registrations.transfer-accepted', id, transfer.toBranch);
    });
  }

  /** The branch sees it no more right after, unless it did before. @throws NoRegistrationTransferOpen */
  decline(id: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.work(id, version, by, 'decline-transfer', async (tx) => {
      const transfer = await this.offeredTo(tx, id, by.branchId);
      await this.answer(tx, transfer, 'declined', by);
      note(tx, 'registrations.transfer-declined', id, transfer.toBranch);
    });
  }

  private work(
    id: DossierId,
    version: number,
    by: StaffActor,
    action: string,
    change: (tx: Transaction, registration: Registration, dossier: Dossier) => Promise<void>,
  ): Promise<Receipt> {
    return supervise(this.unitOfWork, { id, version, by, action }, change);
  }

  private async otherBranch(tx: Transaction, dossier: Dossier, branchId: BranchId): Promise<boolean> {
    return branchId !== dossier.branchId && (await tx.of(Branch).find({ id: branchId })) !== null;
  }

  private offered(tx: Transaction, dossierId: DossierId): Promise<RegistrationTransfer | null> {
    return tx.of(RegistrationTransfer).find({ dossierId, state: 'offered' });
  }

  private async offeredTo(tx: Transaction, dossierId: DossierId, branchId: BranchId): Promise<RegistrationTransfer> {
    const transfer = await this.offered(tx, dossierId);
    if (transfer?.toBranch !== branchId) throw new NoRegistrationTransferOpen();
    return transfer;
  }

  private async answer(
    tx: Transaction,
    transfer: RegistrationTransfer,
    state: 'accepted' | 'declined',
    by: StaffActor,
  ): Promise<void> {
    Object.assign(transfer, { state, decidedBy: by.accountId, decidedAt: tx.now });
    await tx.of(RegistrationTransfer).save(transfer);
    await this.tasks.close(tx, { kind: 'take-over-transfer', about: transfer.id });
  }
}

/** What belongs to another branch is not this one's to share. */
function refuseForeign(dossier: Dossier, by: StaffActor): void {
  if (dossier.branchId !== by.branchId) throw new RegistrationElsewhere();
}

function note(tx: Transaction, topic: string, id: DossierId, branch: BranchId): void {
  tx.audit.record(topic, { type: 'dossier', id }, { branch });
  tx.outbox.emit(topic, { registrationId: id });
}

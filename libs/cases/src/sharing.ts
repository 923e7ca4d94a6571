import { Injectable } from '@nestjs/common';
import { Branch, Dossier, hideFromBranch } from '#libs/access';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { Forbidden, type BranchId, type DossierId, type StaffActor } from '#libs/kernel';
import { SharingUnsuitable } from './cases.errors.js';
import { receiptOf } from './receipt.js';
import { TracingRequest } from './tracing-request.entity.js';
import { Transfer } from './transfer.entity.js';
import { authorizedWork, SUPERVISORS } from './working.js';

/** Another branch works on a case too, as long as the supervisor of its own branch wants it. */
@Injectable()
export class Sharing {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Sharing again changes nothing. @throws SharingUnsuitable, Forbidden, StaleVersion */
  share(id: DossierId, branchId: BranchId, version: number, by: StaffActor): Promise<Receipt> {
    return this.change(id, version, by, 'cases.request-shared', branchId, async (tx, dossier) => {
      const branch = await tx.of(Branch).find({ id: branchId });
      if (!branch || branchId === dossier.branchId) throw new SharingUnsuitable();
      dossier.share(branchId);
    });
  }

  /** @throws Forbidden, StaleVersion */
  end(id: DossierId, branchId: BranchId, version: number, by: StaffActor): Promise<Receipt> {
    return this.change(id, version, by, 'cases.sharing-ended', branchId, async (tx, dossier) => {
      const offer = await tx.of(Transfer).find({ dossierId: id, toBranch: branchId, state: 'offered' });
      await hideFromBranch(tx, dossier, branchId, offer?.lentTo);
    });
  }

  private change(
    id: DossierId,
    version: number,
    by: StaffActor,
    topic: string,
    branchId: BranchId,
    change: (tx: Transaction, dossier: Dossier) => Promise<void>,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      const dossier = await authorizedWork(tx, request, SUPERVISORS, 'share');
      if (dossier.branchId !== by.branchId) throw new Forbidden({ type: 'dossier', id });
      await change(tx, dossier);
      await tx.of(Dossier).save(dossier);
      tx.audit.record(topic, { type: 'dossier', id }, { branch: branchId });
      tx.outbox.emit(topic, { requestId: id });
      return receiptOf(request);
    });
  }
}

import { Injectable } from '@nestjs/common';
import { Account, Dossier } from '#libs/access';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import {
  daysAfter,
  Forbidden,
  newId,
  type AccountId,
  type BranchId,
  type DossierId,
  type StaffActor,
} from '#libs/kernel';
import { Tasks } from '#libs/tasks';
import { NoTransferOpen, TransferOpen, TransferUnsuitable } from './cases.errors.js';
import { Charge } from './charge.js';
import { receiptOf } from './receipt.js';
import { TracingRequest } from './tracing-request.entity.js';
import { Transfer, transferPlace, type TransferDetails, type TransferId } from './transfer.entity.js';
import { authorizedWork, SUPERVISORS } from './working.js';

const ANSWER_DAYS = 7;
const FIRST_LOOK_DAYS = 7;

export interface TransferOffer {
  branchId: BranchId;
  reason?: string;
}

/** A case goes to another branch when a supervisor there takes it over; until then it stays where it is. */
@Injectable()
export class Transfers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tasks: Tasks,
    private readonly charge: Charge,
  ) {}

  /** @throws TransferUnsuitable, TransferOpen, Forbidden where the case belongs to another branch, StaleVersion */
  offer(id: DossierId, offer: TransferOffer, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      const dossier = await authorizedWork(tx, request, SUPERVISORS, 'offer-transfer');
      if (dossier.branchId !== by.branchId) throw new Forbidden({ type: 'dossier', id });
      if (await tx.of(Transfer).find({ dossierId: id, state: 'offered' })) throw new TransferOpen();
      const { branchId, reason } = offer;
      // The supervisors there alone see it before one of them says yes, whatever its sensitivity.
      const asked = await this.supervisorsOf(tx, dossier, branchId);
      const transferId = newId<'transfer'>();
      await tx.of(Transfer).insert(
        tx.of(Transfer).create({
          id: transferId,
          dossierId: id,
          fromBranch: dossier.branchId,
          toBranch: branchId,
          state: 'offered',
          lentTo: asked.filter((account) => !dossier.assigned.includes(account)),
          offeredBy: by.accountId,
          offeredAt: tx.now,
          details: await tx.vault.seal(id, transferPlace(transferId), { reason } satisfies TransferDetails),
        }),
      );
      for (const account of asked) dossier.assign(account);
      await tx.of(Dossier).save(dossier);
      await this.tasks.open(tx, {
        kind: 'take-over-transfer',
        dossierId: id,
        about: transferId,
        role: 'supervisor',
        branch: branchId,
        due: daysAfter(tx.now, ANSWER_DAYS),
      });
      this.note(tx, 'cases.transfer-offered', id, transferId);
      return receiptOf(request);
    });
  }

  /**
   * A supervisor of the other branch takes the case over and says who is in charge there. The first branch sees it no more.
   * @throws NoTransferOpen, OwnerUnsuitable, StaleVersion
   */
  accept(id: DossierId, ownerId: AccountId | undefined, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const { request, dossier, transfer } = await this.open(tx, id, version);
      if (transfer.toBranch !== by.branchId) throw new NoTransferOpen();
      dossier.branchId = transfer.toBranch;
      dossier.endSharing(transfer.toBranch);
      dossier.assigned = [by.accountId];
      await tx.of(Dossier).save(dossier);
      await this.charge.putInCharge(tx, request, ownerId ?? by.accountId);
      [request.nextAction, request.nextActionDue] = ['first-look', daysAfter(tx.now, FIRST_LOOK_DAYS)];
      await this.decide(tx, transfer, 'accepted', undefined, by);
      this.note(tx, 'cases.transfer-accepted', id, transfer.id);
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  /** The other branch says no, or the first one takes the offer back. @throws NoTransferOpen, StaleVersion */
  end(
    id: DossierId,
    how: 'declined' | 'taken-back',
    answer: string | undefined,
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const { request, dossier, transfer } = await this.open(tx, id, version);
      if (by.branchId !== (how === 'declined' ? transfer.toBranch : transfer.fromBranch)) throw new NoTransferOpen();
      await this.decide(tx, transfer, how, answer, by);
      this.note(tx, how === 'declined' ? 'cases.transfer-declined' : 'cases.transfer-taken-back', id, transfer.id);
      // Nobody can take a case out of their own sight: after a no, Relink does it right away (`EndDeclinedTransfer`).
      if (how === 'taken-back') await takeBack(tx, dossier, transfer);
      return receiptOf(request);
    });
  }

  private async open(tx: Transaction, id: DossierId, version: number) {
    const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
    const dossier = await authorizedWork(tx, request, SUPERVISORS, 'transfer');
    const transfer = await tx.of(Transfer).find({ dossierId: id, state: 'offered' });
    if (!transfer) throw new NoTransferOpen();
    return { request, dossier, transfer };
  }

  private async supervisorsOf(tx: Transaction, dossier: Dossier, branchId: BranchId): Promise<AccountId[]> {
    const supervisors = await tx.of(Account).all({ branchId, role: 'supervisor', state: 'active' });
    if (branchId === dossier.branchId || supervisors.length === 0) throw new TransferUnsuitable();
    return supervisors.map(({ id }) => id);
  }

  private async decide(
    tx: Transaction,
    transfer: Transfer,
    state: Transfer['state'],
    answer: string | undefined,
    by: StaffActor,
  ): Promise<void> {
    const place = transferPlace(transfer.id);
    const details = await tx.vault.open<TransferDetails>(transfer.dossierId, place, transfer.details);
    Object.assign(transfer, { state, decidedBy: by.accountId, decidedAt: tx.now });
    if (answer) transfer.details = await tx.vault.seal(transfer.dossierId, place, { ...details, answer });
    await tx.of(Transfer).save(transfer);
    await this.tasks.close(tx, { kind: 'take-over-transfer', about: transfer.id });
  }

  private note(tx: Transaction, topic: string, id: DossierId, transferId: TransferId): void {
    tx.audit.record(topic, { type: 'dossier', id }, { transfer: transferId });
    tx.outbox.emit(topic, { requestId: id, transferId });
  }
}

/** Those who saw the case for the offer alone see it no more. */
export async function takeBack(tx: Transaction, dossier: Dossier, { lentTo }: Transfer): Promise<void> {
  for (const account of lentTo) dossier.unassign(account);
  await tx.of(Dossier).save(dossier);
}

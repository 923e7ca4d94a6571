import { Injectable } from '@nestjs/common';
import { assignOwner, Dossier } from '#libs/access';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import type { AccountId, DossierId, Sensitivity, StaffActor } from '#libs/kernel';
import { People } from '#libs/people';
import { takeCharge } from '#libs/tasks';
import { SensitivityTooLow } from './cases.errors.js';
import { plannedDay } from './days.js';
import { receiptOf } from './receipt.js';
import { atLeast, leastSensitivity } from './sensitivity.js';
import { SoughtPerson } from './sought-person.entity.js';
import { TracingRequest } from './tracing-request.entity.js';
import { authorizedWork, CASEWORKERS, SUPERVISORS } from './working.js';

/** Who is in charge, what comes next and by when, and who may see it. */
@Injectable()
export class Charge {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
  ) {}

  /** @throws OwnerUnsuitable, NotYours, StaleVersion */
  reassign(id: DossierId, ownerId: AccountId, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      await authorizedWork(tx, request, SUPERVISORS, 'reassign');
      await this.putInCharge(tx, request, ownerId);
      tx.audit.record('cases.owner-changed', { type: 'dossier', id }, { owner: ownerId });
      tx.outbox.emit('cases.owner-changed', { requestId: id });
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  /** @throws InvalidInput where the day is over or too far away, StaleVersion */
  setNextAction(
    id: DossierId,
    nextAction: { code: string; due: string },
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      await authorizedWork(tx, request, CASEWORKERS, 'set-next-action');
      request.nextAction = nextAction.code;
      request.nextActionDue = plannedDay(nextAction.due, tx.now, 'due');
      tx.audit.record('cases.next-action-set', { type: 'dossier', id }, nextAction);
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  /** Looked at again, as it has to be from time to time. @throws InvalidInput, StaleVersion */
  review(id: DossierId, reviewOn: string, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      await authorizedWork(tx, request, CASEWORKERS, 'review');
      request.reviewOn = plannedDay(reviewOn, tx.now, 'reviewOn');
      tx.audit.record('cases.request-reviewed', { type: 'dossier', id }, { next: reviewOn });
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  /**
   * Raising is for everybody who works on the case, lowering for the supervisor, and never below what the protection
   * flags of its people ask for.
   * @throws SensitivityTooLow, NotYours, StaleVersion
   */
  changeSensitivity(id: DossierId, sensitivity: Sensitivity, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      const dossier = await authorizedWork(tx, request, CASEWORKERS, 'change-sensitivity');
      const raises = atLeast(sensitivity, dossier.sensitivity) === sensitivity;
      if (!raises) await authorizedWork(tx, request, SUPERVISORS, 'change-sensitivity');
      const least = await this.leastFor(tx, request);
      if (atLeast(sensitivity, least) !== sensitivity) throw new SensitivityTooLow();
      await this.seal(tx, dossier, sensitivity);
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  /** After somebody's flags changed: as high as they ask for, never lower than it was. */
  async raiseWithFlags(tx: Transaction, request: TracingRequest): Promise<void> {
    const dossier = await tx.of(Dossier).lockOrFail({ id: request.id });
    const raised = atLeast(dossier.sensitivity, await this.leastFor(tx, request));
    if (raised !== dossier.sensitivity) await this.seal(tx, dossier, raised);
  }

  /** @throws OwnerUnsuitable */
  async putInCharge(tx: Transaction, request: TracingRequest, ownerId: AccountId): Promise<void> {
    await assignOwner(tx, request.id, ownerId);
    takeCharge(tx, request.id, request.ownerId, ownerId);
    request.ownerId = ownerId;
  }

  private async leastFor(tx: Transaction, { id, enquirerId }: TracingRequest): Promise<Sensitivity> {
    const sought = await tx.of(SoughtPerson).all({ dossierId: id });
    const details = await this.people.details(tx, [enquirerId, ...sought.map((person) => person.id)]);
    return leastSensitivity([...details.values()].flatMap(({ protection = [] }) => protection));
  }

  private async seal(tx: Transaction, dossier: Dossier, sensitivity: Sensitivity): Promise<void> {
    // Whoever raises it goes on working on it: nobody locks themselves out.
    if (tx.actor.kind === 'staff') dossier.assign(tx.actor.accountId);
    dossier.sensitivity = sensitivity;
    await tx.of(Dossier).save(dossier);
    tx.audit.record('cases.sensitivity-changed', { type: 'dossier', id: dossier.id }, { sensitivity });
    tx.outbox.emit('cases.sensitivity-changed', { requestId: dossier.id });
  }
}

import { Injectable } from '@nestjs/common';
import { Dossier } from '#libs/access';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { daysAfter, newId, type DossierId, type Role, type StaffActor } from '#libs/kernel';
import { handOver, Tasks } from '#libs/tasks';
import { NotYours } from '#libs/workflow';
import { DuplicateUnsuitable, NotMarkedAsDuplicate } from './cases.errors.js';
import { Duplicate, duplicatePlace, type DuplicateState } from './duplicate.entity.js';
import { keepUntil } from './endings.js';
import { keepOnRecord } from './ending.js';
import { receiptOf } from './receipt.js';
import { takeStep } from './take-step.js';
import { TracingRequest } from './tracing-request.entity.js';
import { authorizedWork, CASEWORKERS, SUPERVISORS } from './working.js';

const LOOK_DAYS = 7;

/**
 * The same family may ask twice. Two requests are marked, looked at by a supervisor and merged: the second one is closed
 * as a duplicate and shown with the first, and all of that can be undone.
 */
@Injectable()
export class Duplicates {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tasks: Tasks,
  ) {}

  /** Marking the same two again changes nothing. @throws DuplicateUnsuitable, NotFound, StaleVersion */
  mark(id: DossierId, other: { id: DossierId; reason?: string }, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const [request, duplicate] = await this.lockBoth(tx, id, other.id, version, CASEWORKERS);
      await authorizedWork(tx, request, CASEWORKERS, 'mark-duplicate');
      await authorizedWork(tx, duplicate, CASEWORKERS, 'mark-duplicate');
      const known = await this.between(tx, id, other.id, ['marked', 'merged']);
      if (!known) {
        const markId = newId<'duplicate'>();
        await tx.of(Duplicate).insert(
          tx.of(Duplicate).create({
            id: markId,
            dossierId: id,
            duplicateId: other.id,
            state: 'marked',
            markedBy: by.accountId,
            markedAt: tx.now,
            details: await tx.vault.seal(id, duplicatePlace(markId), { reason: other.reason }),
          }),
        );
        await this.tasks.open(tx, {
          kind: 'look-at-duplicate',
          dossierId: id,
          about: markId,
          role: 'supervisor',
          due: daysAfter(tx.now, LOOK_DAYS),
        });
        this.note(tx, 'cases.duplicate-marked', request, duplicate);
      }
      return receiptOf(request);
    });
  }

  /** They are two after all. @throws NotMarkedAsDuplicate, StaleVersion */
  dismiss(id: DossierId, otherId: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const [request, duplicate] = await this.lockBoth(tx, id, otherId, version, SUPERVISORS);
      await authorizedWork(tx, request, SUPERVISORS, 'dismiss-duplicate');
      await this.decide(tx, await this.markOf(tx, id, otherId, 'marked'), 'dismissed', by);
      this.note(tx, 'cases.duplicate-dismissed', request, duplicate);
      return receiptOf(request);
    });
  }

  /**
   * Closes the other request as a duplicate of this one. Its persons and contacts stay where they are and are shown with
   * this request; nothing is copied or deleted.
   * @throws NotMarkedAsDuplicate, DuplicateUnsuitable, TransitionRefused, StaleVersion
   */
  merge(id: DossierId, otherId: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const [request, duplicate] = await this.lockBoth(tx, id, otherId, version, SUPERVISORS);
      await authorizedWork(tx, request, SUPERVISORS, 'merge');
      const mark = await this.markOf(tx, id, otherId, 'marked');
      const { state, nextAction, nextActionDue, reviewOn } = duplicate;
      const until = keepUntil('duplicate', tx.now);
      await takeStep(
        tx,
        duplicate,
        'close',
        { 'outcome-chosen': true, 'retention-decided': true, 'nobody-left-behind': true },
        { until },
      );
      keepOnRecord(duplicate, 'duplicate', until, undefined, tx.now);
      Object.assign(duplicate, { outcome: 'duplicate', mergedInto: id });
      await tx.of(TracingRequest).save(duplicate);
      // Whichever of the two was marked, the one that stays is the one the supervisor merges into. The words of the mark
      // are sealed under the key of the case it was made in.
      await this.turn(tx, mark, id, otherId);
      mark.before = { state, nextAction, nextActionDue, reviewOn };
      await this.decide(tx, mark, 'merged', by);
      this.note(tx, 'cases.requests-merged', request, duplicate);
      return receiptOf(request);
    });
  }

  /** Puts the other request back exactly as it was before the merge. @throws NotMarkedAsDuplicate, StaleVersion */
  undoMerge(id: DossierId, otherId: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const [request, duplicate] = await this.lockBoth(tx, id, otherId, version, SUPERVISORS);
      await authorizedWork(tx, request, SUPERVISORS, 'undo-merge');
      const mark = await this.markOf(tx, id, otherId, 'merged');
      Object.assign(duplicate, mark.before, {
        outcome: null,
        mergedInto: null,
        closedAt: null,
        keepCategory: null,
        keepUntil: null,
        legalHold: null,
      });
      await tx.of(TracingRequest).save(duplicate);
      // Whoever was in charge may be gone by now.
      const { branchId } = await tx.of(Dossier).findOrFail({ id: otherId });
      await handOver(tx, this.tasks, duplicate.ownerId, [{ id: otherId, branchId }]);
      await this.decide(tx, mark, 'undone', by);
      this.note(tx, 'cases.merge-undone', request, duplicate);
      return receiptOf(request);
    });
  }

  /** Both, in one order whoever asks, so that two supervisors do not wait for each other. @throws DuplicateUnsuitable */
  private async lockBoth(
    tx: Transaction,
    id: DossierId,
    otherId: DossierId,
    version: number,
    by: readonly Role[],
  ): Promise<[TracingRequest, TracingRequest]> {
    const dossier = await tx.of(Dossier).findOrFail({ id });
    tx.authorize('see', dossier.facts);
    if (tx.actor.kind === 'staff' && !by.includes(tx.actor.role)) throw new NotYours(by);
    if (id === otherId) throw new DuplicateUnsuitable();
    const locked = new Map<DossierId, TracingRequest>();
    for (const each of [id, otherId].sort())
      locked.set(each, await tx.of(TracingRequest).lockOrFail({ id: each }, each === id ? version : undefined));
    return [locked.get(id)!, locked.get(otherId)!];
  }

  private async markOf(tx: Transaction, id: DossierId, otherId: DossierId, state: DuplicateState): Promise<Duplicate> {
    const mark = await this.between(tx, id, otherId, [state]);
    if (!mark || (state === 'merged' && mark.dossierId !== id)) throw new NotMarkedAsDuplicate();
    return mark;
  }

  private async between(
    tx: Transaction,
    id: DossierId,
    otherId: DossierId,
    states: readonly DuplicateState[],
  ): Promise<Duplicate | undefined> {
    const rows = await tx.of(Duplicate).all([
      { dossierId: id, duplicateId: otherId },
      { dossierId: otherId, duplicateId: id },
    ]);
    return rows.find(({ state }) => states.includes(state));
  }

  private async turn(tx: Transaction, mark: Duplicate, id: DossierId, otherId: DossierId): Promise<void> {
    if (mark.dossierId === id) return;
    const words = await tx.vault.open(mark.dossierId, duplicatePlace(mark.id), mark.details);
    Object.assign(mark, { dossierId: id, duplicateId: otherId });
    mark.details = await tx.vault.seal(id, duplicatePlace(mark.id), words);
  }

  private async decide(tx: Transaction, mark: Duplicate, state: DuplicateState, by: StaffActor): Promise<void> {
    Object.assign(mark, { state, decidedBy: by.accountId, decidedAt: tx.now });
    await tx.of(Duplicate).save(mark);
    await this.tasks.close(tx, { kind: 'look-at-duplicate', about: mark.id });
  }

  private note(tx: Transaction, topic: string, request: TracingRequest, duplicate: TracingRequest): void {
    for (const { id } of [request, duplicate])
      tx.audit.record(topic, { type: 'dossier', id }, { request: request.id, duplicate: duplicate.id });
    tx.outbox.emit(topic, { requestId: request.id, duplicateId: duplicate.id });
  }
}

import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Receipt } from '#libs/database';
import type { StaffActor } from '#libs/kernel';
import { available, next, type Step } from '#libs/workflow';
import type { PartnerId } from '../registry/partner.entity.js';
import { noteRecall } from './order-recall.js';
import { recallWorkflow, type RecallAction } from './recall.workflow.js';
import { Disclosure, Recall, ReceivedRecall, type RecallId } from './sharing.entities.js';

export interface RecallView extends Recall {
  partnerId: PartnerId;
  actions: Step<RecallAction>[];
}

/** What we called back, and what partners called back from us. */
@Injectable()
export class Recalls {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Those that the reader may see, the newest first. @param overdue only those without the certificate they should have */
  list(overdue: boolean, by: StaffActor): Promise<RecallView[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('see-partners', { type: 'deployment' });
      const query = tx.of(Recall).query('recall').orderBy('recall.id', 'DESC').limit(200);
      if (overdue)
        query.where(`recall.certifiedAt IS NULL AND recall.state <> 'excused' AND recall.dueAt < :now`, {
          now: tx.now,
        });
      const recalls = await query.getMany();
      const views = recalls.map(async (recall): Promise<RecallView> => {
        const { partnerId } = await tx.of(Disclosure).findOrFail({ id: recall.disclosureId });
        return { ...recall, partnerId, actions: available(recallWorkflow, recall.state, by.role, {}) };
      });
      return Promise.all(views);
    });
  }

  /** What partners called back from us, the newest first: for those who answer for the exchange. @throws Forbidden */
  received(by: StaffActor): Promise<ReceivedRecall[]> {
    return this.unitOfWork.run(by, (tx) => {
      tx.authorize('manage-partners', { type: 'deployment' });
      return tx.of(ReceivedRecall).query('one').orderBy('one.receivedAt', 'DESC').limit(200).getMany();
    });
  }

  /** The steward holds that an exception of the partner stands. @throws GuardNotMet, NotYours, StaleVersion, NotFound */
  excuse(id: RecallId, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const recall = await tx.of(Recall).lockOrFail({ id }, version);
      const facts = { 'reason-given': recall.exceptions.length > 0 };
      const { to, transition } = next(recallWorkflow, recall.state, 'excuse', by.role, facts);
      tx.authorize('govern', { type: 'deployment' });
      Object.assign(recall, { state: to, excusedBy: by.accountId });
      const saved = await tx.of(Recall).save(recall);
      noteRecall(tx, recall, transition.emits, { exceptions: recall.exceptions });
      return { id, version: saved.version, state: to };
    });
  }
}

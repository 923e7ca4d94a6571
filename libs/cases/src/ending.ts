import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import type { AccountId, DossierId, StaffActor } from '#libs/kernel';
import type { Doer } from '#libs/workflow';
import { Charge } from './charge.js';
import { plannedDay } from './days.js';
import {
  keepUntil,
  nobodyLeftBehind,
  withinRetention,
  type KeepCategory,
  type LegalHold,
  type Outcome,
} from './endings.js';
import { Interviews } from './interviews.js';
import { receiptOf } from './receipt.js';
import { abandonSearchActions } from './search-action.entity.js';
import { SoughtPerson } from './sought-person.entity.js';
import { takeStep, type Following } from './take-step.js';
import { TracingRequest } from './tracing-request.entity.js';
import { ENDED } from './working.js';

export interface Closing {
  outcome: Outcome;
  keep: { category: KeepCategory; until?: string; legalHold?: LegalHold };
  /** The search ends for those too who were not found. */
  endsForMissing?: boolean;
  words?: string;
}

export interface Reopening {
  /** What is new since the request ended. */
  newElement: string;
  ownerId?: AccountId;
  nextAction?: Following['nextAction'];
}

/** Longest that a supervisor may decide to keep a record; beyond it stands a legal hold. */
const MOST_KEEPING_DAYS = 50 * 366;

/** How a request ends, and how it comes back. */
@Injectable()
export class Ending {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly interviews: Interviews,
    private readonly charge: Charge,
  ) {}

  /** Closing decides how long the record is kept. @throws GuardNotMet, InvalidInput, StaleVersion */
  close(id: DossierId, { outcome, keep, endsForMissing, words }: Closing, version: number, by: StaffActor) {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      const sought = await tx.of(SoughtPerson).all({ dossierId: id });
      const until = keep.until && plannedDay(keep.until, tx.now, 'keep.until', MOST_KEEPING_DAYS);
      keepOnRecord(request, keep.category, until ?? keepUntil(keep.category, tx.now), keep.legalHold, tx.now);
      await takeStep(
        tx,
        request,
        'close',
        {
          'outcome-chosen': true,
          'retention-decided': true,
          'nobody-left-behind': nobodyLeftBehind(outcome, sought, endsForMissing === true),
        },
        { until: request.keepUntil! },
      );
      request.outcome = outcome;
      if (words) await this.interviews.amendStory(tx, request, { closing: { words } });
      await abandonSearchActions(tx, id);
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  /** The enquirer takes the request back. What was shared is recalled by those who hear the news. */
  withdraw(id: DossierId, { words }: { words?: string }, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      return receiptOf(await this.takeBack(tx, request, words));
    });
  }

  /** The same, as the family does it on the portal. A request that has ended stays as it is. */
  async withdrawByFamily(tx: Transaction, id: DossierId): Promise<void> {
    const request = await tx.of(TracingRequest).lockOrFail({ id });
    if (!ENDED.has(request.state)) await this.takeBack(tx, request, undefined, 'portal');
  }

  private async takeBack(
    tx: Transaction,
    request: TracingRequest,
    words: string | undefined,
    doer?: Doer,
  ): Promise<TracingRequest> {
    keepOnRecord(request, 'withdrawn', keepUntil('withdrawn', tx.now), undefined, tx.now);
    await takeStep(tx, request, 'withdraw', {}, { ...(doer && { doer }) });
    [request.nextAction, request.nextActionDue] = ['retention', request.keepUntil!];
    request.outcome = 'withdrawn';
    if (words) await this.interviews.amendStory(tx, request, { withdrawal: { words } });
    await abandonSearchActions(tx, request.id);
    return tx.of(TracingRequest).save(request);
  }

  /** Something new came up within the time the record is kept. @throws GuardNotMet, OwnerUnsuitable, StaleVersion */
  reopen(id: DossierId, { newElement, ownerId, nextAction }: Reopening, version: number, by: StaffActor) {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      await takeStep(
        tx,
        request,
        'reopen',
        {
          ...factsOfReopening(request, tx.now),
          'new-element-recorded': newElement.trim().length > 0,
          'owner-named': true,
          'next-action-set': true,
        },
        { nextAction },
      );
      Object.assign(request, { outcome: null, closedAt: null, keepCategory: null, keepUntil: null, legalHold: null });
      await this.interviews.amendStory(tx, request, { reopening: { words: newElement } });
      await this.charge.putInCharge(tx, request, ownerId ?? request.ownerId);
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }
}

export function factsOfReopening(request: TracingRequest, now: Date) {
  return { 'within-retention': withinRetention(request, now), 'not-merged': request.mergedInto === null };
}

export function keepOnRecord(
  request: TracingRequest,
  category: KeepCategory,
  until: string,
  legalHold: LegalHold | undefined,
  closedAt: Date,
): void {
  Object.assign(request, { keepCategory: category, keepUntil: until, legalHold: legalHold ?? null, closedAt });
}

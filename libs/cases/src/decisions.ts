import { Injectable } from '@nestjs/common';
import { Account, Dossier } from '#libs/access';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { daysAfter, type AccountId, type DossierId, type StaffActor } from '#libs/kernel';
import { acceptanceRulesMet } from './acceptance.js';
import { OwnerUnsuitable } from './cases.errors.js';
import { receiptOf } from './intake.js';
import { Interviews } from './interviews.js';
import { takeStep } from './take-step.js';
import { TracingRequest } from './tracing-request.entity.js';

export const REFUSAL_REASONS = [
  'outside-criteria',
  'duplicate',
  'not-humanitarian',
  'no-family-link',
  'would-do-harm',
  'other',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export interface Acceptance {
  /** Who is in charge from now on; the interviewer where nobody is named. */
  ownerId?: AccountId;
  nextAction?: { code: string; due: string };
}

export interface Refusal {
  reason: RefusalReason;
  referral?: string;
  noReferralExists?: boolean;
}

const FIRST_SEARCH_DAYS = 7;

/** A supervisor decides on an interview that was handed in. */
@Injectable()
export class Decisions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly interviews: Interviews,
  ) {}

  /** @throws GuardNotMet, OwnerUnsuitable, StaleVersion */
  accept(id: DossierId, { ownerId, nextAction }: Acceptance, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      const sought = await this.interviews.readSought(tx, id);
      await takeStep(
        tx,
        request,
        'accept',
        {
          'not-the-interviewer': request.interviewerId !== by.accountId,
          'acceptance-rules-met': acceptanceRulesMet(sought.map(({ circumstances }) => circumstances)),
          'owner-named': true,
          'next-action-set': true,
        },
        { nextAction: nextAction ?? { code: 'search', due: daysAfter(tx.now, FIRST_SEARCH_DAYS) } },
      );
      await this.putInCharge(tx, request, ownerId ?? request.interviewerId);
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  /** @throws GuardNotMet, StaleVersion */
  refuse(id: DossierId, refusal: Refusal, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      await takeStep(tx, request, 'refuse', {
        'refusal-reason-chosen': true,
        'referral-settled': Boolean(refusal.referral) || refusal.noReferralExists === true,
      });
      const story = await this.interviews.readStory(tx, request);
      await this.interviews.writeStory(tx, request, {
        ...story,
        refusal: { reason: refusal.reason, ...(refusal.referral && { referral: refusal.referral }) },
      });
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  /** Sends the interview back with a question. @throws StaleVersion */
  askForMore(id: DossierId, question: string, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      await takeStep(tx, request, 'ask-for-more', { 'question-asked': question.trim().length > 0 });
      const story = await this.interviews.readStory(tx, request);
      await this.interviews.writeStory(tx, request, { ...story, question });
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  private async putInCharge(tx: Transaction, request: TracingRequest, ownerId: AccountId): Promise<void> {
    const dossier = await tx.of(Dossier).lockOrFail({ id: request.id });
    const owner = await tx.of(Account).find({ id: ownerId });
    const suitable =
      owner?.state === 'active' &&
      owner.branchId === dossier.branchId &&
      ['caseworker', 'supervisor', 'child-protection-specialist'].includes(owner.role);
    if (!suitable) throw new OwnerUnsuitable();
    request.ownerId = ownerId;
    dossier.assign(ownerId);
    await tx.of(Dossier).save(dossier);
  }
}

import { Injectable } from '@nestjs/common';
import { Dossier } from '#libs/access';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import type { AccountId, DossierId, StaffActor } from '#libs/kernel';
import { Acceptance } from './accepting.js';
import { ServiceUnsuitable } from './cases.errors.js';
import { Charge } from './charge.js';
import { keepUntil } from './endings.js';
import { keepOnRecord } from './ending.js';
import { Interviews } from './interviews.js';
import { receiptOf } from './receipt.js';
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

export interface Accepting {
  /** Who is in charge from now on; the interviewer where nobody is named. */
  ownerId?: AccountId;
  nextAction?: { code: string; due: string };
}

/** What the enquirer was referred for, as a code; the service itself stands in words beside it. */
export const REFERRAL_KINDS = [
  'another-society',
  'legal',
  'health',
  'psychosocial',
  'child-protection',
  'shelter',
  'documents',
  'authority',
  'other',
] as const;
export type ReferralKind = (typeof REFERRAL_KINDS)[number];

export interface Refusal {
  reason: RefusalReason;
  referralKind?: ReferralKind;
  /** A service of the directory. */
  referredTo?: string;
  /** One that is not in it. */
  referral?: string;
  noReferralExists?: boolean;
}

/** A supervisor decides on an interview that was handed in. */
@Injectable()
export class Decisions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly interviews: Interviews,
    private readonly acceptance: Acceptance,
    private readonly charge: Charge,
  ) {}

  /** @throws GuardNotMet naming every rule of acceptance that is not met, OwnerUnsuitable, StaleVersion */
  accept(id: DossierId, { ownerId, nextAction }: Accepting, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const [request, dossier, unmet] = await tx.together(
        tx.of(TracingRequest).lockOrFail({ id }, version),
        tx.of(Dossier).findOrFail({ id }),
        this.acceptance.unmet(tx, id),
      );
      await this.acceptance.explaining(unmet, () =>
        takeStep(
          tx,
          request,
          'accept',
          {
            'not-the-interviewer': request.interviewerId !== by.accountId,
            'acceptance-rules-met': unmet.length === 0,
            'owner-named': true,
            'next-action-set': true,
          },
          { nextAction },
          dossier,
        ),
      );
      await this.charge.putInCharge(tx, request, ownerId ?? request.interviewerId);
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  /** @throws GuardNotMet, StaleVersion */
  refuse(id: DossierId, refusal: Refusal, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      keepOnRecord(request, 'refused', keepUntil('refused', tx.now), undefined, tx.now);
      const { reason, referralKind, referredTo } = refusal;
      const service = referredTo ? await openService(tx, referredTo) : undefined;
      const referral = refusal.referral ?? service;
      const facts = {
        'refusal-reason-chosen': true,
        'referral-settled': Boolean(referral) || refusal.noReferralExists === true,
      };
      await takeStep(tx, request, 'refuse', facts, { until: request.keepUntil! });
      await this.interviews.amendStory(tx, request, {
        refusal: {
          reason,
          ...(referralKind && { referralKind }),
          ...(referredTo && { referredTo }),
          ...(referral && { referral }),
        },
      });
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  /** Sends the interview back with a question. @throws StaleVersion */
  askForMore(id: DossierId, question: string, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      await takeStep(tx, request, 'ask-for-more', { 'question-asked': question.trim().length > 0 });
      await this.interviews.amendStory(tx, request, { question });
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }
}

/**
 * The service as the directory names it today: what it is called later must not change what was said. The directory itself
 * belongs to the referrals.
 * @throws ServiceUnsuitable
 */
async function openService(tx: Transaction, id: string): Promise<string> {
  const [service] = await tx.sql<{ name: string; place: string }>(
    'SELECT name, place FROM service_providers WHERE id = $1 AND open',
    [id],
  );
  if (!service) throw new ServiceUnsuitable();
  return [service.name, service.place].filter(Boolean).join(', ');
}

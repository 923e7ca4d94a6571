import { Injectable } from '@nestjs/common';
import { Account } from '#libs/access';
import {
  TracingRequest,
  tracingRequestWorkflow,
  type TracingRequestAction,
  type TracingRequestState,
} from '#libs/cases';
import { UnitOfWork, type Transaction } from '#libs/database';
import type { AccountId, DossierId, PersonId, StaffActor } from '#libs/kernel';
import { available, type Step } from '#libs/workflow';
import { CATALOGUES, type Language, type ReviewMark, type Said } from '#libs/wording';
import type { Answer, Delivery } from './answer.js';
import { anyDeath, Answers, contentOf, timingOfAll, type Answered } from './answers.js';
import { dossierOfTheirCase } from './on-the-case.js';
import { letter, spoken } from './outputs.js';
import type { Timing } from './result-of.js';
import { Result, resultPlace, type ResultId } from './result.entity.js';
import type { ResultState } from './result.workflow.js';
import { approvalsNeeded, approvalsOf, holdsStill } from './results.js';
import { resultUnderWay } from './void-result.js';

interface Colleague {
  id: AccountId;
  name: string;
}

export interface AnswerView {
  soughtId: PersonId;
  sought: string;
  located: boolean;
  /** How often they were asked or heard of; the newest counts. */
  version: number;
  answer?: Answer;
  recordedBy?: Colleague;
  recordedAt?: Date;
}

export interface ResultTextView {
  id: ResultId;
  state: ResultState;
  language: Language;
  direction: 'ltr' | 'rtl';
  review: ReviewMark;
  /** Sentence by sentence, for the one who delivers. */
  says: string[];
  /** What may be printed and handed over. */
  letter: Said[];
  timing: Timing;
  inPersonOnly: boolean;
  preparedBy: Colleague;
  preparedAt: Date;
  approvals: { by: Colleague; at: Date }[];
  approvalsNeeded: number;
  /** False: the same would no longer be said, and it has to be prepared again. */
  upToDate: boolean;
}

export interface ResultView {
  id: DossierId;
  state: TracingRequestState;
  version: number;
  answers: AnswerView[];
  result?: ResultTextView;
  delivered: { deliveredBy: Colleague; delivery: Delivery }[];
  actions: Step<TracingRequestAction>[];
}

const OWN_STEPS: readonly TracingRequestAction[] = ['record-wishes', 'change-wishes', 'approve-result', 'deliver'];

/** Wishes and result, for those who work on the case. */
@Injectable()
export class ResultReader {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly answers: Answers,
  ) {}

  /** Reading is logged. @throws NotFound, Forbidden */
  read(id: DossierId, by: StaffActor): Promise<ResultView> {
    return this.unitOfWork.run(by, async (tx) => {
      const request = await tx.of(TracingRequest).findOrFail({ id });
      await dossierOfTheirCase(tx, id);
      const answered = await this.answers.of(tx, request);
      const result = await resultUnderWay(tx, request);
      tx.audit.record('results.read', { type: 'dossier', id }, { persons: answered.map(({ soughtId }) => soughtId) });
      const facts = { 'not-the-preparer': result ? result.preparedBy !== by.accountId : undefined };
      return {
        id,
        state: request.state,
        version: request.version,
        answers: await Promise.all(answered.map((one) => answerView(tx, one))),
        ...(result && { result: await textView(tx, result, await this.answers.toTell(tx, request)) }),
        delivered: await deliveredBefore(tx, id),
        actions: available(tracingRequestWorkflow, request.state, by.role, facts).filter(({ action }) =>
          OWN_STEPS.includes(action),
        ),
      };
    });
  }
}

async function answerView(
  tx: Transaction,
  { soughtId, sought, located, version, answer, recorded }: Answered,
): Promise<AnswerView> {
  return {
    soughtId,
    sought,
    located,
    version,
    ...(answer && { answer }),
    ...(answer &&
      recorded && { recordedBy: await colleague(tx, recorded.recordedBy), recordedAt: recorded.recordedAt }),
  };
}

async function textView(tx: Transaction, result: Result, answered: readonly Answered[]): Promise<ResultTextView> {
  const content = await contentOf(tx, result);
  const { direction, review } = CATALOGUES[content.language];
  const sentences = answered.map(({ sentence }) => sentence);
  const approvals = await approvalsOf(tx, result);
  return {
    id: result.id,
    state: result.state,
    language: content.language,
    direction,
    review,
    says: spoken(sentences, content.language),
    letter: letter(sentences, content.language),
    timing: timingOfAll(answered),
    inPersonOnly: anyDeath(answered),
    preparedBy: await colleague(tx, result.preparedBy),
    preparedAt: result.preparedAt,
    approvals: await Promise.all(
      approvals.map(async ({ by, at }) => ({ by: await colleague(tx, by), at: new Date(at) })),
    ),
    approvalsNeeded: approvalsNeeded(answered),
    upToDate: holdsStill(content, answered),
  };
}

async function deliveredBefore(tx: Transaction, dossierId: DossierId): Promise<ResultView['delivered']> {
  const results = await tx.of(Result).all({ dossierId, state: 'delivered' });
  results.sort((a, b) => (a.id < b.id ? -1 : 1));
  return Promise.all(
    results.map(async ({ id, deliveredBy, delivery }) => ({
      deliveredBy: await colleague(tx, deliveredBy!),
      delivery: await tx.vault.open<Delivery>(dossierId, resultPlace(id, 'delivery'), delivery!),
    })),
  );
}

async function colleague(tx: Transaction, id: AccountId): Promise<Colleague> {
  return { id, name: (await tx.of(Account).find({ id }))?.name ?? '' };
}

import { Injectable } from '@nestjs/common';
import { takeStep, TracingRequest, tracingRequestWorkflow } from '#libs/cases';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { newId, type DossierId, type StaffActor } from '#libs/kernel';
import { next } from '#libs/workflow';
import type { Language } from '#libs/wording';
import type { Answer } from './answer.js';
import { anyDeath, Answers, contentOf, timingOfAll, type Answered } from './answers.js';
import { dossierOfTheirCase } from './on-the-case.js';
import { Result, resultPlace, type Approval, type ResultContent } from './result.entity.js';
import { resultWorkflow, type ResultAction } from './result.workflow.js';
import { ApprovedByYou } from './results.errors.js';
import { tellBy } from './telling-day.js';
import { resultUnderWay, voidResult } from './void-result.js';

/** News of death is approved twice, by two supervisors who did not prepare it. */
const APPROVALS = { ordinary: 1, death: 2 } as const;

/** A result is made by rule, and approved by others than the one who made it. */
@Injectable()
export class Results {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly answers: Answers,
  ) {}

  /**
   * Makes the result from what everybody located answered; again where the time set for telling has run out meanwhile.
   * @throws GuardNotMet, NotFound, Forbidden, StaleVersion
   */
  prepare(id: DossierId, language: Language, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      await dossierOfTheirCase(tx, id);
      const answered = await this.answers.toTell(tx, request);
      const complete =
        answered.some(({ located }) => located) && answered.every(({ located, answer }) => !located || answer);
      if (request.state === 'result-ready' || request.state === 'result-approved') {
        await takeStep(tx, request, 'change-wishes', { 'wishes-or-documented-fate': complete });
        await voidResult(tx, request);
      }
      await takeStep(tx, request, 'record-wishes', { 'wishes-or-documented-fate': complete });
      const resultId = newId<'result'>();
      const content: ResultContent = { language, madeFrom: answered.map(madeFrom) };
      const { to, transition } = next(resultWorkflow, 'none', 'prepare', by.role, {
        'answer-of-everybody-located': complete,
      });
      const result = tx.of(Result).create({
        id: resultId,
        dossierId: id,
        state: to,
        content: await tx.vault.seal(id, resultPlace(resultId, 'content'), content),
        preparedBy: by.accountId,
        preparedAt: tx.now,
        approvals: null,
        deliveredBy: null,
        delivery: null,
        permits: [],
      });
      await tx.of(Result).insert(result);
      request.nextActionDue = tellBy(timingOfAll(answered), request, tx.now);
      tx.audit.record(transition.emits, { type: 'dossier', id }, { result: resultId });
      tx.outbox.emit(transition.emits, { requestId: id, resultId });
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  /**
   * Says that the result may be told. News of death needs a second approval; until then nothing about the request changes,
   * so that no list gives it away.
   * @throws GuardNotMet, ApprovedByYou, NotFound, Forbidden, StaleVersion
   */
  approve(id: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      const dossier = await dossierOfTheirCase(tx, id);
      const result = await resultUnderWay(tx, request);
      const answered = await this.answers.toTell(tx, request);
      const facts = {
        'not-the-preparer': result !== null && result.preparedBy !== by.accountId,
        'within-the-wishes': result !== null && holdsStill(await contentOf(tx, result), answered),
        'death-from-documented-source': answered.every(({ answer }) => answer?.kind !== 'died' || documented(answer)),
      };
      const { transition } = next(tracingRequestWorkflow, request.state, 'approve-result', by.role, facts);
      tx.authorize('work', dossier.facts, { by: transition.by });
      const approvals = await approvalsOf(tx, result!);
      if (approvals.some((approval) => approval.by === by.accountId)) throw new ApprovedByYou();
      approvals.push({ by: by.accountId, at: tx.now.toISOString() });
      result!.approvals = await tx.vault.seal(id, resultPlace(result!.id, 'approvals'), approvals);
      tx.audit.record('results.approval', { type: 'dossier', id }, { result: result!.id });
      if (approvals.length >= approvalsNeeded(answered)) {
        await takeStep(tx, request, 'approve-result', facts);
        request.nextActionDue = tellBy(timingOfAll(answered), request, tx.now);
        advance(tx, result!, 'approve', by);
      }
      await tx.of(Result).save(result!);
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }
}

export function approvalsNeeded(answered: readonly Answered[]): number {
  return anyDeath(answered) ? APPROVALS.death : APPROVALS.ordinary;
}

/** Moves a result on, together with its request. */
export function advance(tx: Transaction, result: Result, action: ResultAction, by: StaffActor): void {
  const { to, transition } = next(resultWorkflow, result.state, action, by.role, {});
  result.state = to;
  tx.audit.record(transition.emits, { type: 'dossier', id: result.dossierId }, { result: result.id });
  tx.outbox.emit(transition.emits, { requestId: result.dossierId, resultId: result.id });
}

export async function approvalsOf(tx: Transaction, { id, dossierId, approvals }: Result): Promise<Approval[]> {
  return approvals ? tx.vault.open<Approval[]>(dossierId, resultPlace(id, 'approvals'), approvals) : [];
}

/** Would the same be said today? A wish may have run out, or a person may have been heard again. */
export function holdsStill({ madeFrom: then }: ResultContent, answered: readonly Answered[]): boolean {
  return JSON.stringify(then) === JSON.stringify(answered.map(madeFrom));
}

function madeFrom({ soughtId, version, sentence: { template } }: Answered): ResultContent['madeFrom'][number] {
  return { soughtId, version, template };
}

function documented({ document }: Extract<Answer, { kind: 'died' }>): boolean {
  return document.reference.trim().length > 0 && document.issuedBy.trim().length > 0;
}

export function receiptOf({ id, reference, state, version }: TracingRequest): Receipt {
  return { id, reference, state, version };
}

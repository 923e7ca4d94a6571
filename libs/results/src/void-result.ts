import { In } from 'typeorm';
import { doerOf, type TracingRequest } from '#libs/cases';
import type { Transaction } from '#libs/database';
import { next } from '#libs/workflow';
import { Result } from './result.entity.js';
import { resultWorkflow } from './result.workflow.js';

/** The result that is under way; there is one at most. */
export async function resultUnderWay(tx: Transaction, { id: dossierId }: TracingRequest): Promise<Result | null> {
  const [result] = await tx.of(Result).all({ dossierId, state: In(['prepared', 'approved']) });
  return result ?? null;
}

/** Ends the result under way: it rests on an answer that no longer holds. */
export async function voidResult(tx: Transaction, request: TracingRequest): Promise<void> {
  const result = await resultUnderWay(tx, request);
  if (!result) return;
  const { to, transition } = next(resultWorkflow, result.state, 'make-void', doerOf(tx.actor), {});
  result.state = to;
  await tx.of(Result).save(result);
  tx.audit.record(transition.emits, { type: 'dossier', id: request.id }, { result: result.id });
  tx.outbox.emit(transition.emits, { requestId: request.id, resultId: result.id });
}

import { Dossier } from '#libs/access';
import type { Transaction } from '#libs/database';
import { dayOf, NotFound, type Actor } from '#libs/kernel';
import { next, type Doer, type Facts } from '#libs/workflow';
import type { TracingRequest } from './tracing-request.entity.js';
import {
  tracingRequestWorkflow,
  type TracingRequestAction,
  type TracingRequestGuard,
} from './tracing-request.workflow.js';

/** What follows a step, where the table's deadline does not say it all. */
export interface Following {
  nextAction?: { code: string; due: string };
  /** The person concerned is a child or detained: the shorter deadline counts. */
  urgent?: boolean;
}

/**
 * Moves a request along its table: policy, guards, new state, deadline, audit and news for the others. Changes the
 * entity and leaves saving it to the verb that called.
 * @throws NotFound, Forbidden, TransitionRefused, GuardNotMet, NotYours
 */
export async function takeStep(
  tx: Transaction,
  request: TracingRequest,
  action: TracingRequestAction,
  facts: Facts<TracingRequestGuard>,
  following: Following = {},
): Promise<void> {
  const dossier = await tx.of(Dossier).findOrFail({ id: request.id });
  tx.authorize('see', dossier.facts);
  const { to, transition } = next(tracingRequestWorkflow, request.state, action, doerOf(tx.actor), facts);
  tx.authorize('work', dossier.facts, { by: transition.by });
  request.state = to;
  setDeadline(tx.now, request, transition.deadline, following);
  tx.audit.record(transition.emits, { type: 'dossier', id: request.id }, { state: to });
  tx.outbox.emit(transition.emits, { requestId: request.id });
}

export function doerOf(actor: Actor): Doer {
  if (actor.kind === 'staff') return actor.role;
  if (actor.kind === 'system') return 'system';
  throw new NotFound();
}

type Deadline = (typeof tracingRequestWorkflow)['transitions'][number]['deadline'];

function setDeadline(now: Date, request: TracingRequest, deadline: Deadline, { nextAction, urgent }: Following): void {
  if (deadline && 'days' in deadline) {
    const hours = urgent && deadline.urgent ? deadline.urgent.hours : deadline.days * 24;
    const due = dayOf(new Date(now.getTime() + hours * 3_600_000));
    if (deadline.name === 'review') request.reviewOn = due;
    else [request.nextAction, request.nextActionDue] = [deadline.name, due];
  }
  if (nextAction) [request.nextAction, request.nextActionDue] = [nextAction.code, nextAction.due];
}

import { IsNull, LessThanOrEqual } from 'typeorm';
import { Dossier } from '#libs/access';
import type { Transaction } from '#libs/database';
import { dayOf, daysAfter, NotFound, type Actor } from '#libs/kernel';
import { endHandOver } from '#libs/tasks';
import { next, type Doer, type Facts } from '#libs/workflow';
import { plannedDay } from './days.js';
import { SoughtPerson } from './sought-person.entity.js';
import type { TracingRequest } from './tracing-request.entity.js';
import {
  tracingRequestWorkflow,
  type TracingRequestAction,
  type TracingRequestGuard,
} from './tracing-request.workflow.js';
import { ENDED } from './working.js';

/** What follows a step, where the table's deadline does not say it all. */
export interface Following {
  nextAction?: { code: string; due: string };
  /** The person concerned is a child or detained: the shorter deadline counts. */
  urgent?: boolean;
  /** The day, where the table says that whoever takes the step gives it. */
  until?: string;
  /** Whose step it is, where Relink takes it for somebody: what a family does on the portal. */
  doer?: Doer;
}

/** What has to be done next after steps whose deadline in the table is about something else, or that have none. */
const AFTERWARDS: Readonly<Partial<Record<TracingRequestAction, { code: string; days: number }>>> = {
  accept: { code: 'search', days: 7 },
  resume: { code: 'search', days: 7 },
  'regain-enquirer': { code: 'search', days: 7 },
  'continue-search': { code: 'search', days: 7 },
  'take-back-finding': { code: 'search', days: 7 },
  reopen: { code: 'search', days: 7 },
  'approve-result': { code: 'deliver', days: 7 },
  withdraw: { code: 'retention', days: 365 },
};

/**
 * Moves a request along its table: policy, guards, new state, deadline, audit and news for the others. Changes the
 * entity and leaves saving it to the verb that called. After every step there is a next action with a day.
 * @param known the request's dossier, where this transaction read it after it had locked the request
 * @throws NotFound, Forbidden, TransitionRefused, GuardNotMet, NotYours
 */
export async function takeStep(
  tx: Transaction,
  request: TracingRequest,
  action: TracingRequestAction,
  facts: Facts<TracingRequestGuard>,
  following: Following = {},
  known?: Dossier,
): Promise<void> {
  const dossier = known ?? (await tx.of(Dossier).findOrFail({ id: request.id }));
  tx.authorize('see', dossier.facts);
  const { to, transition } = next(
    tracingRequestWorkflow,
    request.state,
    action,
    following.doer ?? doerOf(tx.actor),
    facts,
  );
  tx.authorize('work', dossier.facts, { by: transition.by });
  request.state = to;
  setDeadline(tx.now, request, action, transition.deadline, following);
  if (action === 'record-wishes') request.resultSince = tx.now;
  if (action === 'deliver') await noteWhoIsTold(tx, request);
  if (ENDED.has(to)) endHandOver(tx, request.id);
  tx.audit.record(transition.emits, { type: 'dossier', id: request.id }, { state: to });
  tx.outbox.emit(transition.emits, { requestId: request.id });
}

export function doerOf(actor: Actor): Doer {
  if (actor.kind === 'staff') return actor.role;
  if (actor.kind === 'system') return 'system';
  throw new NotFound();
}

type Deadline = (typeof tracingRequestWorkflow)['transitions'][number]['deadline'];

function setDeadline(
  now: Date,
  request: TracingRequest,
  action: TracingRequestAction,
  deadline: Deadline,
  { nextAction, urgent, until }: Following,
): void {
  const plan = (code: string, due: string) => ([request.nextAction, request.nextActionDue] = [code, due]);
  const afterwards = AFTERWARDS[action];
  if (afterwards) plan(afterwards.code, daysAfter(now, afterwards.days));
  if (deadline && 'days' in deadline) {
    const hours = urgent && deadline.urgent ? deadline.urgent.hours : deadline.days * 24;
    const due = dayOf(new Date(now.getTime() + hours * 3_600_000));
    if (deadline.name === 'review') request.reviewOn = due;
    else plan(deadline.name, due);
  }
  if (deadline && 'given' in deadline && until) plan(deadline.name, until);
  if (nextAction) plan(nextAction.code, plannedDay(nextAction.due, now, 'nextAction.due'));
}

/** Delivered was what those wished who had been located when the result was made. */
async function noteWhoIsTold(tx: Transaction, { id, resultSince }: TracingRequest): Promise<void> {
  const told = await tx.of(SoughtPerson).all({
    dossierId: id,
    located: true,
    toldAt: IsNull(),
    ...(resultSince && { locatedAt: LessThanOrEqual(resultSince) }),
  });
  for (const sought of told) {
    sought.toldAt = tx.now;
    await tx.of(SoughtPerson).save(sought);
  }
}

import { Injectable } from '@nestjs/common';
import { Dossier } from '#libs/access';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { dayOf, daysAfter, newId, type DossierId, type PersonId, type StaffActor } from '#libs/kernel';
import { Person } from '#libs/people';
import { Tasks } from '#libs/tasks';
import { next, type Doer, type Facts } from '#libs/workflow';
import { carries } from './erase-rows.js';
import { Erasures } from './erasures.js';
import {
  RightsRequest,
  wordsPlace,
  type Right,
  type RightsRequestId,
  type RightsRequestWords,
} from './rights-request.entity.js';
import { view, wordsOf, type RightsRequestView } from './rights-request-view.js';
import {
  rightsRequestWorkflow,
  type RightsRequestAction,
  type RightsRequestGuard,
  type RightsRequestState,
} from './rights-request.workflow.js';

const ANSWER_DAYS = 30;
const EXTENSION_DAYS = 60;

interface Received {
  personId: PersonId;
  dossierId: DossierId;
  kind: Right;
  asked: string;
  state: RightsRequestState;
  topic: string;
}

/** What people ask for by right, from the day they ask to the answer. */
@Injectable()
export class RightsRequests {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly erasures: Erasures,
    private readonly tasks: Tasks,
  ) {}

  /** @throws NotFound, Forbidden */
  receive(personId: PersonId, { kind, asked }: { kind: Right; asked: string }, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const { dossierId } = await tx.of(Person).findOrFail({ id: personId });
      const { to, transition } = next(rightsRequestWorkflow, 'none', 'receive', by.role, {});
      await authorize(tx, dossierId, transition.by, by);
      return this.take(tx, { personId, dossierId, kind, asked, state: to, topic: transition.emits });
    });
  }

  /** The same, as the family asks for it on the portal. */
  async receiveFromFamily(
    tx: Transaction,
    { personId, dossierId, kind, asked }: { personId: PersonId; dossierId: DossierId; kind: Right; asked: string },
  ): Promise<void> {
    const { to, transition } = next(rightsRequestWorkflow, 'none', 'receive', 'portal', {});
    await this.take(tx, { personId, dossierId, kind, asked, state: to, topic: transition.emits });
  }

  private async take(tx: Transaction, { personId, dossierId, kind, asked, state, topic }: Received): Promise<Receipt> {
    const id = newId<'rights-request'>();
    const dueOn = daysAfter(tx.now, ANSWER_DAYS);
    const request = tx.of(RightsRequest).create({
      id,
      dossierId,
      personId,
      kind,
      state,
      receivedOn: dayOf(tx.now),
      dueOn,
      extended: false,
      identityCheckedBy: null,
      details: await tx.vault.seal(personId, wordsPlace(id), { asked } satisfies RightsRequestWords),
    });
    await tx.of(RightsRequest).insert(request);
    await this.tasks.open(tx, { kind: 'answer-rights-request', dossierId, about: id, role: 'steward', due: dueOn });
    note(tx, request, topic);
    return { id, version: 1, state };
  }

  /** @throws NotFound */
  read(id: RightsRequestId, by: StaffActor): Promise<RightsRequestView> {
    return this.unitOfWork.run(by, async (tx) => {
      const request = await tx.of(RightsRequest).findOrFail({ id });
      tx.authorize('see', (await tx.of(Dossier).findOrFail({ id: request.dossierId })).facts);
      tx.audit.record(
        'rights-request.read',
        { type: 'dossier', id: request.dossierId },
        { persons: [request.personId] },
      );
      return view(tx, request, by);
    });
  }

  /** @param how how we made sure who is asking */
  checkIdentity(id: RightsRequestId, how: string, version: number, by: StaffActor): Promise<Receipt> {
    const facts = { 'identity-established': said(how) };
    return this.step(id, version, by, 'check-identity', facts, { identity: how }, (_, request) => {
      request.identityCheckedBy = by.accountId;
    });
  }

  /** Once, and the person is told why. */
  extend(id: RightsRequestId, reason: string, version: number, by: StaffActor): Promise<Receipt> {
    const facts = { 'extension-reason-given': said(reason) };
    return this.step(id, version, by, 'extend', facts, { extension: reason }, (_, request) => {
      request.dueOn = daysAfter(new Date(request.dueOn), EXTENSION_DAYS);
      request.extended = true;
    });
  }

  /** What was done. Where an erasure was asked for, it is ordered with the answer. */
  answer(id: RightsRequestId, answer: string, version: number, by: StaffActor): Promise<Receipt> {
    const facts = { 'answer-given': said(answer) };
    return this.step(id, version, by, 'answer', facts, { answer }, async (tx, { kind, dossierId, personId }) => {
      if (kind !== 'erasure') return;
      const whole = await carries(tx, personId);
      await this.erasures.order(tx, { dossierId, ground: 'rights-request', ...(!whole && { personId }) }, by);
    });
  }

  refuse(id: RightsRequestId, reason: string, version: number, by: StaffActor): Promise<Receipt> {
    const facts = { 'refusal-reason-given': said(reason) };
    return this.step(id, version, by, 'refuse', facts, { refusal: reason }, () => undefined);
  }

  private step(
    id: RightsRequestId,
    version: number,
    by: StaffActor,
    action: RightsRequestAction,
    given: Facts<RightsRequestGuard>,
    words: RightsRequestWords,
    change: (tx: Transaction, request: RightsRequest) => Promise<void> | void,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const known = await tx.of(RightsRequest).findOrFail({ id });
      const { by: doers } = rightsRequestWorkflow.transitions.find((step) => step.action === action)!;
      await authorize(tx, known.dossierId, doers, by);
      const request = await tx.of(RightsRequest).lockOrFail({ id }, version);
      const facts = { ...given, 'not-extended-yet': !request.extended };
      const { to, transition } = next(rightsRequestWorkflow, request.state, action, by.role, facts);
      const before = await wordsOf(tx, request);
      request.details = await tx.vault.seal(request.personId, wordsPlace(id), { ...before, ...words });
      await change(tx, request);
      request.state = to;
      if (to === 'answered' || to === 'refused')
        await this.tasks.close(tx, { kind: 'answer-rights-request', about: id });
      note(tx, request, transition.emits);
      const { version: now } = await tx.of(RightsRequest).save(request);
      return { id, state: to, version: now };
    });
  }
}

function said(text: string): boolean {
  return text.trim().length > 0;
}

/** The steward acts by their office, everybody else as someone who works on the record. @throws NotFound, Forbidden */
async function authorize(tx: Transaction, id: DossierId, doers: readonly Doer[], by: StaffActor): Promise<void> {
  const { facts } = await tx.of(Dossier).findOrFail({ id });
  if (by.role === 'steward') tx.authorize('govern', facts);
  else tx.authorize('work', facts, { by: doers });
}

function note(tx: Transaction, { id, dossierId, personId, kind }: RightsRequest, topic: string): void {
  tx.audit.record(topic, { type: 'dossier', id: dossierId }, { request: id, kind, person: personId });
  tx.outbox.emit(topic, { rightsRequestId: id, dossierId });
}

import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Dossier } from '#libs/access';
import { SoughtPerson, TracingRequest } from '#libs/cases';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { dayOf, newId, NotFound, pastDay, type DossierId, type PersonId, type StaffActor } from '#libs/kernel';
import { Tasks } from '#libs/tasks';
import { next, type Facts } from '#libs/workflow';
import { Family, recordedOf, type FamilyRecord } from './family.js';
import { readiness } from './readiness.js';
import {
  Reunification,
  ReunificationFollowUp,
  ReunificationMember,
  type ReunificationId,
} from './reunification.entity.js';
import { AlreadyEnded, MembersUnsuitable, NoFollowUpLeft, StatementMisplaced } from './reunification.errors.js';
import { reunificationWorkflow, type ReunificationAction, type ReunificationGuard } from './reunification.workflow.js';
import { isAboutOne, type StatementKind, type StatementWords } from './statements.js';

/** Months after the handover on which somebody looks how the family is. */
export const FOLLOW_UP_MONTHS = [1, 3, 6] as const;
const STATING = ['caseworker', 'supervisor', 'child-protection-specialist'] as const;

export interface Opening {
  personIds: readonly PersonId[];
  /** How they are in touch again. */
  contactRestored: { on: string; text: string };
}

/** Bringing families together: only after contact, with everybody's will, to a safe place, and with an eye on them after. */
@Injectable()
export class Reunifications {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly family: Family,
    private readonly tasks: Tasks,
  ) {}

  /** @throws MembersUnsuitable, GuardNotMet, NotFound, Forbidden */
  open(dossierId: DossierId, { personIds, contactRestored }: Opening, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).findOrFail({ id: dossierId });
      const restored =
        request.state === 'result-delivered' || (request.state === 'closed' && request.outcome === 'contact-restored');
      const said = contactRestored.text.trim().length > 0;
      const { to, emits } = await authorizedStep(tx, dossierId, 'none', 'open', by, {
        'contact-restored': restored && said,
      });
      const members = [...new Set(personIds)];
      await this.checkMembers(tx, request, members);
      pastDay(contactRestored.on, tx.now, 'contactRestored.on');
      const id = newId<'reunification'>();
      const reunification = tx.of(Reunification).create({
        id,
        dossierId,
        state: to,
        openedBy: by.accountId,
        openedAt: tx.now,
        handedOverOn: null,
        permits: [],
      });
      await tx.of(Reunification).insert(reunification);
      await tx
        .of(ReunificationMember)
        .insert(
          ...members.map((personId) => tx.of(ReunificationMember).create({ reunificationId: id, personId, dossierId })),
        );
      await this.family.state(tx, reunification, 'contact-restored', { answer: 'yes', ...contactRestored }, by);
      note(tx, reunification, emits);
      return { id, state: to, version: 1 };
    });
  }

  /** Writes down what somebody said, decided, checked or signed. @throws StatementMisplaced, AlreadyEnded, InvalidInput, NotFound */
  state(
    id: ReunificationId,
    { kind, personId, words }: { kind: StatementKind; personId?: PersonId; words: StatementWords },
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const reunification = await tx.of(Reunification).lockOrFail({ id }, version);
      const dossier = await tx.of(Dossier).findOrFail({ id: reunification.dossierId });
      tx.authorize('work', dossier.facts, { by: STATING });
      if (reunificationWorkflow.terminal.some((end) => end === reunification.state)) throw new AlreadyEnded();
      const { members } = await this.family.of(tx, reunification);
      const member = members.find((one) => one.id === personId);
      if (isAboutOne(kind) !== (member !== undefined) || (personId && !member)) throw new StatementMisplaced();
      pastDay(words.on, tx.now, 'on');
      await this.family.state(tx, reunification, kind, words, by, personId);
      if (member && (kind === 'willingness' || kind === 'guardian'))
        await this.family.agree(
          tx,
          reunification,
          member.id,
          words.answer === 'yes',
          kind === 'guardian' ? 'guardian' : 'self',
        );
      return receiptOf(reunification);
    });
  }

  /** A step that needs nothing but what was stated. @throws GuardNotMet, PermitRefused, StaleVersion, NotFound, Forbidden */
  take(
    id: ReunificationId,
    action:
      | 'verify-relation'
      | 'confirm-willingness'
      | 'authorise'
      | 'plan-journey'
      | 'close'
      | 'resume'
      | 'resume-follow-up',
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return this.step(id, action, version, by, {}, async (tx, reunification, { members }) => {
      if (action === 'authorise')
        reunification.permits.push(...(await this.family.permits(tx, reunification, members)));
    });
  }

  /** They are together. What follows are three visits. @throws GuardNotMet, PermitRefused, InvalidInput */
  handOver(id: ReunificationId, on: string, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, 'hand-over', version, by, {}, async (tx, reunification, { members }) => {
      reunification.handedOverOn = pastDay(on, tx.now, 'on');
      reunification.permits.push(...(await this.family.permits(tx, reunification, members)));
      for (const months of FOLLOW_UP_MONTHS) await this.planFollowUp(tx, reunification, months);
    });
  }

  /** The next visit that is still due. @throws GuardNotMet, NoFollowUpLeft */
  recordFollowUp(id: ReunificationId, words: StatementWords, version: number, by: StaffActor): Promise<Receipt> {
    const facts = { 'follow-up-recorded': words.text.trim().length > 0 };
    return this.step(id, 'record-follow-up', version, by, facts, async (tx, reunification, { followUps }) => {
      const due = followUps.find(({ doneAt }) => doneAt === null);
      if (!due) throw new NoFollowUpLeft();
      pastDay(words.on, tx.now, 'on');
      await this.family.state(tx, reunification, 'follow-up', words, by);
      due.doneAt = tx.now;
      await tx.of(ReunificationFollowUp).save(due);
      await this.tasks.close(tx, { kind: 'follow-up-reunification', about: due.id });
    });
  }

  /** For now, or for good. @throws GuardNotMet */
  stop(
    id: ReunificationId,
    action: 'suspend' | 'end',
    reason: string,
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    const facts = { 'reason-given': reason.trim().length > 0 };
    return this.step(id, action, version, by, facts, async (tx, reunification, { followUps }) => {
      const words = { answer: 'no', on: dayOf(tx.now), text: reason } as const;
      await this.family.state(tx, reunification, 'reason', words, by);
      if (action === 'end')
        for (const { id: about } of followUps) await this.tasks.close(tx, { kind: 'follow-up-reunification', about });
    });
  }

  private step(
    id: ReunificationId,
    action: ReunificationAction,
    version: number,
    by: StaffActor,
    given: Facts<ReunificationGuard>,
    change: (tx: Transaction, reunification: Reunification, family: FamilyRecord) => Promise<void>,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const reunification = await tx.of(Reunification).lockOrFail({ id }, version);
      const family = await this.family.of(tx, reunification);
      const facts = { ...given, ...readiness(recordedOf(reunification, family)) };
      const { to, emits } = await authorizedStep(tx, reunification.dossierId, reunification.state, action, by, facts);
      await change(tx, reunification, family);
      reunification.state = to;
      note(tx, reunification, emits);
      return receiptOf(await tx.of(Reunification).save(reunification));
    });
  }

  private async checkMembers(tx: Transaction, request: TracingRequest, members: readonly PersonId[]): Promise<void> {
    const found = await tx.of(SoughtPerson).all({ dossierId: request.id, id: In([...members]), located: true });
    const theirs = new Set([request.enquirerId, ...found.map(({ id }) => id)]);
    if (members.length < 2 || !members.every((id) => theirs.has(id))) throw new MembersUnsuitable();
  }

  private async planFollowUp(
    tx: Transaction,
    { id, dossierId, handedOverOn, openedBy }: Reunification,
    months: number,
  ): Promise<void> {
    const followUp = tx.of(ReunificationFollowUp).create({
      id: newId(),
      reunificationId: id,
      dossierId,
      months,
      due: monthsAfter(handedOverOn!, months),
      doneAt: null,
    });
    await tx.of(ReunificationFollowUp).insert(followUp);
    await this.tasks.open(tx, {
      kind: 'follow-up-reunification',
      dossierId,
      about: followUp.id,
      owner: openedBy,
      due: followUp.due,
    });
  }
}

async function authorizedStep(
  tx: Transaction,
  dossierId: DossierId,
  state: Reunification['state'] | 'none',
  action: ReunificationAction,
  by: StaffActor,
  facts: Facts<ReunificationGuard>,
) {
  const dossier = await tx.of(Dossier).find({ id: dossierId });
  if (!dossier) throw new NotFound({ type: 'dossier', id: dossierId });
  tx.authorize('see', dossier.facts);
  const { to, transition } = next(reunificationWorkflow, state, action, by.role, facts);
  tx.authorize('work', dossier.facts, { by: transition.by });
  return { to, emits: transition.emits };
}

function note(tx: Transaction, { id, dossierId, state }: Reunification, emits: string): void {
  tx.audit.record(emits, { type: 'dossier', id: dossierId }, { reunification: id, state });
  tx.outbox.emit(emits, { reunificationId: id, requestId: dossierId });
}

function receiptOf({ id, state, version }: Reunification): Receipt {
  return { id, state, version };
}

/** The same day of a later month; the last one where that month is shorter. */
export function monthsAfter(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return dayOf(new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))));
}

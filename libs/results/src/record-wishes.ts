import { Injectable } from '@nestjs/common';
import { Account } from '#libs/access';
import { SoughtPerson, takeStep, TracingRequest } from '#libs/cases';
import { Consent, Refusals, TELLING_PURPOSES, type BasisInput, type Purpose } from '#libs/consent';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import {
  daysAfter,
  InvalidInput,
  pastDay,
  realDay,
  type AccountId,
  type DossierId,
  type PersonId,
  type StaffActor,
} from '#libs/kernel';
import { mayBeChild, People } from '#libs/people';
import { Tasks } from '#libs/tasks';
import { TransitionRefused } from '#libs/workflow';
import type { Answer } from './answer.js';
import { Answers } from './answers.js';
import { answerPlace, RecordedAnswer } from './wishes.entity.js';
import { timingOf } from './result-of.js';
import { dossierOfTheirCase } from './on-the-case.js';
import {
  AnswerMissing,
  ChildNeedsTwo,
  EnquirerUnknown,
  NotLocatedYet,
  SpecialistUnsuitable,
} from './results.errors.js';
import { voidResult } from './void-result.js';

/** What somebody who was located answered, or what a document says of them. */
export interface AnswerInput {
  soughtId: PersonId;
  answer: Answer;
}

const RECORDERS = ['caseworker', 'supervisor', 'child-protection-specialist'] as const;
const DAYS_TO_TELL_A_CHANGE = 7;

/** Nothing is told before the located person was asked; and whatever they said can be changed. */
@Injectable()
export class RecordWishes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
    private readonly consent: Consent,
    private readonly refusals: Refusals,
    private readonly tasks: Tasks,
    private readonly answers: Answers,
  ) {}

  /**
   * A new version of the answer. A result that was made from the earlier one and not delivered is void; where one was
   * delivered, somebody has to go back to the enquirer.
   * @throws NotFound, Forbidden, NotLocatedYet, ChildNeedsTwo, InvalidInput, StaleVersion, TransitionRefused
   */
  record(id: DossierId, { soughtId, answer }: AnswerInput, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      const dossier = await dossierOfTheirCase(tx, id);
      tx.authorize('work', dossier.facts, { by: RECORDERS });
      const sought = await tx.of(SoughtPerson).find({ id: soughtId, dossierId: id });
      if (!sought?.located) throw new NotLocatedYet();
      await this.check(tx, soughtId, answer);
      const newest = await this.append(tx, request, soughtId, answer, by);
      if (answer.kind === 'wishes') await this.agree(tx, request, soughtId, answer);
      await this.follow(tx, request, sought);
      // The same for wishes and for a documented fate: the log of a case is read by many.
      tx.audit.record('results.answer-recorded', { type: 'dossier', id }, { person: soughtId, version: newest });
      tx.outbox.emit('results.answer-recorded', { requestId: id, soughtId });
      const { reference, state, version: now } = await tx.of(TracingRequest).save(request);
      return { id, reference, state, version: now };
    });
  }

  private async check(tx: Transaction, soughtId: PersonId, answer: Answer): Promise<void> {
    if (answer.kind === 'died') {
      if (![answer.document.reference, answer.document.issuedBy].every((text) => text.trim().length > 0))
        throw new AnswerMissing();
      if (answer.document.issuedOn) pastDay(answer.document.issuedOn, tx.now, 'documentedFate.issuedOn');
      return;
    }
    pastDay(answer.asked.on, tx.now, 'wishes.asked.on');
    if (answer.wishes.until) realDay(answer.wishes.until, 'wishes.until');
    refuseWhatMayNotBeTold(answer);
    if (answer.stoodBy) await this.requireAccount(tx, answer.stoodBy.specialistId, ['child-protection-specialist']);
    else if (await this.isChild(tx, soughtId)) throw new ChildNeedsTwo();
    for (const enquirerId of new Set(answer.wishes.enquirers))
      if (!(await tx.of(TracingRequest).find({ enquirerId }))) throw new EnquirerUnknown();
  }

  /** By what the enquirer said of them, or by what those said who confirmed the match. */
  private async isChild(tx: Transaction, soughtId: PersonId): Promise<boolean> {
    const details = (await this.people.details(tx, [soughtId])).get(soughtId);
    if (details && mayBeChild(details, tx.now)) return true;
    const matched = await tx.sql(
      `SELECT 1 FROM potential_matches WHERE sought_id = $1 AND state = 'confirmed' AND needs_child_specialist`,
      [soughtId],
    );
    return matched.length > 0;
  }

  /**
   * Somebody goes back to the enquirer with what may be told now. Where nothing may be told, nobody does: an extra call
   * would give away that there is something.
   */
  private async tellTheChange(tx: Transaction, request: TracingRequest, sought: SoughtPerson): Promise<void> {
    const now = (await this.answers.of(tx, request)).find(({ soughtId }) => soughtId === sought.id)!;
    if (timingOf([now.sentence]) === 'with-regular-contact')
      return this.tasks.close(tx, { kind: 'tell-changed-wishes', about: request.id });
    sought.toldAt = null;
    await tx.of(SoughtPerson).save(sought);
    await this.tasks.open(tx, {
      kind: 'tell-changed-wishes',
      dossierId: request.id,
      owner: request.ownerId,
      due: daysAfter(tx.now, DAYS_TO_TELL_A_CHANGE),
    });
  }

  private async requireAccount(tx: Transaction, id: AccountId, roles: readonly string[]): Promise<void> {
    const account = await tx.of(Account).find({ id });
    if (account?.state !== 'active' || !roles.includes(account.role)) throw new SpecialistUnsuitable();
  }

  private async append(
    tx: Transaction,
    { id: dossierId }: TracingRequest,
    soughtId: PersonId,
    answer: Answer,
    by: StaffActor,
  ): Promise<number> {
    const earlier = await tx.of(RecordedAnswer).all({ soughtId });
    const wishesVersion = Math.max(0, ...earlier.map((row) => row.wishesVersion)) + 1;
    const recorded = tx.of(RecordedAnswer).create({
      soughtId,
      wishesVersion,
      dossierId,
      recordedBy: by.accountId,
      recordedAt: tx.now,
      answer: await tx.vault.seal(soughtId, answerPlace(soughtId, wishesVersion), answer),
    });
    await tx.of(RecordedAnswer).insert(recorded);
    return wishesVersion;
  }

  /** What they wish to be told is what they agree to; what they no longer wish is no longer covered. */
  private async agree(
    tx: Transaction,
    { id: dossierId }: TracingRequest,
    soughtId: PersonId,
    { wishes, asked, stoodBy }: Extract<Answer, { kind: 'wishes' }>,
  ): Promise<void> {
    const wished = purposesWished(wishes);
    const said = { by: stoodBy ? ('guardian' as const) : ('self' as const), how: asked.given };
    const dropped = TELLING_PURPOSES.filter((purpose) => !wished.includes(purpose));
    await this.refusals.narrowAll(tx, soughtId, dropped, said);
    const covered = await Promise.all(wished.map((purpose) => this.consent.covers(tx, soughtId, purpose)));
    if (!covered.includes(false)) return;
    const basis: BasisInput = { legalBasis: 'consent', givenBy: said.by, how: said.how, purposes: wished };
    await this.consent.recordBeside(tx, { id: soughtId, dossierId }, basis, 'wishes');
  }

  private async follow(tx: Transaction, request: TracingRequest, sought: SoughtPerson): Promise<void> {
    switch (request.state) {
      case 'located':
        request.nextAction = 'prepare-result';
        return;
      case 'result-ready':
      case 'result-approved':
        await voidResult(tx, request);
        return takeStep(tx, request, 'change-wishes', { 'wishes-or-documented-fate': true });
      case 'result-delivered':
      case 'closed':
        return this.tellTheChange(tx, request, sought);
      case 'pre-case':
      case 'submitted':
      case 'open':
      case 'refused':
      case 'on-hold':
      case 'enquirer-unreachable':
        throw new TransitionRefused('record-wishes', request.state);
    }
  }
}

function purposesWished({ fate, place, contact }: Extract<Answer, { kind: 'wishes' }>['wishes']): Purpose[] {
  if (fate !== 'tell') return [];
  return [
    'tell-fate',
    ...(place === 'tell' ? (['tell-place'] as const) : []),
    ...(contact === 'give' ? (['give-contact'] as const) : []),
    ...(contact === 'pass-messages' ? (['pass-message'] as const) : []),
  ];
}

/** What may not be told is not written down for telling either. */
function refuseWhatMayNotBeTold({ wishes, known }: Extract<Answer, { kind: 'wishes' }>): void {
  const kept = [
    ...(known.place !== undefined && wishes.place !== 'tell' ? ['wishes.placeToTell'] : []),
    ...(known.contacts !== undefined && wishes.contact !== 'give' ? ['wishes.contactsToGive'] : []),
  ];
  if (kept.length === 0) return;
  throw new InvalidInput(
    kept.map((path) => ({
      path,
      code: 'wishes.not-to-be-told',
      message: 'The person does not want this told. Leave it out here.',
    })),
  );
}

import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { newId, type DossierId, type PersonId, type StaffActor } from '#libs/kernel';
import { mayBeChild, People } from '#libs/people';
import { SoughtPersonUnknown } from './cases.errors.js';
import { someoneStillToFind } from './endings.js';
import { FieldResult, fieldResultPlace, type FieldCertainty, type FieldResultDetails } from './field-result.entity.js';
import { Interviews } from './interviews.js';
import { receiptOf } from './receipt.js';
import { SoughtPerson } from './sought-person.entity.js';
import { takeStep, type Following } from './take-step.js';
import { TracingRequest } from './tracing-request.entity.js';

export interface FieldResultInput extends FieldResultDetails {
  soughtId: PersonId;
  certainty: FieldCertainty;
  /** They were found in a place of detention: they are asked within 72 hours. */
  detained?: boolean;
}

/**
 * What happens to a request when a sought person is found. Nothing is told to anyone: first, the person is asked. A
 * request is located as soon as one of its sought persons is, since that person's days run at once.
 */
@Injectable()
export class Locating {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
    private readonly interviews: Interviews,
  ) {}

  /**
   * A match was confirmed by two people: the sought person is located and is to be asked for their wishes. Where the
   * request has moved on in the meantime, only the person is marked.
   * @param urgent the person is a child or detained
   */
  async byConfirmedMatch(tx: Transaction, requestId: DossierId, soughtId: PersonId, urgent: boolean): Promise<void> {
    const request = await tx.of(TracingRequest).lockOrFail({ id: requestId });
    const sought = await tx.of(SoughtPerson).lockOrFail({ id: soughtId });
    sought.locate('confirmed-match', tx.now);
    await tx.of(SoughtPerson).save(sought);
    if (request.state !== 'open') return;
    await takeStep(tx, request, 'record-as-located', FOUND, { urgent });
    await tx.of(TracingRequest).save(request);
  }

  /**
   * Somebody of the Society or a partner found them. Hearsay is not enough: they were seen, or a document says it.
   * @throws GuardNotMet, SoughtPersonUnknown, StaleVersion
   */
  byFieldResult(id: DossierId, input: FieldResultInput, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const { soughtId, certainty, detained, ...details } = input;
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      const sought = await tx.of(SoughtPerson).find({ id: soughtId, dossierId: id });
      if (!sought) throw new SoughtPersonUnknown();
      const documented = certainty !== 'reported' && details.source.trim().length > 0;
      await takeStep(
        tx,
        request,
        'record-as-located',
        { 'match-confirmed-or-field-result-documented': documented },
        { urgent: detained === true || (await this.urgent(tx, sought)) },
      );
      sought.locate('field-result', tx.now);
      await tx.of(SoughtPerson).save(sought);
      const resultId = newId<'field-result'>();
      await tx.of(FieldResult).insert(
        tx.of(FieldResult).create({
          id: resultId,
          dossierId: id,
          soughtId,
          recordedBy: by.accountId,
          recordedAt: tx.now,
          certainty,
          details: await tx.vault.seal(id, fieldResultPlace(resultId), details),
        }),
      );
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  /**
   * One person's result is delivered and somebody else is still missing: the request is open again. Where that other one
   * was found in the meantime, it is their turn to be asked, and the request is located again at once.
   * @throws GuardNotMet, StaleVersion
   */
  continueSearch(id: DossierId, following: Following, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      const sought = await tx.of(SoughtPerson).all({ dossierId: id });
      const facts = { 'someone-still-to-find': someoneStillToFind(sought) };
      await takeStep(tx, request, 'continue-search', facts, following);
      await this.askWhoWaits(tx, request, sought);
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  /**
   * The match by which somebody was located was none. They are missing again; the request goes back to the search, and
   * stays located where another sought person waits to be asked.
   * @param restsOnIt a result is under way that was made from what the wrong person answered
   */
  async confirmationUndone(
    tx: Transaction,
    request: TracingRequest,
    person: SoughtPerson,
    restsOnIt: boolean,
  ): Promise<void> {
    person.takeBack();
    await tx.of(SoughtPerson).save(person);
    const sought = await tx.of(SoughtPerson).all({ dossierId: request.id });
    const nobodyToAsk = request.state === 'located' && !sought.some(isWaiting);
    if (!restsOnIt && !nobodyToAsk) return;
    await takeStep(tx, request, 'take-back-finding', { 'confirmation-undone': true });
    await this.askWhoWaits(tx, request, sought);
    await tx.of(TracingRequest).save(request);
  }

  /** Somebody was found while the request was about another one: now it is their turn. */
  private async askWhoWaits(tx: Transaction, request: TracingRequest, sought: readonly SoughtPerson[]): Promise<void> {
    const waiting = sought.filter(isWaiting);
    if (waiting.length === 0) return;
    let urgent = false;
    for (const person of waiting) urgent ||= await this.urgent(tx, person);
    await takeStep(tx, request, 'record-as-located', FOUND, { urgent });
  }

  /** A child, or lost through detention, for all that the request itself knows. */
  private async urgent(tx: Transaction, sought: SoughtPerson): Promise<boolean> {
    const details = (await this.people.details(tx, [sought.id])).get(sought.id);
    if (!details) return false;
    const { cause } = await this.interviews.readCircumstances(tx, sought);
    return mayBeChild(details, tx.now) || cause === 'detention' || details.protection?.includes('detention') === true;
  }
}

/** Found, and the enquirer was told nothing of them yet. */
function isWaiting({ located, toldAt }: SoughtPerson): boolean {
  return located && toldAt === null;
}

const FOUND = { 'match-confirmed-or-field-result-documented': true };

import { Inject, Injectable } from '@nestjs/common';
import { authorizedDossier, Dossier, openDossier } from '#libs/access';
import { Consent } from '#libs/consent';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { daysAfter, formatReference, newId, type DossierId, type Sensitivity, type StaffActor } from '#libs/kernel';
import { People, type ContactInput, type PersonInput } from '#libs/people';
import { InterviewClosed } from './cases.errors.js';
import { CONTACT_FRESH_DAYS } from './enquirer-contact.js';
import type { InterviewInput } from './interview.js';
import { factsOfInterview, Interviews } from './interviews.js';
import { receiptOf } from './receipt.js';
import { atLeast, flagsIn, leastSensitivity } from './sensitivity.js';
import { takeStep } from './take-step.js';
import { TracingRequest } from './tracing-request.entity.js';
import { tracingRequestWorkflow } from './tracing-request.workflow.js';
import { next, type Doer } from '#libs/workflow';

/** The three letters of the Society, which open every reference number. */
export const SOCIETY = Symbol('SOCIETY');

/** All that somebody gives who is not sure yet. */
export interface FirstContact {
  /** What they want to be called; it need not be their name. */
  callName: string;
  contact: ContactInput;
}

const REVIEW_DAYS = 180;
const INTERVIEW_DAYS = 14;

/** From the first contact to the interview handed in. */
@Injectable()
export class Intake {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly interviews: Interviews,
    private readonly consent: Consent,
    private readonly people: People,
    @Inject(SOCIETY) private readonly society: string,
  ) {}

  /** Opens a pre-case with as much as is known; the interview may follow later. @throws InvalidInput, Forbidden */
  registerContact(input: { sensitivity?: Sensitivity; interview: InterviewInput }, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => receiptOf(await this.open(tx, input, by, by.role)));
  }

  /**
   * Somebody without a card left a number on the portal.
   * @param inCharge who asks them for the interview: a supervisor of the branch that families come to first
   */
  async registerFromPortal(
    tx: Transaction,
    enquirer: PersonInput,
    inCharge: Pick<StaffActor, 'accountId' | 'branchId'>,
  ): Promise<DossierId> {
    return (await this.open(tx, { interview: { enquirer: { person: enquirer } } }, inCharge, 'portal')).id;
  }

  private async open(
    tx: Transaction,
    input: { sensitivity?: Sensitivity; interview: InterviewInput },
    { accountId, branchId }: Pick<StaffActor, 'accountId' | 'branchId'>,
    doer: Doer,
  ): Promise<TracingRequest> {
    const id = newId<'dossier'>();
    const reference = this.reference(tx);
    tx.meanwhile(reference);
    const sensitivity = atLeast(input.sensitivity ?? 'open', leastSensitivity(flagsIn(input.interview)));
    await openDossier(tx, { accountId, branchId }, { id, kind: 'tracing-request', sensitivity });
    await tx.vault.begin([id]);
    const { to, transition } = next(tracingRequestWorkflow, 'none', 'register-contact', doer, {});
    const request = tx.of(TracingRequest).create({
      id,
      dossierId: id,
      reference: await reference,
      state: to,
      outcome: null,
      enquirerId: await this.interviews.addEnquirer(tx, id, input.interview),
      interviewerId: accountId,
      ownerId: accountId,
      identityChecked: input.interview.enquirer.identityChecked ?? false,
      noticeGiven: input.interview.informationNoticeGiven ?? false,
      nextAction: 'interview',
      nextActionDue: daysAfter(tx.now, INTERVIEW_DAYS),
      reviewOn: daysAfter(tx.now, REVIEW_DAYS),
      contactWorkedAt: tx.now,
      contactFreshUntil: daysAfter(tx.now, CONTACT_FRESH_DAYS),
      openedAt: tx.now,
    });
    await this.interviews.writeStory(tx, request, { story: input.interview.story });
    await tx.of(TracingRequest).insert(request);
    await this.interviews.addSought(tx, id, input.interview.soughtPersons);
    tx.audit.record(transition.emits, { type: 'dossier', id }, { state: to });
    tx.outbox.emit(transition.emits, { requestId: id });
    return request;
  }

  /**
   * Somebody got in touch who gives no name yet: what to call them and a safe way to reach them is enough. The interview
   * brings the rest.
   * @throws InvalidInput, Forbidden
   */
  registerFirstContact({ callName, contact }: FirstContact, by: StaffActor): Promise<Receipt> {
    const person = { names: [{ text: callName, kind: 'usual' as const }], contacts: [contact] };
    return this.registerContact({ interview: { enquirer: { person } } }, by);
  }

  /** Replaces what was told, as long as the interview is not handed in. @throws InterviewClosed, StaleVersion, InvalidInput */
  saveInterview(id: DossierId, input: InterviewInput, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      await authorizedDossier(tx, id, 'record');
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      if (request.state !== 'pre-case') throw new InterviewClosed();
      await this.interviews.replaceEnquirer(tx, request, input);
      await this.interviews.saveSought(tx, id, input.soughtPersons);
      const { story: _, ...kept } = await this.interviews.readStory(tx, request);
      await this.interviews.writeStory(tx, request, { ...kept, story: input.story });
      request.identityChecked = input.enquirer.identityChecked ?? false;
      request.noticeGiven = input.informationNoticeGiven ?? false;
      tx.audit.record('cases.interview-saved', { type: 'dossier', id });
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  /** Hands the interview in for decision. @throws GuardNotMet naming everything that is still missing */
  completeInterview(id: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const [request, dossier, , sought] = await tx.together(
        tx.of(TracingRequest).lockOrFail({ id }, version),
        tx.of(Dossier).findOrFail({ id }),
        this.people.unlockDossiers(tx, id),
        this.interviews.readSought(tx, id),
      );
      const bases = await this.consent.of(tx, [request.enquirerId, ...sought.map(({ row }) => row.id)]);
      await takeStep(tx, request, 'complete-interview', factsOfInterview(request, sought, bases), {}, dossier);
      request.interviewerId = by.accountId;
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  private async reference(tx: Transaction): Promise<string> {
    const [row] = await tx.sql<{ number: string }>(`SELECT nextval('tracing_request_numbers') AS number`);
    return formatReference(this.society, tx.now.getUTCFullYear(), Number(row!.number));
  }
}

import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { daysAfter, InvalidInput, newId, type DossierId, type StaffActor } from '#libs/kernel';
import { People } from '#libs/people';
import { attemptPlace, ContactAttempt, type AttemptDetails } from './contact-attempt.entity.js';
import { pastMoment } from './days.js';
import { CONTACT_FRESH_DAYS, factsOfLosing, unreached, type Attempt, type AttemptOutcome } from './enquirer-contact.js';
import { receiptOf } from './receipt.js';
import { takeStep } from './take-step.js';
import { TracingRequest } from './tracing-request.entity.js';
import { authorizedWork, CASEWORKERS } from './working.js';

export interface AttemptInput {
  outcome: AttemptOutcome;
  /** Position among the enquirer's contacts as they were read; left out for another way, such as a visit. */
  contact?: number;
  /** ISO 8601; now where left out. */
  at?: string;
  note?: string;
}

/** Losing the enquirer is the commonest failure: every attempt to reach them is written down. */
@Injectable()
export class Reaching {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
  ) {}

  /** Somebody tried to reach the enquirer. Where it worked, the contact is fresh again. @throws InvalidInput, StaleVersion */
  recordAttempt(id: DossierId, input: AttemptInput, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      await authorizedWork(tx, request, CASEWORKERS);
      const contacts = await this.contactsOf(tx, request);
      const contact = input.contact === undefined ? undefined : contacts[input.contact];
      if (input.contact !== undefined && !contact) throw new InvalidInput([UNKNOWN_CONTACT]);
      const at = pastMoment(input.at, tx.now, 'at');
      const details: AttemptDetails = {
        ...(contact && { contact: { kind: contact.kind, value: contact.value } }),
        ...(input.note && { note: input.note }),
      };
      const attemptId = newId<'contact-attempt'>();
      await tx.of(ContactAttempt).insert(
        tx.of(ContactAttempt).create({
          id: attemptId,
          dossierId: id,
          triedBy: by.accountId,
          triedAt: at,
          outcome: input.outcome,
          details: await tx.vault.seal(request.enquirerId, attemptPlace(attemptId), details),
        }),
      );
      if (input.outcome === 'reached') this.worked(request, at);
      tx.audit.record(
        'cases.contact-tried',
        { type: 'dossier', id },
        { attempt: attemptId, person: request.enquirerId, outcome: input.outcome },
      );
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  /** The family itself says that they can be reached, on the portal: nobody has to ask them for some time. */
  async heardFromFamily(tx: Transaction, id: DossierId): Promise<void> {
    const request = await tx.of(TracingRequest).lockOrFail({ id });
    this.worked(request, tx.now);
    tx.audit.record('cases.enquirer-heard-from', { type: 'dossier', id }, { person: request.enquirerId });
    await tx.of(TracingRequest).save(request);
  }

  /** Three attempts on two days, by every known contact: only then the enquirer counts as lost. @throws GuardNotMet */
  loseEnquirer(id: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      await takeStep(tx, request, 'lose-enquirer', await this.factsOfLosing(tx, request));
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  /** They were reached, or came by themselves. */
  regainEnquirer(id: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      await takeStep(tx, request, 'regain-enquirer', {});
      this.worked(request, tx.now);
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  private async factsOfLosing(tx: Transaction, request: TracingRequest) {
    const [rows, contacts] = await tx.together(
      tx.of(ContactAttempt).all({ dossierId: request.id }),
      this.contactsOf(tx, request),
    );
    return factsOfLosing(unreached(await this.openAttempts(tx, request, rows), contacts));
  }

  /** Attempts with what is sealed of them, oldest first. */
  async openAttempts(
    tx: Transaction,
    { enquirerId }: TracingRequest,
    rows: readonly ContactAttempt[],
  ): Promise<(Attempt & { row: ContactAttempt; note?: string })[]> {
    const attempts = rows.map(async (row) => {
      const details = await tx.vault.open<AttemptDetails>(enquirerId, attemptPlace(row.id), row.details);
      return { row, at: row.triedAt, outcome: row.outcome, ...details };
    });
    return (await Promise.all(attempts)).sort((a, b) => +a.at - +b.at);
  }

  /** A contact of the enquirer worked: they can be reached for some time to come. */
  private worked(request: TracingRequest, at: Date): void {
    if (request.contactWorkedAt && request.contactWorkedAt >= at) return;
    request.contactWorkedAt = at;
    request.contactFreshUntil = daysAfter(at, CONTACT_FRESH_DAYS);
  }

  private async contactsOf(tx: Transaction, { enquirerId }: TracingRequest) {
    return (await this.people.details(tx, [enquirerId])).get(enquirerId)?.contacts ?? [];
  }
}

const UNKNOWN_CONTACT = {
  path: 'contact',
  code: 'contact.unknown',
  message: 'The enquirer has no such contact. Load the request again and choose one of those shown.',
};

import { Injectable } from '@nestjs/common';
import { Dossier, openDossier } from '#libs/access';
import { TracingRequest } from '#libs/cases';
import { Consent } from '#libs/consent';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import {
  daysAfter,
  formatReference,
  newId,
  pastDay,
  type DossierId,
  type PersonId,
  type Sensitivity,
  type StaffActor,
} from '#libs/kernel';
import { People } from '#libs/people';
import { Tasks } from '#libs/tasks';
import { next, type Facts } from '#libs/workflow';
import {
  linesOf,
  MOST_LINES,
  type HandingOver,
  type MessageDetails,
  type MessageInput,
  type MessageRefusal,
  type ReturnReason,
} from './letter.js';
import { messagePlace, RedCrossMessage } from './message.entity.js';
import { messageWorkflow, type MessageAction, type MessageGuard } from './message.workflow.js';
import { ReplyTooEarly } from './messages.errors.js';

const DAYS_TO_OFFER_A_SEARCH = 7;
const DAYS_TO_DELIVER_A_REPLY = 14;

/** Family news on their way: collected, checked by somebody else, forwarded, handed over or read aloud. */
@Injectable()
export class Messages {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
    private readonly consent: Consent,
    private readonly tasks: Tasks,
  ) {}

  /**
   * Without an address it is kept, and somebody is to offer the writer a search.
   * @throws GuardNotMet, ReplyTooEarly, InvalidInput, NotFound, Forbidden
   */
  collect(
    { sensitivity = 'open', replyTo, ...input }: MessageInput & { sensitivity?: Sensitivity; replyTo?: DossierId },
    by: StaffActor,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const first = replyTo && (await tx.of(RedCrossMessage).findOrFail({ id: replyTo }));
      const id = newId<'dossier'>();
      await openDossier(tx, by, { id, kind: 'red-cross-message', sensitivity });
      const facts = { 'fits-the-page': linesOf(input.text) <= MOST_LINES };
      const { to, transition } = next(messageWorkflow, 'none', 'collect', by.role, facts);
      if (first && first.deliveredOn === null) throw new ReplyTooEarly();
      const textSubject = newId<'dossier'>();
      await tx.vault.begin([id, textSubject]);
      const { relation, address, language, given } = input;
      const details: MessageDetails = { relation, language, ...(address?.trim() && { address }) };
      const message = tx.of(RedCrossMessage).create({
        id,
        dossierId: id,
        reference: await reference(tx),
        state: to,
        writerId: await this.people.add(tx, id, input.writer, 'writer'),
        addresseeId: await this.people.add(tx, id, input.addressee, 'addressee'),
        collectedBy: by.accountId,
        collectedAt: tx.now,
        checkedBy: null,
        replyTo: replyTo ?? null,
        requestId: null,
        deliveredOn: null,
        textSubject,
        text: await tx.vault.seal(textSubject, messagePlace(id, 'text'), input.text),
        details: await tx.vault.seal(id, messagePlace(id, 'details'), details),
        permits: [],
      });
      await tx.of(RedCrossMessage).insert(message);
      await this.agree(tx, message, given);
      if (!details.address) await this.offerSearch(tx, message);
      if (replyTo) await this.tasks.open(tx, replyTask(tx, message, by));
      note(tx, message, transition.emits);
      return { id, reference: message.reference, state: to, version: 1 };
    });
  }

  /** Somebody else reads it. @throws GuardNotMet, StaleVersion */
  check(
    id: DossierId,
    stated: { familyNewsOnly: boolean; readable: boolean },
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    const given = { 'family-news-only': stated.familyNewsOnly, readable: stated.readable };
    return this.step(id, 'check', given, version, by, (_, message) => {
      message.checkedBy = by.accountId;
    });
  }

  /** @throws GuardNotMet, StaleVersion */
  refuse(id: DossierId, reason: MessageRefusal, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, 'refuse', { 'reason-given': true }, version, by, (_, message, details) => {
      message.checkedBy = by.accountId;
      details.refusal = reason;
    });
  }

  /** The writer took up the offer: the search goes on in a request of its own. @throws GuardNotMet, StaleVersion */
  becomeTracingRequest(id: DossierId, requestId: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const opened = (await tx.of(TracingRequest).find({ id: requestId })) !== null;
      return this.move(
        tx,
        id,
        'become-tracing-request',
        { 'tracing-request-opened': opened },
        version,
        by,
        async (_, message) => {
          message.requestId = requestId;
          await this.tasks.close(tx, { kind: 'write-tracing-request-instead', about: id });
        },
      );
    });
  }

  /** @throws GuardNotMet, PermitRefused, StaleVersion */
  forward(id: DossierId, way: string, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, 'forward', { 'way-chosen': said(way) }, version, by, async (tx, message, details) => {
      details.way = way;
      await this.permit(tx, message);
    });
  }

  /** Handed over, or read aloud to who cannot read. @throws GuardNotMet, PermitRefused, InvalidInput, StaleVersion */
  deliver(
    id: DossierId,
    { on, ...delivery }: { mode: HandingOver; where: string; on: string; replyInvited: boolean },
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    const given = { 'delivery-recorded': said(delivery.where), 'reply-invited': delivery.replyInvited };
    return this.step(id, 'deliver', given, version, by, async (tx, message, details) => {
      message.deliveredOn = pastDay(on, tx.now, 'on');
      details.delivery = delivery;
      await this.permit(tx, message);
      await this.tasks.close(tx, { kind: 'deliver-reply', about: id });
    });
  }

  /** @throws GuardNotMet, StaleVersion */
  return(
    id: DossierId,
    returned: { reason: ReturnReason; note?: string },
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return this.step(id, 'return', { 'reason-given': true }, version, by, async (tx, _, details) => {
      details.returned = returned;
      await this.tasks.close(tx, { kind: 'deliver-reply', about: id });
    });
  }

  /** @throws GuardNotMet, StaleVersion */
  close(id: DossierId, writerTold: string, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, 'close', { 'writer-told': said(writerTold) }, version, by, (_, __, details) => {
      details.writerTold = writerTold;
    });
  }

  private step(...[id, action, given, version, by, change]: Step): Promise<Receipt> {
    return this.unitOfWork.once(by, (tx) => this.move(tx, id, action, given, version, by, change));
  }

  private async move(tx: Transaction, ...[id, action, given, version, by, change]: Step): Promise<Receipt> {
    const message = await tx.of(RedCrossMessage).lockOrFail({ id }, version);
    const dossier = await tx.of(Dossier).findOrFail({ id });
    tx.authorize('see', dossier.facts);
    const details = await tx.vault.open<MessageDetails>(id, messagePlace(id, 'details'), message.details);
    const { to, transition } = next(messageWorkflow, message.state, action, by.role, {
      ...given,
      'not-the-collector': message.collectedBy !== by.accountId,
      'address-known': details.address !== undefined,
    });
    tx.authorize('work', dossier.facts, { by: transition.by });
    await change(tx, message, details);
    message.details = await tx.vault.seal(id, messagePlace(id, 'details'), details);
    message.state = to;
    note(tx, message, transition.emits);
    const { reference, version: now } = await tx.of(RedCrossMessage).save(message);
    return { id, reference, state: to, version: now };
  }

  /** The writer agrees; the addressee was not asked yet, and is reached in the family's interest. */
  private async agree(
    tx: Transaction,
    { id: dossierId, writerId, addresseeId }: RedCrossMessage,
    how: MessageInput['given'],
  ): Promise<void> {
    const child = await this.consent.mayBeChild(tx, writerId);
    await this.consent.record(
      tx,
      { id: writerId, dossierId },
      { legalBasis: 'consent', givenBy: child ? 'guardian' : 'self', how, purposes: ['pass-message'] },
      'given',
    );
    await this.consent.record(
      tx,
      { id: addresseeId, dossierId },
      { legalBasis: 'public-interest', givenBy: 'not-asked', how: 'none', purposes: ['pass-message'] },
      'addressee',
    );
  }

  private async permit(
    tx: Transaction,
    { id: dossierId, writerId, addresseeId, permits }: RedCrossMessage,
  ): Promise<void> {
    for (const id of [writerId, addresseeId] as PersonId[])
      permits.push((await this.consent.permit(tx, { id, dossierId }, 'pass-message')).id);
  }

  private async offerSearch(tx: Transaction, { id, collectedBy }: RedCrossMessage): Promise<void> {
    const due = daysAfter(tx.now, DAYS_TO_OFFER_A_SEARCH);
    await this.tasks.open(tx, { kind: 'write-tracing-request-instead', dossierId: id, owner: collectedBy, due });
  }
}

type Step = [
  id: DossierId,
  action: MessageAction,
  given: Facts<MessageGuard>,
  version: number,
  by: StaffActor,
  change: (tx: Transaction, message: RedCrossMessage, details: MessageDetails) => Promise<void> | void,
];

function replyTask(tx: Transaction, { id }: RedCrossMessage, by: StaffActor) {
  return {
    kind: 'deliver-reply',
    dossierId: id,
    owner: by.accountId,
    due: daysAfter(tx.now, DAYS_TO_DELIVER_A_REPLY),
  } as const;
}

function said(text: string): boolean {
  return text.trim().length > 0;
}

function note(tx: Transaction, { id, state }: RedCrossMessage, emits: string): void {
  tx.audit.record(emits, { type: 'dossier', id }, { state });
  tx.outbox.emit(emits, { messageId: id });
}

async function reference(tx: Transaction): Promise<string> {
  const [row] = await tx.sql<{ number: string }>(`SELECT nextval('red_cross_message_numbers') AS number`);
  return formatReference('RCM', tx.now.getUTCFullYear(), Number(row!.number));
}

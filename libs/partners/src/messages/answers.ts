import { Injectable } from '@nestjs/common';
import { TracingRequest } from '#libs/cases';
import type { Transaction } from '#libs/database';
import { daysAfter, type DossierId } from '#libs/kernel';
import { Tasks } from '#libs/tasks';
import { next } from '#libs/workflow';
import { disclosureWorkflow } from '../sharing/disclosure.workflow.js';
import type { Envelope, MessageOf } from '../protocol/index.js';
import { Enquiry, PartnerEnquiry, type Answer } from '../sharing/enquiry.entities.js';
import { enquiryWorkflow, type EnquiryAction } from '../sharing/enquiry.workflow.js';
import { noteDisclosure } from '../sharing/prepare-disclosure.js';
import { Disclosure } from '../sharing/sharing.entities.js';
import { Composes, type Draft, type MessageComposer, type WaitingMessage } from '../traffic/composes.js';
import { Takes, type MessageTaker, type TakenMessage } from '../traffic/takes.js';

const KEPT_DAYS = 90;
const DAYS_TO_READ = 3;

/** Of a message that carries nothing of a person. */
export function bareEnvelope(now: Date): Omit<Envelope, 'case'> {
  return {
    purpose: 'share-with-partner',
    basis: 'legitimate-interest',
    fields: [],
    sensitivity: 'open',
    expires: Math.floor(now.getTime() / 1_000) + KEPT_DAYS * 86_400,
    hops: 0,
    onward: 'forbidden',
  };
}

/** What a person of ours said to the partner's question: a word, and what else they need to know. */
@Injectable()
@Composes({ names: ['answer'] })
export class WriteAnswers implements MessageComposer {
  async compose(tx: Transaction, { about }: WaitingMessage): Promise<Draft | undefined> {
    const enquiry = await tx.of(PartnerEnquiry).find({ id: about as DossierId });
    if (!enquiry?.answer) return undefined;
    const { messageId, answer, wanted } = enquiry;
    return {
      envelope: bareEnvelope(tx.now),
      body: { about: messageId, answer, ...(answer === 'need-more' && { wanted: [...wanted] }) },
    };
  }
}

const HEARD: Readonly<Record<Answer, Extract<EnquiryAction, `note-${string}`>>> = {
  'nothing-we-can-share': 'note-nothing',
  'need-more': 'note-more-wanted',
  'let-us-talk': 'note-talking',
};

/** What a person over there said to our question. */
@Injectable()
@Takes({ names: ['answer'] })
export class TakeAnswers implements MessageTaker {
  constructor(private readonly tasks: Tasks) {}

  async take(tx: Transaction, { partner, message, dossierId }: TakenMessage): Promise<void> {
    const { answer, about, wanted = [] } = (message as MessageOf<'answer'>).body;
    const asked = await tx.of(Disclosure).find({ messageId: about as Disclosure['messageId'] & string });
    const enquiry = asked?.enquiryId
      ? await tx.of(Enquiry).lockOrFail({ id: asked.enquiryId, partnerId: partner.id })
      : null;
    // An answer to what we have not asked, or called back since, tells us nothing.
    if (!asked || !enquiry || enquiry.dossierId !== dossierId || enquiry.state === 'ended') return;
    const facts = { 'from-the-partner-asked': asked.partnerId === partner.id };
    const { to, transition } = next(enquiryWorkflow, enquiry.state, HEARD[answer], 'system', facts);
    Object.assign(enquiry, { state: to, wanted, answeredAt: tx.now });
    await tx.of(Enquiry).save(enquiry);
    tx.audit.record(transition.emits, { type: 'dossier', id: enquiry.dossierId }, { enquiry: enquiry.id, answer });
    tx.outbox.emit(transition.emits, { enquiryId: enquiry.id, dossierId: enquiry.dossierId });
    await this.noteTaken(tx, asked);
    const { ownerId: owner } = await tx.of(TracingRequest).findOrFail({ id: enquiry.dossierId });
    const due = daysAfter(tx.now, DAYS_TO_READ);
    await this.tasks.open(tx, { kind: 'partner-answer', dossierId, about: enquiry.id, ...(owner && { owner }), due });
  }

  /** Whoever answers has read it. */
  private async noteTaken(tx: Transaction, asked: Disclosure): Promise<void> {
    for (const action of ['note-receipt', 'note-acceptance'] as const) {
      const from = action === 'note-receipt' ? 'sent' : 'received';
      if (asked.state !== from) continue;
      const { to, transition } = next(disclosureWorkflow, asked.state, action, 'system', { 'receipt-verified': true });
      asked.state = to;
      await tx.of(Disclosure).save(asked);
      noteDisclosure(tx, asked, transition.emits);
    }
  }
}

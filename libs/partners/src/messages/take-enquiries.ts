import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { daysAfter, formatReference } from '#libs/kernel';
import { Tasks } from '#libs/tasks';
import { next } from '#libs/workflow';
import type { MessageOf } from '../protocol/index.js';
import { PartnerEnquiry } from '../sharing/enquiry.entities.js';
import { holdRecord } from '../sharing/hold-record.js';
import { openPartnerDossier } from '../sharing/partner-dossier.js';
import { partnerEnquiryWorkflow } from '../sharing/partner-enquiry.workflow.js';
import { Takes, type MessageTaker, type TakenMessage } from '../traffic/takes.js';

const DAYS_TO_ANSWER = 14;

/** A partner asks whether we know somebody. Nobody hears of it over there before a person of ours answers. */
@Injectable()
@Takes({ names: ['enquiry'] })
export class TakeEnquiries implements MessageTaker {
  constructor(private readonly tasks: Tasks) {}

  async take(tx: Transaction, taken: TakenMessage): Promise<void> {
    const message = taken.message as MessageOf<'enquiry'>;
    const { id: partnerId } = taken.partner;
    const known = await tx.of(PartnerEnquiry).find({ partnerId, caseHandle: taken.handle });
    const enquiry = known ? await this.more(tx, known, taken) : await this.open(tx, taken, message);
    await holdRecord(tx, enquiry.id, 'enquiry', taken, message);
    tx.audit.record('partner-enquiries.received', { type: 'dossier', id: enquiry.id }, { partner: partnerId });
    tx.outbox.emit('partner-enquiries.received', { dossierId: enquiry.id });
    const due = daysAfter(tx.now, DAYS_TO_ANSWER);
    await this.tasks.open(tx, { kind: 'answer-partner', dossierId: enquiry.id, role: 'liaison', due });
  }

  private async open(
    tx: Transaction,
    { id: messageId, partner, handle, dossierId: bound, receivedAt }: TakenMessage,
    { envelope }: MessageOf<'enquiry'>,
  ): Promise<PartnerEnquiry> {
    // A case of ours in which they ask back, or that began with something else: the question lies there.
    const id = bound ?? (await openPartnerDossier(tx, partner.id, handle));
    const { to } = next(partnerEnquiryWorkflow, 'none', 'receive', 'system', {
      'within-its-envelope': true,
      'not-expired': envelope.expires * 1_000 > tx.now.getTime(),
    });
    const [row] = await tx.sql<{ number: string }>(`SELECT nextval('partner_enquiry_numbers') AS number`);
    const enquiry = tx.of(PartnerEnquiry).create({
      id,
      dossierId: id,
      reference: formatReference('PEN', tx.now.getUTCFullYear(), Number(row!.number)),
      partnerId: partner.id,
      caseHandle: handle,
      messageId,
      state: to,
      answer: null,
      wanted: [],
      toJudge: 0,
      found: 0,
      receivedAt,
      answeredBy: null,
      answeredAt: null,
      version: 1,
    });
    await tx.of(PartnerEnquiry).insert(enquiry);
    return enquiry;
  }

  private async more(
    tx: Transaction,
    enquiry: PartnerEnquiry,
    { id: messageId, receivedAt }: TakenMessage,
  ): Promise<PartnerEnquiry> {
    const facts = { 'within-its-envelope': true, 'not-expired': true };
    if (enquiry.state !== 'received')
      enquiry.state = next(partnerEnquiryWorkflow, enquiry.state, 'receive-more', 'system', facts).to;
    return tx.of(PartnerEnquiry).save(Object.assign(enquiry, { messageId, receivedAt }));
  }
}

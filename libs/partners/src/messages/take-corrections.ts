import { Injectable } from '@nestjs/common';
import { TracingRequest } from '#libs/cases';
import type { Transaction } from '#libs/database';
import { daysAfter } from '#libs/kernel';
import { Tasks } from '#libs/tasks';
import { next } from '#libs/workflow';
import { CORRECTION, type MessageOf } from '../protocol/index.js';
import { PartnerEnquiry } from '../sharing/enquiry.entities.js';
import { HoldFiles } from '../sharing/hold-files.js';
import { noteRecord, recordOf } from '../sharing/hold-record.js';
import { partnerEnquiryWorkflow } from '../sharing/partner-enquiry.workflow.js';
import { keyOfRecord, PartnerRecord, recordPlace, type MessageId } from '../sharing/sharing.entities.js';
import { digestOf } from '../sharing/tell-person.js';
import { Takes, type MessageTaker, type TakenMessage } from '../traffic/takes.js';

const DAYS_TO_READ = 3;
/** What is still read; what was called back is about to go, and needs nothing set right. */
const READ: readonly PartnerRecord['state'][] = ['received', 'accepted', 'declined'];

/** A partner sets right what it told: the record says that from now on, and whoever works with it hears of it. */
@Injectable()
@Takes({ names: ['correction'] })
export class TakeCorrections implements MessageTaker {
  constructor(
    private readonly tasks: Tasks,
    private readonly files: HoldFiles,
  ) {}

  async take(tx: Transaction, { id, partner, message }: TakenMessage): Promise<void> {
    const { events, envelope } = message as MessageOf<'correction'>;
    const { message: of, person } = events[CORRECTION];
    const found = await recordOf(tx, partner.id, of as MessageId);
    const record = found && (await tx.of(PartnerRecord).lockOrFail({ id: found.id }));
    if (!record || !READ.includes(record.state)) return;
    Object.assign(record, {
      details: await tx.vault.seal(keyOfRecord(record.id), recordPlace(record.id), person),
      digest: digestOf(person),
      fields: [...envelope.fields],
      sensitivity: envelope.sensitivity,
      expiresAt: new Date(envelope.expires * 1_000),
      corrections: [...record.corrections, id],
      correctedAt: tx.now,
    });
    await tx.of(PartnerRecord).save(record);
    // Where it names none, they stay as they are.
    if (person.files) await this.files.forget(tx, record, person.files);
    noteRecord(tx, record, 'partner-records.corrected', { partner: partner.id, fields: record.fields });
    if (record.carrier === 'enquiry') await this.askAnew(tx, record);
    else await this.tell(tx, record);
  }

  private async tell(tx: Transaction, { id: about, dossierId }: PartnerRecord): Promise<void> {
    const request = await tx.of(TracingRequest).find({ id: dossierId });
    const whose = request ? { owner: request.ownerId } : ({ role: 'liaison' } as const);
    const due = daysAfter(tx.now, DAYS_TO_READ);
    await this.tasks.open(tx, { kind: 'partner-corrected', dossierId, about, ...whose, due });
  }

  /** Whom it means is looked for again; what nobody has judged yet is proposed anew, with the lines as they are now. */
  private async askAnew(tx: Transaction, { id, dossierId, messageId }: PartnerRecord): Promise<void> {
    const enquiry = await tx.of(PartnerEnquiry).lockOrFail({ id: dossierId });
    if (enquiry.messageId !== messageId || enquiry.state === 'ended') return;
    const gone = await tx.sql(`DELETE FROM enquiry_findings WHERE record_id = $1 AND state = 'proposed' RETURNING id`, [
      id,
    ]);
    enquiry.toJudge -= gone.length;
    if (enquiry.state !== 'received') {
      const facts = { 'within-its-envelope': true, 'not-expired': true };
      enquiry.state = next(partnerEnquiryWorkflow, enquiry.state, 'receive-more', 'system', facts).to;
    }
    await tx.of(PartnerEnquiry).save(enquiry);
    tx.outbox.emit('partner-enquiries.received', { dossierId });
    const due = daysAfter(tx.now, DAYS_TO_READ);
    await this.tasks.open(tx, { kind: 'answer-partner', dossierId, about: dossierId, role: 'liaison', due });
  }
}

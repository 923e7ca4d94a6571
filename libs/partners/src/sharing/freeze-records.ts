import { Injectable } from '@nestjs/common';
import type { DomainEvent, Transaction } from '#libs/database';
import { daysAfter, type DossierId } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { Tasks } from '#libs/tasks';
import { next } from '#libs/workflow';
import { queueMessage } from '../traffic/queue-message.js';
import { PartnerEnquiry } from './enquiry.entities.js';
import { HoldFiles } from './hold-files.js';
import { HELD, moveRecord } from './hold-record.js';
import { partnerEnquiryWorkflow } from './partner-enquiry.workflow.js';
import { keyOfRecord, PartnerRecord, ReceivedRecall, type PartnerRecordId } from './sharing.entities.js';

const DAYS_TO_JUDGE = 2;

/** What follows an order of a partner to delete what it disclosed. Only for the worker. */
@Injectable()
export class FreezeRecords {
  constructor(private readonly tasks: Tasks) {}

  /** Frozen at once; the steward deletes, or writes down which law forbids it; whatever is gone already is certified. */
  async follow(tx: Transaction, order: ReceivedRecall, found: PartnerRecord | null): Promise<void> {
    const record = found && (await tx.of(PartnerRecord).lockOrFail({ id: found.id }));
    if (!record || !HELD.includes(record.state)) return certify(tx, order);
    if (record.state === 'frozen' || record.state === 'kept') {
      if (record.state === 'kept') await certify(tx, order);
      return;
    }
    moveRecord(tx, record, 'freeze', { 'recall-verified': true });
    await tx.of(PartnerRecord).save(record);
    await this.endEnquiry(tx, record);
    await this.tasks.close(tx, { kind: 'decide-on-partner-record', about: record.id });
    const due = daysAfter(tx.now, DAYS_TO_JUDGE);
    await this.tasks.open(tx, { kind: 'judge-recalled-record', about: record.id, role: 'steward', due });
  }

  /** A question that was called back is not answered any more. */
  private async endEnquiry(tx: Transaction, { dossierId, messageId }: PartnerRecord): Promise<void> {
    const enquiry = await tx.of(PartnerEnquiry).find({ id: dossierId });
    if (!enquiry || enquiry.messageId !== messageId || enquiry.state === 'ended') return;
    const { to, transition } = next(partnerEnquiryWorkflow, enquiry.state, 'end', 'system', {});
    enquiry.state = to;
    await tx.of(PartnerEnquiry).save(enquiry);
    await this.tasks.close(tx, { kind: 'answer-partner', about: dossierId });
    tx.audit.record(transition.emits, { type: 'dossier', id: dossierId }, { state: to });
    tx.outbox.emit(transition.emits, { dossierId });
  }
}

/**
 * A record was deleted, or the steward keeps it: its key is destroyed, whatever was made of it goes too, the sealed message that
 * brought it is emptied, and everybody who called it back gets the certificate.
 */
@Injectable()
@HandlesEvents({ name: 'partners.certify', topics: ['partner-records.deleted', 'partner-records.kept'] })
export class CertifyDeletions implements EventHandler {
  constructor(
    private readonly tasks: Tasks,
    private readonly files: HoldFiles,
  ) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const record = await tx.of(PartnerRecord).find({ id: payload.recordId as PartnerRecordId });
    if (!record) return;
    if (record.state === 'deleted') {
      await forget(tx, record);
      await this.files.forget(tx, record);
    }
    for (const kind of [
      'judge-recalled-record',
      'decide-on-partner-record',
      'partner-corrected',
      'partner-file-refused',
    ] as const)
      await this.tasks.close(tx, { kind, about: record.id });
    for (const order of await tx.of(ReceivedRecall).all({ recordId: record.id })) await certify(tx, order);
  }
}

/** What is left of a deleted record opens nowhere, in no copy of the database either. */
async function forget(tx: Transaction, { id, partnerId, messageId, dossierId }: PartnerRecord): Promise<void> {
  await tx.vault.destroy(keyOfRecord(id));
  await tx.sql('DELETE FROM enquiry_findings WHERE record_id = $1', [id]);
  await tx.sql(
    `UPDATE partner_enquiries e SET
       to_judge = (SELECT count(*) FROM enquiry_findings f WHERE f.dossier_id = e.id AND f.state IN ('proposed', 'probable')),
       found = (SELECT count(*) FROM enquiry_findings f WHERE f.dossier_id = e.id AND f.state = 'found')
     WHERE id = $1`,
    [dossierId satisfies DossierId],
  );
  await tx.sql(`UPDATE exchange_inbox SET sealed = ''::bytea WHERE partner_id = $1 AND message_id = $2`, [
    partnerId,
    messageId,
  ]);
}

/** The certificate says what is gone by the time it is written; one for each order. */
export async function certify(tx: Transaction, order: ReceivedRecall): Promise<void> {
  if (order.certifiedAt) return;
  order.certifiedAt = tx.now;
  await tx.of(ReceivedRecall).save(order);
  const { partnerId, caseHandle: handle, id: about } = order;
  await queueMessage(tx, { name: 'deletion-certificate', partnerId, handle, about });
  tx.audit.record('recalls-received.certified', { type: 'exchange-message', id: about }, { partner: partnerId });
}

import type { Transaction } from '#libs/database';
import { newId, type DossierId } from '#libs/kernel';
import { next } from '#libs/workflow';
import type { MessageOf } from '../protocol/index.js';
import type { PartnerId } from '../registry/partner.entity.js';
import type { TakenMessage } from '../traffic/takes.js';
import { partnerRecordWorkflow, type PartnerRecordAction, type PartnerRecordGuard } from './partner-record.workflow.js';
import {
  keyOfRecord,
  PartnerRecord,
  recordPlace,
  type MessageId,
  type PartnerRecordId,
  type RecordCarrier,
} from './sharing.entities.js';
import { digestOf } from './tell-person.js';

/** Keeps what a partner told of a person, sealed under a key of its own, with its label, its expiry and where it came from. */
export async function holdRecord(
  tx: Transaction,
  dossierId: DossierId,
  carrier: RecordCarrier,
  { id: messageId, partner, handle, digest, receivedAt }: TakenMessage,
  { envelope, body: { person } }: MessageOf<'enquiry'> | MessageOf<'disclosure'>,
): Promise<PartnerRecord> {
  const expiresAt = new Date(envelope.expires * 1_000);
  const { to, transition } = next(partnerRecordWorkflow, 'none', 'receive', 'system', {
    'within-its-envelope': Object.keys(person).every((field) => (envelope.fields as string[]).includes(field)),
    'not-expired': expiresAt > tx.now,
  });
  const id = newId<'partner-record'>();
  const record = tx.of(PartnerRecord).create({
    id,
    dossierId,
    partnerId: partner.id,
    messageId,
    caseHandle: handle,
    purpose: envelope.purpose,
    fields: [...envelope.fields],
    sensitivity: envelope.sensitivity,
    expiresAt,
    state: to,
    receivedAt,
    details: await tx.vault.seal(keyOfRecord(id), recordPlace(id), person),
    carrier,
    requestDigest: digest,
    digest: digestOf(person),
    decision: null,
    frozenAt: null,
    corrections: [],
    correctedAt: null,
    exception: null,
    version: 1,
  });
  await tx.of(PartnerRecord).insert(record);
  noteRecord(tx, record, transition.emits, { partner: partner.id, fields: record.fields });
  return record;
}

/** What a message of a partner brought, or set right since. */
export async function recordOf(tx: Transaction, partnerId: PartnerId, id: MessageId): Promise<PartnerRecord | null> {
  const records = tx.of(PartnerRecord).query('record').where({ partnerId });
  return records.andWhere('(record.messageId = :id OR :id = ANY (record.corrections))', { id }).getOne();
}

/** One step that Relink takes. Leaves saving to the caller. */
export function moveRecord(
  tx: Transaction,
  record: PartnerRecord,
  action: Extract<PartnerRecordAction, 'freeze' | 'delete'>,
  facts: { readonly [G in PartnerRecordGuard]?: boolean },
): void {
  const { to, transition } = next(partnerRecordWorkflow, record.state, action, 'system', facts);
  record.state = to;
  if (action === 'freeze') record.frozenAt = tx.now;
  noteRecord(tx, record, transition.emits);
}

/** What is still there to be deleted of a record. */
export const HELD: readonly PartnerRecord['state'][] = ['received', 'accepted', 'declined', 'frozen', 'kept'];

export function noteRecord(
  tx: Transaction,
  { id, dossierId }: { id: PartnerRecordId; dossierId: DossierId },
  topic: string,
  details: Record<string, string | readonly string[]> = {},
): void {
  tx.audit.record(topic, { type: 'dossier', id: dossierId }, { record: id, ...details });
  tx.outbox.emit(topic, { recordId: id, dossierId });
}

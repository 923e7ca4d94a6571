import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { DataCategory } from '#libs/consent';
import type { AccountId, DossierId, Id, PersonId, Sensitivity } from '#libs/kernel';
import type { DeletionException, ExchangePurpose, RecallCause, SharedField } from '../protocol/index.js';
import type { PartnerId } from '../registry/partner.entity.js';
import type { DisclosureState } from './disclosure.workflow.js';
import type { PartnerRecordState } from './partner-record.workflow.js';
import type { RecallState } from './recall.workflow.js';

export type DisclosureId = Id<'disclosure'>;
export type RecallId = Id<'recall'>;
export type PartnerRecordId = Id<'partner-record'>;
export type EnquiryId = Id<'enquiry'>;
/** What a partner told first; what it corrects later comes to the record that is there. */
export type RecordCarrier = 'enquiry' | 'disclosure';
export type Carrier = RecordCarrier | 'correction';
/** A message by the name it has on both sides. */
export type MessageId = Id<'message-of-the-exchange'>;

/** What a partner gets, or got, of one person of ours: which fields, not what stands in them. */
@Entity('disclosures')
export class Disclosure {
  @PrimaryColumn('uuid')
  id!: DisclosureId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'person_id', nullable: true })
  personId!: PersonId | null;

  @Column('uuid', { name: 'partner_id' })
  partnerId!: PartnerId;

  @Column('text', { name: 'case_handle' })
  caseHandle!: string;

  @Column('uuid', { name: 'message_id', nullable: true })
  messageId!: MessageId | null;

  @Column('text')
  purpose!: ExchangePurpose;

  @Column('text', { array: true })
  fields!: SharedField[];

  /** What the files that go along are of. */
  @Column('text', { name: 'file_categories', array: true })
  fileCategories!: DataCategory[];

  @Column('text')
  sensitivity!: Sensitivity;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('uuid', { name: 'permit_id', nullable: true })
  permitId!: Id<'permit'> | null;

  @Column('text')
  state!: DisclosureState;

  @Column('uuid', { name: 'prepared_by' })
  preparedBy!: AccountId;

  @Column('uuid', { name: 'approved_by', nullable: true })
  approvedBy!: AccountId | null;

  @Column('timestamptz', { name: 'prepared_at' })
  preparedAt!: Date;

  /** What carries it: a question of ours, or what we tell by itself or in answer to theirs. */
  @Column('text')
  carrier!: Carrier;

  /** Our enquiry, where it goes with one. */
  @Column('uuid', { name: 'enquiry_id', nullable: true })
  enquiryId!: EnquiryId | null;

  /** The partner's enquiry that it answers. */
  @Column('uuid', { name: 'their_enquiry', nullable: true })
  theirEnquiry!: DossierId | null;

  /** The disclosure of which it sets something right. */
  @Column('uuid', { nullable: true })
  corrects!: DisclosureId | null;

  /** Whoever prepared it read the restrictions in the person's own words, and none stands against it. */
  @Column('boolean', { name: 'restrictions_read' })
  restrictionsRead!: boolean;

  /** Over the person as sent, once it is sent. */
  @Column('text', { nullable: true })
  digest!: string | null;

  @VersionColumn()
  version!: number;
}

/** Somebody who is in what was sent. */
@Entity('disclosure_persons')
export class DisclosurePerson {
  @PrimaryColumn('uuid', { name: 'disclosure_id' })
  disclosureId!: DisclosureId;

  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: PersonId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'permit_id', nullable: true })
  permitId!: Id<'permit'> | null;
}

@Entity('recalls')
export class Recall {
  @PrimaryColumn('uuid')
  id!: RecallId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'disclosure_id' })
  disclosureId!: DisclosureId;

  @Column('text')
  cause!: RecallCause;

  @Column('text')
  state!: RecallState;

  @Column('timestamptz', { name: 'ordered_at' })
  orderedAt!: Date;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('timestamptz', { name: 'certified_at', nullable: true })
  certifiedAt!: Date | null;

  /** What the partner said it has to keep, or cannot take back. */
  @Column('text', { array: true })
  exceptions!: DeletionException[];

  @Column('uuid', { name: 'excused_by', nullable: true })
  excusedBy!: AccountId | null;

  @VersionColumn()
  version!: number;
}

/** What a partner disclosed to us, with its label, its expiry and where it came from. */
@Entity('partner_records')
export class PartnerRecord {
  @PrimaryColumn('uuid')
  id!: PartnerRecordId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'partner_id' })
  partnerId!: PartnerId;

  @Column('uuid', { name: 'message_id' })
  messageId!: MessageId;

  @Column('text', { name: 'case_handle' })
  caseHandle!: string;

  @Column('text')
  purpose!: ExchangePurpose;

  @Column('text', { array: true })
  fields!: SharedField[];

  @Column('text')
  sensitivity!: Sensitivity;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('text')
  state!: PartnerRecordState;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  /** `SharedPerson`, sealed under a key of the record's own; null once it is deleted. */
  @Column('bytea', { nullable: true })
  details!: Buffer | null;

  @Column('text')
  carrier!: RecordCarrier;

  /** `Content-Digest` of the request that brought it. */
  @Column('text', { name: 'request_digest' })
  requestDigest!: string;

  /** Over the person as it came. */
  @Column('text')
  digest!: string;

  @Column('text', { nullable: true })
  decision!: 'accepted' | 'declined' | null;

  @Column('timestamptz', { name: 'frozen_at', nullable: true })
  frozenAt!: Date | null;

  /** The messages that set it right since, the last one last: calling back one of them calls back the record. */
  @Column('uuid', { array: true })
  corrections!: MessageId[];

  @Column('timestamptz', { name: 'corrected_at', nullable: true })
  correctedAt!: Date | null;

  /** Why the steward keeps it in spite of the recall. */
  @Column('text', { nullable: true })
  exception!: DeletionException | null;

  @VersionColumn()
  version!: number;
}

/** The order of a partner to delete what it disclosed. */
@Entity('recalls_received')
export class ReceivedRecall {
  /** The message that ordered it. */
  @PrimaryColumn('uuid')
  id!: MessageId;

  @Column('uuid', { name: 'partner_id' })
  partnerId!: PartnerId;

  @Column('text', { name: 'case_handle' })
  caseHandle!: string;

  @Column('uuid', { name: 'of_message' })
  ofMessage!: MessageId;

  /** Nothing, where what it calls back never came. */
  @Column('uuid', { name: 'record_id', nullable: true })
  recordId!: PartnerRecordId | null;

  @Column('text')
  cause!: RecallCause;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('timestamptz', { name: 'certified_at', nullable: true })
  certifiedAt!: Date | null;
}

/** Still read: what was called back, or has expired, is not, though it may still be there. */
export function isReadable({ state, expiresAt }: Pick<PartnerRecord, 'state' | 'expiresAt'>, now: Date): boolean {
  return ['received', 'accepted', 'declined'].includes(state) && expiresAt > now;
}

/** A record's own key: deleting the record destroys it. */
export function keyOfRecord(id: PartnerRecordId): DossierId {
  return id as string as DossierId;
}

export function recordPlace(id: PartnerRecordId) {
  return { table: 'partner_records', column: 'details', row: id };
}

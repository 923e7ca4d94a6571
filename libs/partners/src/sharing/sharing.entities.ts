import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id, PersonId, Sensitivity } from '#libs/kernel';
import type { ExchangePurpose, SharedField } from '../protocol/index.js';
import type { PartnerId } from '../registry/partner.entity.js';
import type { DisclosureState } from './disclosure.workflow.js';
import type { PartnerRecordState } from './partner-record.workflow.js';
import type { RecallState } from './recall.workflow.js';

export type DisclosureId = Id<'disclosure'>;
export type RecallId = Id<'recall'>;
export type PartnerRecordId = Id<'partner-record'>;
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

  @VersionColumn()
  version!: number;
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
  cause!: string;

  @Column('text')
  state!: RecallState;

  @Column('timestamptz', { name: 'ordered_at' })
  orderedAt!: Date;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('timestamptz', { name: 'certified_at', nullable: true })
  certifiedAt!: Date | null;

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

  @VersionColumn()
  version!: number;
}

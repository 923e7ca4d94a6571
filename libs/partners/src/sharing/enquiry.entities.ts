import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id, PersonId } from '#libs/kernel';
import type { Band } from '#libs/linkage';
import type { EvidenceLine, MatchSide } from '#libs/matching';
import type { ANSWERS, SharedField } from '../protocol/index.js';
import type { PartnerId } from '../registry/partner.entity.js';
import type { EnquiryFindingState } from './enquiry-finding.workflow.js';
import type { EnquiryState } from './enquiry.workflow.js';
import type { PartnerEnquiryState } from './partner-enquiry.workflow.js';
import type { EnquiryId, MessageId, PartnerRecordId } from './sharing.entities.js';

export type EnquiryFindingId = Id<'enquiry-finding'>;
export type Answer = (typeof ANSWERS)[number];

/** Our question to one partner about one sought person. */
@Entity('enquiries')
export class Enquiry {
  @PrimaryColumn('uuid')
  id!: EnquiryId;

  /** The tracing request's. */
  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'sought_id' })
  soughtId!: PersonId;

  @Column('uuid', { name: 'partner_id' })
  partnerId!: PartnerId;

  @Column('text')
  state!: EnquiryState;

  /** What the partner needs to know, where it said so. */
  @Column('text', { array: true })
  wanted!: SharedField[];

  @Column('uuid', { name: 'prepared_by' })
  preparedBy!: AccountId;

  @Column('timestamptz', { name: 'prepared_at' })
  preparedAt!: Date;

  @Column('timestamptz', { name: 'asked_at', nullable: true })
  askedAt!: Date | null;

  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  @VersionColumn()
  version!: number;
}

/** A partner's question to us. Its id is its dossier's; what it carries of a person is a partner record. */
@Entity('partner_enquiries')
export class PartnerEnquiry {
  @PrimaryColumn('uuid')
  id!: DossierId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('text')
  reference!: string;

  @Column('uuid', { name: 'partner_id' })
  partnerId!: PartnerId;

  @Column('text', { name: 'case_handle' })
  caseHandle!: string;

  @Column('uuid', { name: 'message_id' })
  messageId!: MessageId;

  @Column('text')
  state!: PartnerEnquiryState;

  @Column('text', { nullable: true })
  answer!: Answer | null;

  @Column('text', { array: true })
  wanted!: SharedField[];

  /** Findings that nobody has judged yet, and those that are the person: all of them, whoever sees which. */
  @Column('integer', { name: 'to_judge' })
  toJudge!: number;

  @Column('integer')
  found!: number;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('uuid', { name: 'answered_by', nullable: true })
  answeredBy!: AccountId | null;

  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  @VersionColumn()
  version!: number;
}

/** One side as it is shown: its name, and what it says on each line of evidence. */
export interface ShownSide {
  name: string;
  values: (string | null)[];
}

/** Somebody of ours whom a partner may mean. */
@Entity('enquiry_findings')
export class EnquiryFinding {
  @PrimaryColumn('uuid')
  id!: EnquiryFindingId;

  /** The partner's enquiry. */
  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'found_in' })
  foundIn!: DossierId;

  @Column('uuid', { name: 'found_id' })
  foundId!: PersonId;

  @Column('text')
  side!: MatchSide;

  @Column('uuid', { name: 'record_id' })
  recordId!: PartnerRecordId;

  @Column('uuid', { name: 'permit_id' })
  permitId!: Id<'permit'>;

  @Column('text')
  state!: EnquiryFindingState;

  @Column('text')
  band!: Band;

  @Column('float8')
  probability!: number;

  @Column('jsonb')
  evidence!: EvidenceLine[];

  /** `ShownSide`, under the key of the person. */
  @Column('bytea', { name: 'found_side' })
  foundSide!: Buffer;

  /** `ShownSide`, under the key of the partner's record. */
  @Column('bytea', { name: 'asked_side' })
  askedSide!: Buffer;

  @Column('boolean', { name: 'may_be_child' })
  mayBeChild!: boolean;

  @Column('uuid', { name: 'judged_by', nullable: true })
  judgedBy!: AccountId | null;

  @Column('uuid', { name: 'second_judged_by', nullable: true })
  secondJudgedBy!: AccountId | null;

  @Column('timestamptz', { name: 'judged_at', nullable: true })
  judgedAt!: Date | null;

  /** Why, under the key of the dossier in which the person was found. */
  @Column('bytea', { nullable: true })
  reason!: Buffer | null;

  @VersionColumn()
  version!: number;
}

export function enquiryFindingPlace(id: EnquiryFindingId, column: 'found_side' | 'asked_side' | 'reason') {
  return { table: 'enquiry_findings', column, row: id };
}

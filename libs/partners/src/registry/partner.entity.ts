import { Column, Entity, PrimaryColumn, VersionColumn, type ValueTransformer } from 'typeorm';
import type { AccountId, Id, Sensitivity } from '#libs/kernel';
import type { ExchangePurpose, KeyUse, PublicKey } from '../protocol/index.js';
import type { PartnerState } from './partner.workflow.js';

export type PartnerId = Id<'partner'>;

/** Why a partner is suspended or revoked; codes, because the log tells them. */
export const DISTRUST_REASONS = ['compromise', 'alarm', 'keys-lost', 'agreement-ended', 'mistake'] as const;
export type DistrustReason = (typeof DISTRUST_REASONS)[number];

/** Why nobody's enquiries are looked at any more until a person has: the patterns of someone who fishes. */
export const STOP_REASONS = ['finds-nothing', 'many-variants', 'by-hand'] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** Seconds since 1970 are far from the numbers where a double loses some. */
const SECONDS: ValueTransformer = { to: (seconds: number) => seconds, from: Number };

/** Another Society with a deployment of its own. Nothing here is about a person. */
@Entity('partners')
export class Partner {
  @PrimaryColumn('uuid')
  id!: PartnerId;

  /** As it calls itself in every message, and as a basis names it: `partner:KEN`. */
  @Column('text')
  society!: string;

  @Column('text')
  name!: string;

  /** ISO 3166, two letters. */
  @Column('text')
  country!: string;

  @Column('text', { name: 'base_url' })
  baseUrl!: string;

  @Column('text')
  state!: PartnerState;

  @Column('text', { array: true })
  purposes!: ExchangePurpose[];

  @Column('text')
  highest!: Sensitivity;

  /** Messages a day that it may send us for one purpose. */
  @Column('integer', { name: 'daily_quota' })
  dailyQuota!: number;

  /** How its data steward is reached: an office, not a person. */
  @Column('text', { name: 'steward_contact' })
  stewardContact!: string;

  @Column('uuid', { name: 'proposed_by' })
  proposedBy!: AccountId;

  @Column('uuid', { name: 'approved_by', nullable: true })
  approvedBy!: AccountId | null;

  @Column('timestamptz', { name: 'state_since' })
  stateSince!: Date;

  @Column('text', { nullable: true })
  reason!: DistrustReason | null;

  /** `iat` of the last capability document that was taken; an earlier one changes nothing. */
  @Column('bigint', { name: 'told_at', transformer: SECONDS })
  toldAt!: number;

  /** Where it says that messages are taken; below `baseUrl`, at the usual path while its document was not read. */
  @Column('text', { name: 'messages_at', nullable: true })
  messagesAt!: string | null;

  /** When its capability document is to be read next. */
  @Column('timestamptz', { name: 'capability_due_at', nullable: true })
  capabilityDueAt!: Date | null;

  /** Since when its enquiries wait for a person to look at them; null where they do not. */
  @Column('timestamptz', { name: 'enquiries_stopped_at', nullable: true })
  enquiriesStoppedAt!: Date | null;

  @Column('text', { name: 'enquiries_stopped_because', nullable: true })
  enquiriesStoppedBecause!: StopReason | null;

  @VersionColumn()
  version!: number;
}

/** A public key pinned for a partner. */
@Entity('partner_keys')
export class PartnerKey {
  @PrimaryColumn('text')
  kid!: string;

  @Column('uuid', { name: 'partner_id' })
  partnerId!: PartnerId;

  @Column('text')
  use!: KeyUse;

  @Column('text')
  crv!: PublicKey['crv'];

  @Column('text')
  x!: string;

  @Column('bigint', { name: 'valid_from', transformer: SECONDS })
  validFrom!: number;

  @Column('bigint', { name: 'valid_until', transformer: SECONDS })
  validUntil!: number;

  @Column('timestamptz', { name: 'pinned_at' })
  pinnedAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}

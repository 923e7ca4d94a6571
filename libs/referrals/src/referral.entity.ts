import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id, PersonId } from '#libs/kernel';
import type { Need } from './needs.js';
import type { ReferralState } from './referral.workflow.js';

export type ProviderId = Id<'provider'>;
export type ReferralId = Id<'referral'>;

/** A service outside that helps people. No personal data: what is known of an organisation is in its leaflets too. */
@Entity('service_providers')
export class ServiceProvider {
  @PrimaryColumn('uuid')
  id!: ProviderId;

  @Column('text')
  name!: string;

  @Column('text')
  place!: string;

  @Column('text', { array: true })
  needs!: Need[];

  /** How the service is reached, not a person there. */
  @Column('text')
  contact!: string;

  /** BCP 47. */
  @Column('text', { array: true })
  languages!: string[];

  @Column('text')
  opening!: string;

  /** Closed services stay, because earlier referrals name them. */
  @Column('boolean')
  open!: boolean;

  @VersionColumn()
  version!: number;
}

/** What is sealed of a referral, under the person's own key. */
export interface ReferralDetails {
  why: string;
  agreed?: { how: string; on: string };
  /** What the service was told. */
  told?: string;
  /** Why it was declined or withdrawn. */
  reason?: string;
  outcome?: string;
}

/** One person put in touch with one service. It belongs to the dossier of the person. */
@Entity('referrals')
export class Referral {
  @PrimaryColumn('uuid')
  id!: ReferralId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @Column('uuid', { name: 'provider_id' })
  providerId!: ProviderId;

  @Column('text')
  need!: Need;

  @Column('text')
  state!: ReferralState;

  @Column('uuid', { name: 'proposed_by' })
  proposedBy!: AccountId;

  @Column('timestamptz', { name: 'proposed_at' })
  proposedAt!: Date;

  /** `ReferralDetails`, sealed. */
  @Column('bytea')
  details!: Buffer;

  /** What the sending was permitted by. */
  @Column('uuid', { name: 'permit_id', nullable: true })
  permitId!: Id<'permit'> | null;

  @VersionColumn()
  version!: number;
}

export function referralPlace(id: ReferralId) {
  return { table: 'referrals', column: 'details', row: id };
}

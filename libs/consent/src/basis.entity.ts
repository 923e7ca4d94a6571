import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DossierId, Id, PersonId } from '#libs/kernel';
import type { BasisInput, GivenBy, GivenHow, NoticeChannel, OwnView } from './bases.js';
import type { DataCategory } from './categories.js';
import type { BasisFacts } from './decide.js';
import type { LegalBasis, Purpose } from './purposes.js';

export type BasisId = Id<'basis'>;

/** What brought a version about. */
export const BASIS_CHANGES = ['recorded', 'revised', 'narrowed', 'restricted', 'withdrawn'] as const;
export type BasisChange = (typeof BASIS_CHANGES)[number];

/** Who took something back or set a limit, how, and why; nobody has to say why. */
export interface SaidNo {
  by: GivenBy;
  how: GivenHow;
  reason?: string;
}

/** What is sealed of a basis: the words. */
export interface BasisDetails extends Pick<BasisInput, 'rationale' | 'ownViewWords'> {
  /** Restrictions in the person's own words. Older versions hold the codes here too. */
  restrictions?: string[];
  /** With the versions by which something was taken back or limited. */
  said?: SaidNo;
}

/** One version of a basis. Versions are appended, never changed: what was agreed when can always be shown. */
@Entity('bases')
export class Basis implements BasisFacts {
  @PrimaryColumn('uuid')
  id!: BasisId;

  @PrimaryColumn('integer', { name: 'basis_version' })
  basisVersion!: number;

  @Column('text')
  change!: BasisChange;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @Column('text', { name: 'legal_basis' })
  legalBasis!: LegalBasis;

  @Column('text', { array: true })
  purposes!: Purpose[];

  /** Null: none are named. */
  @Column('text', { array: true, nullable: true })
  categories!: DataCategory[] | null;

  @Column('text', { array: true, nullable: true })
  recipients!: string[] | null;

  /** Codes only; what the person said in their own words is sealed. */
  @Column('text', { array: true })
  restrictions!: string[];

  @Column('boolean', { name: 'restricted_in_words' })
  restrictedInWords!: boolean;

  @Column('text', { name: 'given_by' })
  givenBy!: GivenBy;

  @Column('text')
  how!: GivenHow;

  @Column('uuid', { name: 'guardian_id', nullable: true })
  guardianId!: PersonId | null;

  @Column('text', { name: 'own_view', nullable: true })
  ownView!: OwnView | null;

  @Column('text', { name: 'notice_version', nullable: true })
  noticeVersion!: string | null;

  @Column('text', { name: 'notice_language', nullable: true })
  noticeLanguage!: string | null;

  @Column('text', { name: 'notice_channel', nullable: true })
  noticeChannel!: NoticeChannel | null;

  @Column('date', { name: 'notice_on', nullable: true })
  noticeOn!: string | null;

  @Column('timestamptz', { name: 'valid_from' })
  validFrom!: Date;

  @Column('timestamptz', { name: 'valid_until', nullable: true })
  validUntil!: Date | null;

  /** When it was given, or given again; narrowing and restricting leave it as it was. */
  @Column('timestamptz', { name: 'given_at' })
  givenAt!: Date;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;

  /** Purposes that were taken back one by one, and when. */
  @Column('jsonb')
  narrowed!: Partial<Record<Purpose, string>>;

  @Column('bytea')
  details!: Buffer;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;
}

export function detailsPlace(id: BasisId, version: number) {
  return { table: 'bases', column: 'details', row: `${id}:${version}` };
}

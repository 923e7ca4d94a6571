import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DossierId, Id, PersonId } from '#libs/kernel';
import type { BasisInput, LegalBasis, Purpose } from './bases.js';

export type BasisId = Id<'basis'>;

/** What is sealed of a basis: the words. */
export type BasisDetails = Pick<BasisInput, 'rationale' | 'restrictions'>;

/** One version of a basis. Versions are appended, never changed: what was agreed when can always be shown. */
@Entity('bases')
export class Basis {
  @PrimaryColumn('uuid')
  id!: BasisId;

  @PrimaryColumn('integer', { name: 'basis_version' })
  basisVersion!: number;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @Column('text', { name: 'legal_basis' })
  legalBasis!: LegalBasis;

  @Column('text', { array: true })
  purposes!: Purpose[];

  @Column('text', { name: 'given_by' })
  givenBy!: BasisInput['givenBy'];

  @Column('text')
  how!: BasisInput['how'];

  @Column('text', { name: 'notice_version', nullable: true })
  noticeVersion!: string | null;

  @Column('text', { name: 'notice_language', nullable: true })
  noticeLanguage!: string | null;

  @Column('timestamptz', { name: 'valid_from' })
  validFrom!: Date;

  @Column('timestamptz', { name: 'valid_until', nullable: true })
  validUntil!: Date | null;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;

  @Column('bytea')
  details!: Buffer;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;
}

import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { Purpose } from '#libs/consent';
import type { AccountId, BranchId, DossierId, Id, PersonId } from '#libs/kernel';
import type { ExportState } from './export.workflow.js';

export type ExportId = Id<'export'>;

export const EXPORTED = ['tracing-requests', 'registrations'] as const;
export type Exported = (typeof EXPORTED)[number];

/** What a list can be for. Publication, telling a family and the like each have a way of their own. */
export const EXPORT_PURPOSES = [
  'trace',
  'match-within-society',
  'share-with-partner',
  'share-with-icrc',
  'share-with-authority',
] as const satisfies readonly Purpose[];
export type ExportPurpose = (typeof EXPORT_PURPOSES)[number];

/** What is sealed of an export beside its file, under a key of its own. */
export interface ExportWords {
  reason: string;
  harm?: string;
  refusal?: string;
}

/** A list of persons: which, for what, for whom; who asked and who agreed. */
@Entity('exports')
export class Export {
  @PrimaryColumn('uuid')
  id!: ExportId;

  @Column('text')
  state!: ExportState;

  @Column('text')
  what!: Exported;

  @Column('text')
  purpose!: ExportPurpose;

  /** A class, or class and code; the Society itself where there is none. */
  @Column('text', { nullable: true })
  recipient!: string | null;

  @Column('uuid', { name: 'branch_id' })
  branchId!: BranchId;

  /** Records opened on these days: what comes later is not in it, however long it takes. */
  @Column('date', { name: 'opened_from', nullable: true })
  openedFrom!: string | null;

  @Column('date', { name: 'opened_to' })
  openedTo!: string;

  @Column('uuid', { name: 'asked_by' })
  askedBy!: AccountId;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt!: Date;

  @Column('uuid', { name: 'first_approver_id', nullable: true })
  firstApproverId!: AccountId | null;

  @Column('uuid', { name: 'second_approver_id', nullable: true })
  secondApproverId!: AccountId | null;

  @Column('uuid', { name: 'refused_by', nullable: true })
  refusedBy!: AccountId | null;

  @Column('timestamptz', { name: 'refused_at', nullable: true })
  refusedAt!: Date | null;

  /** Persons in the file, once it is made. */
  @Column('integer', { nullable: true })
  rows!: number | null;

  @Column('integer', { name: 'left_out', nullable: true })
  leftOut!: number | null;

  /** Until when the next step can be taken. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('smallint')
  downloads!: number;

  @Column('bytea')
  details!: Buffer;

  /** The subject whose key seals the file and nothing else: destroying it ends the file wherever a copy lies. */
  @Column('uuid', { name: 'content_subject', nullable: true })
  contentSubject!: DossierId | null;

  /** The file, sealed to the asker's key, sealed again under the key of `contentSubject`. */
  @Column('bytea', { nullable: true })
  content!: Buffer | null;

  /** The asker's key, sealed likewise, until it is shown. */
  @Column('bytea', { nullable: true })
  key!: Buffer | null;

  @VersionColumn()
  version!: number;
}

/** Somebody in the file, and what it is permitted by. */
@Entity('export_persons')
export class ExportPerson {
  @PrimaryColumn('uuid', { name: 'export_id' })
  exportId!: ExportId;

  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: PersonId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'permit_id' })
  permitId!: Id<'permit'>;
}

export function exportPlace(id: ExportId, column: 'details' | 'content' | 'key') {
  return { table: 'exports', column, row: id };
}

/** An export has a data key of its own, as a record has. */
export function keyOfWords(id: ExportId): DossierId {
  return id as string as DossierId;
}

/** What the file is bound to. */
export function aboutFile(id: ExportId): string {
  return `relink.export.v1:${id}`;
}

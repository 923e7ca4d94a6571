import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { LegalBasis } from '#libs/consent';
import type { SealedObject } from '#libs/files';
import type { AccountId, DossierId, Id } from '#libs/kernel';
import type { CsvMapping } from '../csv/mapping.js';
import type { ColumnMeanings } from '../csv/known-headers.js';
import type { ImportDefaults } from '../import-row.js';
import type { ListFormat } from '../open-list.js';
import type { ListState } from './list.workflow.js';

/** Nobody on it was asked by us, so it never rests on consent. */
export const LIST_BASES = [
  'vital-interest',
  'public-interest',
  'legitimate-interest',
  'legal-obligation',
  'contract',
] as const satisfies readonly LegalBasis[];
export type ListBasis = (typeof LIST_BASES)[number];

/** What is sealed of a list beside its rows, under its dossier's key; it goes with the report. */
export interface ListDetails {
  /** As the file was called where it came from. */
  name: string;
  /** Who made the list, and so whose its ids are. */
  source: string;
  /** With whom it was agreed that we may use it; lists from before that was asked do not say it. */
  agreedWith?: string;
  /** What separates its columns, where somebody said it. */
  delimiter?: string;
  /** How its columns were last said to be read. */
  mapping?: CsvMapping;
  defaults?: Omit<ImportDefaults, 'source'>;
  unusedColumns?: string[];
  failure?: { message: string; line?: number };
}

/** What is sealed under the list's own key, and erased with it: where its bytes lie, then what its columns are called. */
export type ListContent =
  { object: SealedObject } | { headers: string[]; meanings: ColumnMeanings; examples: string[][] };

/** A list of people from elsewhere. Its id is its dossier's. */
@Entity('lists')
export class PeopleList {
  @PrimaryColumn('uuid')
  id!: DossierId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('text')
  state!: ListState;

  @Column('text', { nullable: true })
  format!: ListFormat | null;

  @Column('integer', { nullable: true })
  bytes!: number | null;

  @Column('integer', { nullable: true })
  rows!: number | null;

  /** Which run over its rows is the last one: checks and the import, counted from 1. */
  @Column('integer')
  run!: number;

  @Column('timestamptz', { name: 'run_began_at', nullable: true })
  runBeganAt!: Date | null;

  @Column('timestamptz', { name: 'run_ended_at', nullable: true })
  runEndedAt!: Date | null;

  /** When people began to be registered from it; a list that was only checked or compared says nothing here. */
  @Column('timestamptz', { name: 'import_began_at', nullable: true })
  importBeganAt!: Date | null;

  /** Code of what the list failed for. */
  @Column('text', { nullable: true })
  failure!: string | null;

  /** Whoever began the last run: what is imported is theirs and their branch's. */
  @Column('uuid', { name: 'in_hands_of' })
  inHandsOf!: AccountId;

  /** On what ground it is here; not known of lists from before that was asked. */
  @Column('text', { name: 'legal_basis', nullable: true })
  legalBasis!: ListBasis | null;

  /** The last day for which it was agreed that it may be used. */
  @Column('date', { name: 'kept_until', nullable: true })
  keptUntil!: string | null;

  @Column('timestamptz', { name: 'announced_at' })
  announcedAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  /** Owner of the key that the list's own rows and columns are sealed under. */
  @Column('uuid', { name: 'list_subject' })
  listSubject!: DossierId;

  /** `ListContent`, sealed under `listSubject`. */
  @Column('bytea', { nullable: true })
  content!: Buffer | null;

  /** `ListDetails`, sealed under the dossier's key; nothing once the report is gone. */
  @Column('bytea', { nullable: true })
  details!: Buffer | null;

  @VersionColumn()
  version!: number;
}

/** So many rows of a list as are taken in one transaction. */
@Entity('list_pieces')
export class ListPiece {
  @PrimaryColumn('uuid')
  id!: Id<'list-piece'>;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  /** Counted from 0, in the order of the file. */
  @Column('integer')
  number!: number;

  @Column('integer')
  rows!: number;

  /** `RawRow[]`, sealed under the list's own key. */
  @Column('bytea', { nullable: true })
  content!: Buffer | null;

  /** The last run that was through here, and what came of its rows. */
  @Column('integer')
  run!: number;

  @Column('integer')
  added!: number;

  @Column('integer')
  known!: number;

  @Column('integer')
  refused!: number;

  @Column('integer')
  warned!: number;

  /** `ReportLine[]` of that run, sealed under the dossier's key. */
  @Column('bytea', { nullable: true })
  report!: Buffer | null;
}

export function listPlace(id: DossierId, column: 'content' | 'details') {
  return { table: 'lists', column, row: id };
}

export function piecePlace(id: Id<'list-piece'>, column: 'content' | 'report') {
  return { table: 'list_pieces', column, row: id };
}

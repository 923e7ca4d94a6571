import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id, PersonId } from '#libs/kernel';
import type { Language } from '#libs/wording';
import type { Template } from './result-of.js';
import type { ResultState } from './result.workflow.js';

export type ResultId = Id<'result'>;

/**
 * What is sealed of a result: which version of whose answer it was made from, and by which template. The words themselves
 * are made anew each time, so that nothing is kept that its person could not take back.
 */
export interface ResultContent {
  language: Language;
  /** Version 0: nobody was located. */
  madeFrom: { soughtId: PersonId; version: number; template: Template }[];
}

export interface Approval {
  by: AccountId;
  at: string;
}

/** What one enquirer is told, from made to delivered. */
@Entity('results')
export class Result {
  @PrimaryColumn('uuid')
  id!: ResultId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('text')
  state!: ResultState;

  /** `ResultContent`, sealed under the key of the case. */
  @Column('bytea')
  content!: Buffer;

  @Column('uuid', { name: 'prepared_by' })
  preparedBy!: AccountId;

  @Column('timestamptz', { name: 'prepared_at' })
  preparedAt!: Date;

  /** `Approval[]`, sealed: how many there have to be would tell what the news is. */
  @Column('bytea', { nullable: true })
  approvals!: Buffer | null;

  @Column('uuid', { name: 'delivered_by', nullable: true })
  deliveredBy!: AccountId | null;

  /** `Delivery`, sealed under the key of the case. */
  @Column('bytea', { nullable: true })
  delivery!: Buffer | null;

  /** What the telling was permitted by. */
  @Column('uuid', { array: true })
  permits!: Id<'permit'>[];

  @VersionColumn()
  version!: number;
}

export function resultPlace(id: ResultId, column: 'content' | 'approvals' | 'delivery') {
  return { table: 'results', column, row: id };
}

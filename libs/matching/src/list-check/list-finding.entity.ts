import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id, PersonId } from '#libs/kernel';
import type { Band } from '#libs/linkage';
import type { EvidenceLine } from '../potential-match.entity.js';
import type { ListFindingState } from './list-finding.workflow.js';

export type ListFindingId = Id<'list-finding'>;

/** One side as it is shown: its name, and what it says on each line of evidence. */
export interface ShownSide {
  name: string;
  values: (string | null)[];
}

/** Somebody on a list who may be a person whom a request seeks. */
@Entity('list_findings')
export class ListFinding {
  @PrimaryColumn('uuid')
  id!: ListFindingId;

  /** The list's. */
  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'request_id' })
  requestId!: DossierId;

  @Column('uuid', { name: 'sought_id' })
  soughtId!: PersonId;

  /** Where the record begins in the list. */
  @Column('integer')
  line!: number;

  @Column('text')
  state!: ListFindingState;

  @Column('text')
  band!: Band;

  @Column('float8')
  probability!: number;

  @Column('jsonb')
  evidence!: EvidenceLine[];

  /** The permit under which the sought person was compared. */
  @Column('uuid', { name: 'permit_id' })
  permitId!: Id<'permit'>;

  /** `ShownSide` of the sought person, sealed under their key. */
  @Column('bytea', { name: 'sought_side' })
  soughtSide!: Buffer;

  /** `ShownSide` of whoever is on the list, sealed under the list's own key: gone when the list is. */
  @Column('bytea', { name: 'listed_side' })
  listedSide!: Buffer;

  @Column('uuid', { name: 'judged_by', nullable: true })
  judgedBy!: AccountId | null;

  @Column('timestamptz', { name: 'judged_at', nullable: true })
  judgedAt!: Date | null;

  /** Why, sealed under the key of the request. */
  @Column('bytea', { nullable: true })
  reason!: Buffer | null;

  @VersionColumn()
  version!: number;
}

export function findingPlace(id: ListFindingId, column: 'sought_side' | 'listed_side' | 'reason') {
  return { table: 'list_findings', column, row: id };
}

import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id } from '#libs/kernel';
import type { TracingRequestState } from './tracing-request.workflow.js';

export type DuplicateId = Id<'duplicate'>;
export type DuplicateState = 'marked' | 'dismissed' | 'merged' | 'undone';

/** Codes and days of the second request before the merge: enough to put it back exactly as it was. */
export interface BeforeMerge {
  state: TracingRequestState;
  nextAction: string;
  nextActionDue: string;
  reviewOn: string;
}

/** Two requests that may be one. Nothing of either is deleted, so a merge can be taken apart again. */
@Entity('duplicates')
export class Duplicate {
  @PrimaryColumn('uuid')
  id!: DuplicateId;

  /** The request that stays. */
  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'duplicate_id' })
  duplicateId!: DossierId;

  @Column('text')
  state!: DuplicateState;

  @Column('uuid', { name: 'marked_by' })
  markedBy!: AccountId;

  @Column('timestamptz', { name: 'marked_at' })
  markedAt!: Date;

  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy!: AccountId | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Column('jsonb', { nullable: true })
  before!: BeforeMerge | null;

  /** `{ reason }`, sealed under the key of the case that stays. */
  @Column('bytea')
  details!: Buffer;

  @VersionColumn()
  version!: number;
}

export function duplicatePlace(id: DuplicateId) {
  return { table: 'duplicates', column: 'details', row: id };
}

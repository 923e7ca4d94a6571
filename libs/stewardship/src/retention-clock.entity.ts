import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { DossierId } from '#libs/kernel';
import type { RetentionCategory } from './retention-rules.js';
import type { RetentionState } from './retention.workflow.js';

/** How long a dossier is kept, counted from its end. Its id is its dossier's. */
@Entity('retention_clocks')
export class RetentionClock {
  @PrimaryColumn('uuid')
  id!: DossierId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('text')
  category!: RetentionCategory;

  @Column('text')
  state!: RetentionState;

  @Column('date', { name: 'started_on' })
  startedOn!: string;

  @Column('date', { name: 'due_on' })
  dueOn!: string;

  /** Why it is on legal hold, sealed under the key of the case. */
  @Column('bytea', { name: 'hold_reason', nullable: true })
  holdReason!: Buffer | null;

  @VersionColumn()
  version!: number;
}

export function holdPlace(id: DossierId) {
  return { table: 'retention_clocks', column: 'hold_reason', row: id };
}

import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id } from '#libs/kernel';
import type { BreachState } from './breach.workflow.js';

export type BreachId = Id<'breach'>;

/** What is told of a breach, sealed under a key of its own. */
export interface BreachWords {
  description?: string;
  risk?: string;
  informed?: string;
  reason?: string;
  measures?: string;
}

/** What the breach is about, as far as the audit log can tell: any of these narrows it. */
export interface BreachScope {
  accounts: AccountId[];
  dossiers: DossierId[];
  beganAt: Date | null;
  endedAt: Date | null;
}

@Entity('breaches')
export class Breach implements BreachScope {
  @PrimaryColumn('uuid')
  id!: BreachId;

  @Column('text')
  state!: BreachState;

  @Column('timestamptz', { name: 'discovered_at' })
  discoveredAt!: Date;

  /** 72 hours later. */
  @Column('timestamptz', { name: 'notify_by' })
  notifyBy!: Date;

  @Column('timestamptz', { name: 'notified_at', nullable: true })
  notifiedAt!: Date | null;

  @Column('uuid', { array: true })
  accounts!: AccountId[];

  @Column('uuid', { array: true })
  dossiers!: DossierId[];

  @Column('timestamptz', { name: 'began_at', nullable: true })
  beganAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('uuid', { name: 'opened_by' })
  openedBy!: AccountId;

  @Column('bytea')
  details!: Buffer;

  @VersionColumn()
  version!: number;
}

export function breachPlace(id: BreachId) {
  return { table: 'breaches', column: 'details', row: id };
}

import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id } from '#libs/kernel';

export type FollowUpId = Id<'follow-up'>;

export const FOLLOW_UP_KINDS = ['visit', 'detention-visit', 'call', 'health-check', 'care-check', 'other'] as const;
export type FollowUpKind = (typeof FOLLOW_UP_KINDS)[number];

export interface FollowUpDetails {
  purpose?: string;
  /** What was seen and heard. */
  account?: string;
}

/** A visit or call that is planned for a registered person, and what became of it. */
@Entity('follow_ups')
export class FollowUp {
  @PrimaryColumn('uuid')
  id!: FollowUpId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('text')
  kind!: FollowUpKind;

  @Column('date')
  due!: string;

  @Column('uuid', { name: 'planned_by' })
  plannedBy!: AccountId;

  @Column('timestamptz', { name: 'planned_at' })
  plannedAt!: Date;

  @Column('text')
  state!: 'planned' | 'done' | 'not-needed';

  @Column('date', { name: 'done_on', nullable: true })
  doneOn!: string | null;

  @Column('uuid', { name: 'done_by', nullable: true })
  doneBy!: AccountId | null;

  @Column('bytea')
  details!: Buffer;

  @VersionColumn()
  version!: number;
}

export function followUpPlace(id: FollowUpId) {
  return { table: 'follow_ups', column: 'details', row: id };
}

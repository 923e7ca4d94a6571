import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id } from '#libs/kernel';

export type BestInterestsId = Id<'best-interests-decision'>;

/** What is decided about. */
export const BEST_INTERESTS_MATTERS = [
  'care-arrangement',
  'tracing',
  'contact-with-family',
  'reunification',
  'other-durable-solution',
] as const;
export type BestInterestsMatter = (typeof BEST_INTERESTS_MATTERS)[number];

/** What is proposed for a child, and what the child says to it. */
export interface BestInterestsProposal {
  proposal: string;
  reasons: string;
  childsView?: string;
  /** Why the child could not be asked. */
  whyNotHeard?: string;
}

export interface BestInterestsAnswer {
  reasons: string;
}

/** A decision in a child's best interests: one person proposes, another agrees or disagrees. */
@Entity('best_interests_decisions')
export class BestInterestsDecision {
  @PrimaryColumn('uuid')
  id!: BestInterestsId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('text')
  about!: BestInterestsMatter;

  @Column('text')
  state!: 'proposed' | 'agreed' | 'disagreed';

  @Column('uuid', { name: 'proposed_by' })
  proposedBy!: AccountId;

  @Column('timestamptz', { name: 'proposed_at' })
  proposedAt!: Date;

  @Column('bytea')
  proposal!: Buffer;

  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy!: AccountId | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Column('bytea', { nullable: true })
  decision!: Buffer | null;

  @VersionColumn()
  version!: number;
}

export function bestInterestsPlace(id: BestInterestsId, column: 'proposal' | 'decision') {
  return { table: 'best_interests_decisions', column, row: id };
}

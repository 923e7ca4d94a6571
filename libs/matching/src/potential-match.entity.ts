import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id, PersonId } from '#libs/kernel';
import type { Band, EvidenceField, Level } from '#libs/linkage';
import type { RegistrationKind } from '#libs/registrations';
import type { RelationKind } from '#libs/people';
import type { PairKind } from './pair-kinds.js';
import type { PotentialMatchState } from './potential-match.workflow.js';

export type MatchId = Id<'potential-match'>;

/** One line of evidence without the values it came from: codes and a weight say nothing of a person. */
export interface EvidenceLine {
  field: EvidenceField;
  level: Level;
  reason: string;
  weight: number;
}

/** What one side of the comparison shows to the reviewers of the other; sealed under that side's own person. */
export interface SideValues {
  reference: string;
  name: string;
  /** As written, one for each line of evidence, in its order. */
  values: (string | null)[];
}

export interface SoughtValues extends SideValues {
  relation: RelationKind;
  /** The reading both were compared in, for each line of evidence. */
  readings: (string | null)[];
}

/** The other side: a registration, or, in a pair of requests, the other request. */
export interface RegisteredValues extends SideValues {
  /** Of a registration. */
  kind?: RegistrationKind;
  place?: string;
  /** Of a person whom another request seeks. */
  relation?: RelationKind;
}

/** A reviewer's words, sealed under the key of the sought person's case. */
export interface Review {
  decision: 'probable' | 'rejected' | 'confirmed';
  reason: string;
  documentedSource?: string;
}

/** Why a supervisor stepped in, sealed like a review. */
export interface Supervision {
  action: 'reopen' | 'supersede';
  reason: string;
  by: AccountId;
  at: string;
}

/** A potential match as far as lists show it. The evidence, line by line, is most of a match, and no list needs it. */
@Entity('potential_matches')
export class MatchInList {
  @PrimaryColumn('uuid')
  id!: MatchId;

  @Column('text')
  kind!: PairKind;

  @Column('uuid', { name: 'sought_id' })
  soughtId!: PersonId;

  @Column('uuid', { name: 'request_id' })
  requestId!: DossierId;

  /** The other person: registered, or, in a pair of requests, sought or asking in the other one. */
  @Column('uuid', { name: 'registered_id' })
  registeredId!: PersonId;

  @Column('uuid', { name: 'registration_id' })
  registrationId!: DossierId;

  @Column('text')
  state!: PotentialMatchState;

  @Column('text')
  band!: Band;

  @Column('double precision')
  probability!: number;

  /** For the order of a request's proposals alone; see `Hit`. */
  @Column('double precision')
  standing!: number;

  @Column('bytea', { name: 'sought_values' })
  soughtValues!: Buffer;

  @Column('bytea', { name: 'registered_values' })
  registeredValues!: Buffer;

  @Column('timestamptz', { name: 'proposed_at' })
  proposedAt!: Date;

  @VersionColumn()
  version!: number;
}

/** A sought and another person who may be the same: proposed by Relink, decided by people. */
@Entity('potential_matches')
export class PotentialMatch extends MatchInList {
  /** One side is protected: only who may see both may see the match. */
  @Column('boolean', { name: 'needs_both' })
  needsBoth!: boolean;

  @Column('boolean', { name: 'needs_child_specialist' })
  needsChildSpecialist!: boolean;

  @Column('double precision')
  weight!: number;

  @Column('double precision')
  prior!: number;

  @Column('text', { name: 'engine_version' })
  engineVersion!: string;

  @Column('jsonb')
  evidence!: EvidenceLine[];

  /** Changes when, and only when, the evidence does: what was rejected on it is not proposed again. */
  @Column('text')
  fingerprint!: string;

  @Column('uuid', { name: 'first_reviewer_id', nullable: true })
  firstReviewerId!: AccountId | null;

  @Column('bytea', { name: 'first_review', nullable: true })
  firstReview!: Buffer | null;

  @Column('timestamptz', { name: 'first_reviewed_at', nullable: true })
  firstReviewedAt!: Date | null;

  @Column('uuid', { name: 'second_reviewer_id', nullable: true })
  secondReviewerId!: AccountId | null;

  @Column('bytea', { name: 'second_review', nullable: true })
  secondReview!: Buffer | null;

  @Column('timestamptz', { name: 'second_reviewed_at', nullable: true })
  secondReviewedAt!: Date | null;

  /** What evidence was asked for, and from whom; sealed like a review. */
  @Column('bytea', { name: 'asked_for', nullable: true })
  askedFor!: Buffer | null;

  @Column('bytea', { nullable: true })
  supervision!: Buffer | null;

  @Column('text', { name: 'rejected_fingerprint', nullable: true })
  rejectedFingerprint!: string | null;
}

export function matchPlace(
  id: MatchId,
  column: 'sought_values' | 'registered_values' | 'first_review' | 'second_review' | 'asked_for' | 'supervision',
) {
  return { table: 'potential_matches', column, row: id };
}

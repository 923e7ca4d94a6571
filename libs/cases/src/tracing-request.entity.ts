import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, PersonId } from '#libs/kernel';
import type { KeepCategory, Outcome } from './endings.js';
import type { TracingRequestState } from './tracing-request.workflow.js';

/** One enquirer, one or more sought persons, one case. Its id is its dossier's. */
@Entity('tracing_requests')
export class TracingRequest {
  @PrimaryColumn('uuid')
  id!: DossierId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('text')
  reference!: string;

  @Column('text')
  state!: TracingRequestState;

  /** What it ended with, once it is closed. */
  @Column('text', { nullable: true })
  outcome!: Outcome | null;

  @Column('uuid', { name: 'enquirer_id' })
  enquirerId!: PersonId;

  @Column('uuid', { name: 'interviewer_id' })
  interviewerId!: AccountId;

  @Column('uuid', { name: 'owner_id' })
  ownerId!: AccountId;

  @Column('boolean', { name: 'identity_checked' })
  identityChecked!: boolean;

  @Column('boolean', { name: 'notice_given' })
  noticeGiven!: boolean;

  /** A code: what has to be done next. Every open case has one, with a day. */
  @Column('text', { name: 'next_action' })
  nextAction!: string;

  @Column('date', { name: 'next_action_due' })
  nextActionDue!: string;

  @Column('date', { name: 'review_on' })
  reviewOn!: string;

  /** When one of the enquirer's contacts last worked. */
  @Column('timestamptz', { name: 'contact_worked_at', nullable: true })
  contactWorkedAt!: Date | null;

  /** The day from which nobody can be sure to reach the enquirer any more. */
  @Column('date', { name: 'contact_fresh_until' })
  contactFreshUntil!: string;

  /** Since when there is a result to be approved and delivered. */
  @Column('timestamptz', { name: 'result_since', nullable: true })
  resultSince!: Date | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column('text', { name: 'keep_category', nullable: true })
  keepCategory!: KeepCategory | null;

  /** Until when the record is kept after its end. */
  @Column('date', { name: 'keep_until', nullable: true })
  keepUntil!: string | null;

  /** A code: why the law keeps the record beyond that day. */
  @Column('text', { name: 'legal_hold', nullable: true })
  legalHold!: string | null;

  /** The request that this one turned out to be a duplicate of. */
  @Column('uuid', { name: 'merged_into', nullable: true })
  mergedInto!: DossierId | null;

  /** `Story`, sealed under the key of the case. */
  @Column('bytea')
  story!: Buffer;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @VersionColumn()
  version!: number;
}

export function storyPlace(id: DossierId) {
  return { table: 'tracing_requests', column: 'story', row: id };
}

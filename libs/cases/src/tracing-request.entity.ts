import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, PersonId } from '#libs/kernel';
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
  outcome!: string | null;

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

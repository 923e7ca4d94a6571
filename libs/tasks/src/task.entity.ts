import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, BranchId, DossierId, Id, Role } from '#libs/kernel';
import type { TaskKind } from './task-kinds.js';

export type TaskId = Id<'task'>;

/** Something a person has to do by a day that no workflow's own next action says. */
@Entity('tasks')
export class Task {
  @PrimaryColumn('uuid')
  id!: TaskId;

  /** Whose case it is about; none where it concerns the deployment, such as a partner or a breach. */
  @Column('uuid', { name: 'dossier_id', nullable: true })
  dossierId!: DossierId | null;

  @Column('text')
  kind!: TaskKind;

  /** The record it is about within the dossier: the dossier itself where nothing narrower is. */
  @Column('uuid')
  about!: string;

  /** Who has to do it; where nobody is named, anyone of `forRole`. */
  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: AccountId | null;

  @Column('text', { name: 'for_role', nullable: true })
  forRole!: Role | null;

  /** The branch it waits in; none where it waits for the role in every branch. */
  @Column('uuid', { name: 'branch_id', nullable: true })
  branchId!: BranchId | null;

  @Column('date')
  due!: string;

  @Column('text')
  state!: 'open' | 'done';

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt!: Date | null;

  @VersionColumn()
  version!: number;
}

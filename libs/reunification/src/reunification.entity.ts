import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id, PersonId, Role } from '#libs/kernel';
import type { ReunificationState } from './reunification.workflow.js';
import type { AnyStatementKind } from './statements.js';

export type ReunificationId = Id<'reunification'>;
export type StatementId = Id<'statement'>;
export type FollowUpId = Id<'follow-up'>;

/** One family on the way together. It belongs to the tracing request that found them. */
@Entity('reunifications')
export class Reunification {
  @PrimaryColumn('uuid')
  id!: ReunificationId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('text')
  state!: ReunificationState;

  @Column('uuid', { name: 'opened_by' })
  openedBy!: AccountId;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('date', { name: 'handed_over_on', nullable: true })
  handedOverOn!: string | null;

  /** What bringing them together was permitted by, each time it was asked. */
  @Column('uuid', { array: true })
  permits!: Id<'permit'>[];

  @VersionColumn()
  version!: number;
}

@Entity('reunification_members')
export class ReunificationMember {
  @PrimaryColumn('uuid', { name: 'reunification_id' })
  reunificationId!: ReunificationId;

  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: PersonId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;
}

/** What somebody said, decided, checked or signed. Appended, never changed. */
@Entity('reunification_statements')
export class ReunificationStatement {
  @PrimaryColumn('uuid')
  id!: StatementId;

  @Column('uuid', { name: 'reunification_id' })
  reunificationId!: ReunificationId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('text')
  kind!: AnyStatementKind;

  @Column('uuid', { name: 'person_id', nullable: true })
  personId!: PersonId | null;

  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: AccountId;

  @Column('text')
  role!: Role;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  /** `StatementWords`, sealed under the key of the person it is about, or of the case. */
  @Column('bytea')
  words!: Buffer;
}

/** A visit after one, three or six months. */
@Entity('reunification_follow_ups')
export class ReunificationFollowUp {
  @PrimaryColumn('uuid')
  id!: FollowUpId;

  @Column('uuid', { name: 'reunification_id' })
  reunificationId!: ReunificationId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('smallint')
  months!: number;

  @Column('date')
  due!: string;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt!: Date | null;

  @VersionColumn()
  version!: number;
}

export function wordsPlace(id: StatementId) {
  return { table: 'reunification_statements', column: 'words', row: id };
}

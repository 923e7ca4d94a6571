import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id } from '#libs/kernel';

export type FamilyMessageId = Id<'family-message'>;

/** What went to and fro between a family and the people who work on their request. Appended, never changed. */
@Entity('family_messages')
export class FamilyMessage {
  @PrimaryColumn('uuid')
  id!: FamilyMessageId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  /** What the family did, as a code, or `answer`. */
  @Column('text')
  kind!: string;

  /** What was written, under the key of the case. */
  @Column('bytea')
  content!: Buffer;

  /** Null: the family. */
  @Column('uuid', { name: 'written_by', nullable: true })
  writtenBy!: AccountId | null;

  @Column('timestamptz', { name: 'written_at' })
  writtenAt!: Date;
}

export function messagePlace(id: FamilyMessageId) {
  return { table: 'family_messages', column: 'content', row: id };
}

/** Staff would like to talk to the family; the portal says so and not why. */
@Entity('family_invitations')
export class FamilyInvitation {
  @PrimaryColumn('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('text')
  state!: 'open' | 'ended';

  @Column('uuid', { name: 'asked_by' })
  askedBy!: AccountId;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt!: Date;

  @VersionColumn()
  version!: number;
}

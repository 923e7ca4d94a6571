import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id, PersonId } from '#libs/kernel';
import type { MessageState } from './message.workflow.js';

/** A Red Cross Message. Its id is its dossier's. */
@Entity('red_cross_messages')
export class RedCrossMessage {
  @PrimaryColumn('uuid')
  id!: DossierId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('text')
  reference!: string;

  @Column('text')
  state!: MessageState;

  @Column('uuid', { name: 'writer_id' })
  writerId!: PersonId;

  @Column('uuid', { name: 'addressee_id' })
  addresseeId!: PersonId;

  @Column('uuid', { name: 'collected_by' })
  collectedBy!: AccountId;

  @Column('timestamptz', { name: 'collected_at' })
  collectedAt!: Date;

  @Column('uuid', { name: 'checked_by', nullable: true })
  checkedBy!: AccountId | null;

  /** The message this one answers. */
  @Column('uuid', { name: 'reply_to', nullable: true })
  replyTo!: DossierId | null;

  /** The tracing request that took its place. */
  @Column('uuid', { name: 'request_id', nullable: true })
  requestId!: DossierId | null;

  @Column('date', { name: 'delivered_on', nullable: true })
  deliveredOn!: string | null;

  /** The subject whose key seals the text and nothing else, so that the text alone can be erased for good. */
  @Column('uuid', { name: 'text_subject' })
  textSubject!: DossierId;

  /** Null once it was erased. */
  @Column('bytea', { nullable: true })
  text!: Buffer | null;

  /** `MessageDetails`, sealed under the key of the dossier. */
  @Column('bytea')
  details!: Buffer;

  @Column('uuid', { array: true })
  permits!: Id<'permit'>[];

  @VersionColumn()
  version!: number;
}

export function messagePlace(id: DossierId, column: 'text' | 'details') {
  return { table: 'red_cross_messages', column, row: id };
}

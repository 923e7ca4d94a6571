import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { DossierId, Id, PersonId } from '#libs/kernel';
import type { Channel } from './contact/choose-contact.js';
import type { NotificationState } from './notification.workflow.js';

export type NotificationId = Id<'notification'>;

/** Why somebody is asked to call. A code for the staff; the person reads the same words whatever it is. */
export const NOTIFICATION_KINDS = ['please-call', 'confirm-contact', 'answer-ready'] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** The wish to have somebody call us. Where it goes is read from the sealed person when it is sent, and kept nowhere. */
@Entity('notifications')
export class Notification {
  @PrimaryColumn('uuid')
  id!: NotificationId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @Column('text')
  kind!: NotificationKind;

  @Column('text')
  state!: NotificationState;

  @Column('text', { nullable: true })
  channel!: Channel | null;

  /** Failures that may pass by themselves. */
  @Column('integer')
  attempts!: number;

  /** Why it ended as it did, as a code. */
  @Column('text', { nullable: true })
  outcome!: string | null;

  /** What the channel said when it took it over, sealed under the person's key: it may repeat the address. */
  @Column('bytea', { nullable: true })
  receipt!: Buffer | null;

  @Column('timestamptz', { name: 'requested_at' })
  requestedAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @VersionColumn()
  version!: number;
}

/** An address that failed for good; it is not tried again, a corrected one is. */
@Entity('failing_contacts')
export class FailingContact {
  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: PersonId;

  /** Keyed hash of the address. */
  @PrimaryColumn('text', { name: 'contact_key' })
  contactKey!: string;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('timestamptz', { name: 'failed_at' })
  failedAt!: Date;
}

/** What would have been sent, in a deployment without gateways: a demonstration's own letter-box. */
@Entity('mailbox_messages')
export class MailboxMessage {
  /** The notification's. */
  @PrimaryColumn('uuid')
  id!: NotificationId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  /** `MailboxContent`, sealed under the person's key. */
  @Column('bytea')
  message!: Buffer;

  @Column('timestamptz', { name: 'delivered_at' })
  deliveredAt!: Date;
}

export function receiptPlace(id: NotificationId) {
  return { table: 'notifications', column: 'receipt', row: id };
}

export function messagePlace(id: NotificationId) {
  return { table: 'mailbox_messages', column: 'message', row: id };
}

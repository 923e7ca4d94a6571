import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DossierId } from '#libs/kernel';
import type { ExchangePurpose, MessageName } from '../protocol/index.js';
import type { PartnerId } from '../registry/partner.entity.js';
import type { MessageId } from '../sharing/sharing.entities.js';

/** A case as two Societies name it between them. */
@Entity('exchange_cases')
export class ExchangeCase {
  @PrimaryColumn('uuid', { name: 'partner_id' })
  partnerId!: PartnerId;

  @PrimaryColumn('text')
  handle!: string;

  /** Null as long as nothing of ours belongs to it: a first enquiry nobody has taken yet, or the Societies' own affairs. */
  @Column('uuid', { name: 'dossier_id', nullable: true })
  dossierId!: DossierId | null;

  /** The highest number of theirs that was acted upon. */
  @Column('integer', { name: 'taken_seq' })
  takenSeq!: number;
}

export const OUTGOING_STATES = ['waiting', 'sealed', 'delivered', 'dead', 'dropped'] as const;
export type OutgoingState = (typeof OUTGOING_STATES)[number];

/** A message on its way out. What it says is nowhere here: the sealed bytes can be opened by the partner alone. */
@Entity('exchange_outbox')
export class OutgoingMessage {
  @PrimaryColumn('uuid')
  id!: MessageId;

  @Column('uuid', { name: 'partner_id' })
  partnerId!: PartnerId;

  @Column('text')
  handle!: string;

  @Column('text')
  name!: MessageName;

  /** The record whose composer writes it. */
  @Column('uuid')
  about!: string;

  @Column('text')
  state!: OutgoingState;

  @Column('timestamptz', { name: 'queued_at' })
  queuedAt!: Date;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('integer', { nullable: true })
  seq!: number | null;

  /** `Content-Digest` of the sealed bytes: what a receipt is about. */
  @Column('text', { nullable: true })
  digest!: string | null;

  /** Until then the partner takes it. */
  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('integer')
  attempts!: number;

  @Column('timestamptz', { name: 'first_tried_at', nullable: true })
  firstTriedAt!: Date | null;

  @Column('timestamptz', { name: 'last_tried_at', nullable: true })
  lastTriedAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  /** A code: why the last attempt came to nothing, or why it was given up. */
  @Column('text', { nullable: true })
  failure!: string | null;
}

export const OUTCOMES = ['acted-upon', 'recalled', 'broken', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A message that came. The sealed bytes stay with the worker. */
@Entity('exchange_inbox')
export class IncomingMessage {
  @PrimaryColumn('uuid', { name: 'partner_id' })
  partnerId!: PartnerId;

  @PrimaryColumn('uuid', { name: 'message_id' })
  messageId!: MessageId;

  @Column('text')
  digest!: string;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('text')
  name!: MessageName;

  @Column('text')
  purpose!: ExchangePurpose;

  @Column('text')
  handle!: string;

  @Column('integer')
  seq!: number;

  @Column('integer')
  attempts!: number;

  @Column('timestamptz', { name: 'due_at', nullable: true })
  dueAt!: Date | null;

  @Column('timestamptz', { name: 'taken_at', nullable: true })
  takenAt!: Date | null;

  @Column('text', { nullable: true })
  outcome!: Outcome | null;
}

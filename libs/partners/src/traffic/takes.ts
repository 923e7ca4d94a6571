import { DiscoveryService } from '@nestjs/core';
import type { Transaction } from '#libs/database';
import type { DossierId } from '#libs/kernel';
import type { Message, MessageName } from '../protocol/index.js';
import type { Partner } from '../registry/partner.entity.js';
import type { MessageId } from '../sharing/sharing.entities.js';

/** A message from a partner, opened and checked. */
export interface TakenMessage {
  id: MessageId;
  partner: Partner;
  handle: string;
  /** The dossier the case is bound to; none where it is new: `bindCase`. */
  dossierId: DossierId | undefined;
  message: Message;
  /** `Content-Digest` of the sealed bytes: what a receipt of ours is about. */
  digest: string;
  receivedAt: Date;
}

/** Marks a provider of the worker that acts upon messages of these names; each name has one. */
export const Takes = DiscoveryService.createDecorator<{ names: readonly MessageName[] }>();

export interface MessageTaker {
  /**
   * Called in the transaction that marks the message as taken, in the order of the case. A message of which it throws is tried
   * again, and in the end a person is asked to look; what it did is taken back each time.
   */
  take(tx: Transaction, taken: TakenMessage): Promise<void>;
}

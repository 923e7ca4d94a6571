import { DiscoveryService } from '@nestjs/core';
import type { Transaction } from '#libs/database';
import type { Envelope, MessageName, Unpadded } from '../protocol/index.js';
import type { Partner } from '../registry/partner.entity.js';
import type { MessageId } from '../sharing/sharing.entities.js';

/** A message that has to be written, or is about to be sent. */
export interface WaitingMessage {
  id: MessageId;
  name: MessageName;
  partner: Partner;
  handle: string;
  about: string;
}

type Told = 'body' | 'events';
type DraftOf<M> = M extends Unpadded
  ? { envelope: Omit<Envelope, 'case'> } & { [T in Extract<keyof M, Told>]: M[T] }
  : never;

/** What a composer says; who sends it adds sender, receiver, times, number and case. */
export type Draft = DraftOf<Unpadded>;

/** Marks a provider of the worker that writes messages of these names; each name has one. */
export const Composes = DiscoveryService.createDecorator<{ names: readonly MessageName[] }>();

export interface MessageComposer {
  /**
   * Called in the transaction that seals, once, and once more for each key that was lost before the message arrived: reads the
   * record again and asks for the permit.
   * @returns nothing where it is not to be sent any more: it is dropped
   */
  compose(tx: Transaction, waiting: WaitingMessage): Promise<Draft | undefined>;

  /**
   * Asked before each attempt, in the transaction that lasts while the request is under way. What it locks stays locked until the
   * partner has answered, some seconds at most: so nothing goes out after a withdrawal. Left out where nothing can be taken back.
   * @returns false where the message must not go out any more: it is dropped, with `exchange.dropped`
   */
  stillAllowed?(tx: Transaction, waiting: WaitingMessage): Promise<boolean>;
}

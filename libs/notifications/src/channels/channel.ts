import type { Transaction } from '#libs/database';
import type { Notification } from '../notification.entity.js';
import type { WrittenMessage } from '../wording.js';

/** What happened at the other end: taken over, refused for good (the address is wrong), or not now. */
export type Handed = { taken: string } | { refused: string } | { later: string };

/** A way to one address. It must not take longer than a transaction may stand still. */
export interface OutgoingChannel {
  /** @returns codes; a text of the other side only where it took the message over, and that is sealed */
  send(tx: Transaction, notification: Notification, address: string, message: WrittenMessage): Promise<Handed>;
}

/** Milliseconds the other side has to answer. */
export const PATIENCE_MS = 20_000;

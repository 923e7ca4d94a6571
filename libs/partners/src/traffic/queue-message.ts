import type { Transaction } from '#libs/database';
import { newId } from '#libs/kernel';
import type { MessageName } from '../protocol/index.js';
import type { PartnerId } from '../registry/partner.entity.js';
import type { MessageId } from '../sharing/sharing.entities.js';

export interface NewMessage {
  name: MessageName;
  partnerId: PartnerId;
  /** As `caseHandle` says. */
  handle: string;
  /** The id of the record whose composer writes the message when it is its turn. */
  about: string;
}

/**
 * Puts a message into the outbox in the transaction that caused it. Nothing of what it will say is kept there: it is written
 * when it is sealed, from the record as it is then, and with a permit asked for in that transaction.
 * @returns the name of the message on both sides
 */
export async function queueMessage(
  tx: Transaction,
  { name, partnerId, handle, about }: NewMessage,
): Promise<MessageId> {
  const id = newId<'message-of-the-exchange'>();
  await tx.sql(
    `INSERT INTO exchange_outbox (id, partner_id, handle, name, about, state, queued_at, due_at)
     VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $6)`,
    [id, partnerId, handle, name, about, tx.now],
  );
  tx.audit.record('exchange.queued', { type: 'exchange-message', id }, { partner: partnerId, name, about });
  return id;
}

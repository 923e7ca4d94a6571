import type { Transaction } from '#libs/database';
import type { MessageId } from '../sharing/sharing.entities.js';
import type { PartnerId } from '../registry/partner.entity.js';

/**
 * Gives a message up. Where no attempt can have arrived its number is free again; otherwise whoever wrote it hears by the event
 * that it may have to be recalled.
 */
export async function drop(tx: Transaction, id: MessageId, because: string, attemptsBefore = 0): Promise<void> {
  const mayHaveArrived = attemptsBefore > 0;
  const [row] = await tx.sql<{ partner_id: PartnerId; name: string }>(
    `UPDATE exchange_outbox SET state = 'dropped', ended_at = $2, failure = $3, sealed = NULL, seq = CASE WHEN $4 THEN seq END
     WHERE id = $1 RETURNING partner_id, name`,
    [id, tx.now, because, mayHaveArrived],
  );
  if (!row) return;
  const { partner_id: partnerId, name } = row;
  tx.audit.record('exchange.dropped', { type: 'exchange-message', id }, { partner: partnerId, name, because });
  tx.outbox.emit('exchange.dropped', {
    messageId: id,
    partnerId,
    name,
    mayHaveArrived: mayHaveArrived ? 'yes' : 'no',
  });
}

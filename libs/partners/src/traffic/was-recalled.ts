import type { Transaction } from '#libs/database';
import type { IncomingMessage } from './traffic.entities.js';

/** Was it called back before it was acted upon? */
export async function wasRecalled(
  tx: Transaction,
  { partnerId, messageId }: Pick<IncomingMessage, 'partnerId' | 'messageId'>,
): Promise<boolean> {
  const recalled = await tx.sql('SELECT 1 FROM exchange_recalled WHERE partner_id = $1 AND message_id = $2', [
    partnerId,
    messageId,
  ]);
  return recalled.length > 0;
}

import { RelinkError, type AccountId, type RequestKey } from '#libs/kernel';
import type { Sql } from './sql.js';

/** The answer to a write: which record, in which state and version. Codes and ids only. */
export interface Receipt {
  id: string;
  version: number;
  reference?: string;
  state?: string;
}

export class KeyReused extends RelinkError {
  readonly code = 'request.key-reused';
  readonly kind = 'conflict';

  constructor() {
    super('This Idempotency-Key was used for another request. Use a new key for each new request.');
  }
}

/**
 * Claims the key for the running transaction. A second request with the same key waits here until the first one ends:
 * then it gets the first one's receipt, or, where the first rolled back, does the work itself.
 */
export async function claim(sql: Sql, accountId: AccountId, request: RequestKey): Promise<Receipt | undefined> {
  const claimed = await sql(
    `INSERT INTO idempotency_keys (account_id, key, route, digest) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING key`,
    [accountId, request.key, request.route, request.digest],
  );
  if (claimed.length > 0) return undefined;
  const [earlier] = await sql<{ route: string; digest: string; receipt: Receipt | null }>(
    'SELECT route, digest, receipt FROM idempotency_keys WHERE account_id = $1 AND key = $2',
    [accountId, request.key],
  );
  if (!earlier?.receipt || earlier.route !== request.route || earlier.digest !== request.digest) throw new KeyReused();
  return earlier.receipt;
}

export async function answerOf(sql: Sql, accountId: AccountId, request: RequestKey, receipt: Receipt): Promise<void> {
  await sql('UPDATE idempotency_keys SET receipt = $3 WHERE account_id = $1 AND key = $2', [
    accountId,
    request.key,
    JSON.stringify(receipt),
  ]);
}

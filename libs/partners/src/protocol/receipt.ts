import type { KeyObject } from 'node:crypto';
import { readCanonicalJson } from './canonical-json.js';
import type { PrivateKey } from './keys.js';
import { VERSION } from './messages.js';
import { ExchangeRefused } from './refusal.js';
import { fillUp, signText, verifyText } from './sealed-message.js';
import { exactly, formed, oneOf, record, SECONDS, SOCIETY, UUID, whole, type ShapeOf } from './shapes.js';

const RECEIPT_BYTES = 512;
const TYPE = 'relink-receipt+jwt';

/** `received`: by the machine, at once. The others by a person, later. */
export const DECISIONS = ['received', 'accepted', 'declined'] as const;

export const RECEIPT = record({
  v: exactly(VERSION),
  iss: SOCIETY,
  aud: SOCIETY,
  /** The message this is about, and the `Content-Digest` of the request that brought it. */
  message: UUID,
  digest: formed('sha-256=:[A-Za-z0-9+/]{43}=:', 54),
  iat: SECONDS,
  decision: oneOf(DECISIONS),
  /** Where the act stands in the audit log of the one who signs. */
  audit: whole(0, Number.MAX_SAFE_INTEGER),
  padding: formed(' *', RECEIPT_BYTES),
});
export type Receipt = ShapeOf<typeof RECEIPT>;

/** Always of the same length, whatever it says. */
export function signReceipt(receipt: Omit<Receipt, 'padding'>, signing: PrivateKey): Promise<string> {
  return signText(fillUp({ ...receipt, padding: '' }, [RECEIPT_BYTES]), TYPE, signing);
}

/** @throws ExchangeRefused where it is not their receipt for this very delivery */
export async function verifyReceipt(
  jws: string,
  theirs: (kid: string) => KeyObject | undefined,
  sent: { from: string; to: string; message: string; digest: string },
): Promise<Receipt> {
  const { header, payload } = await verifyText(jws, theirs);
  const receipt = readCanonicalJson(payload);
  if (header.typ !== TYPE || payload.length !== RECEIPT_BYTES || !isReceipt(receipt))
    throw new ExchangeRefused('payload-form');
  const { iss, aud, message, digest } = receipt;
  if (iss !== sent.to || aud !== sent.from) throw new ExchangeRefused('audience');
  if (message !== sent.message || digest !== sent.digest) throw new ExchangeRefused('digest');
  return receipt;
}

function isReceipt(value: unknown): value is Receipt {
  return RECEIPT.check(value, '') === undefined;
}

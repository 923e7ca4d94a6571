/** Why a message is refused: for the log and the alarms of the one who refuses. The sender never learns which. */
export const REFUSAL_REASONS = [
  'too-large',
  'content-type',
  'digest',
  'signature-form',
  'signature-time',
  'signature',
  'unknown-key',
  'key-not-valid',
  'partner-not-paired',
  'replay',
  'sealing',
  'inner-signature',
  'payload-form',
  'audience',
  'payload-time',
  'idempotency-key',
  'hops',
  'fields',
  'purpose',
  'sensitivity',
  'expired',
  'files',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** The message is refused. Whoever sent it gets `UNIFORM_REFUSAL`, whatever the reason is. */
export class ExchangeRefused extends Error {
  /** Whether the request was signed with a key pinned for a partner: then it is the partner's, and not anybody's. */
  signed = false;

  constructor(readonly reason: RefusalReason) {
    super('The message was refused.');
    this.name = 'ExchangeRefused';
  }
}

/**
 * The one answer to everything that is wrong (RFC 9457). It tells a stranger nothing about which key, partner or case is known
 * here; an engineer of the other side compares with the test vectors instead.
 */
export const UNIFORM_REFUSAL = {
  status: 400,
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  body: '{"type":"about:blank","title":"Refused","status":400,"code":"exchange.refused"}',
} as const;

import { Injectable } from '@nestjs/common';
import { ChainedAuditTrail, EXCHANGE_CHAIN } from '#libs/audit';
import type { Transaction } from '#libs/database';
import { OwnKeys } from '../own-keys.js';
import { isValidAt, keyObject, signReceipt, verifyReceipt, VERSION, type Receipt } from '../protocol/index.js';
import { Partner, type PartnerId } from '../registry/partner.entity.js';
import { TrustRegistry } from '../registry/trust-registry.js';
import { secondsOf } from '../seconds.js';
import type { MessageId } from '../sharing/sharing.entities.js';
import { IncomingMessage, OutgoingMessage } from './traffic.entities.js';
import { Takes, type MessageTaker, type TakenMessage } from './takes.js';

export type Decision = Exclude<Receipt['decision'], 'received'>;

/** Receipts of the second stage: what a person decided about a message, signed. */
@Injectable()
@Takes({ names: ['decision'] })
export class Receipts implements MessageTaker {
  /** The chain whose numbers receipts tell; the one that the gateway writes to. */
  private readonly trail = new ChainedAuditTrail(1, EXCHANGE_CHAIN);

  constructor(
    private readonly keys: OwnKeys,
    private readonly registry: TrustRegistry,
  ) {}

  /**
   * Our receipt for a message that a person of ours has accepted or declined: the body of a message `decision`. The same decision
   * about the same message is signed once.
   * @throws NotFound where there is no such message
   */
  async signed(
    tx: Transaction,
    { partnerId, messageId, decision }: { partnerId: PartnerId; messageId: MessageId; decision: Decision },
  ): Promise<string> {
    const earlier = await receiptOf(tx, { partnerId, messageId, direction: 'given', decision });
    if (earlier) return earlier;
    const { digest } = await tx.of(IncomingMessage).findOrFail({ partnerId, messageId });
    const { society } = await tx.of(Partner).findOrFail({ id: partnerId });
    const object = { type: 'exchange-message', id: messageId };
    const details = { partner: partnerId, decision, digest };
    const { seq: audit } = await this.trail.append(
      tx.sql,
      tx.actor,
      [{ action: 'exchange.decided', object, details }],
      tx.now,
    );
    const iat = secondsOf(tx.now);
    const jws = await signReceipt(
      { v: VERSION, iss: this.keys.society, aud: society, message: messageId, digest, iat, decision, audit },
      this.keys.signing(iat),
    );
    await keep(tx, { partnerId, messageId, direction: 'given', decision, jws, audit });
    return jws;
  }

  /** Their receipt for a message of ours: kept, and told to whoever waits for it as `exchange.decided`. @throws ExchangeRefused */
  async take(tx: Transaction, { partner, message }: TakenMessage): Promise<void> {
    if (message.type !== 'decision') return;
    const { receipt: jws } = message.body;
    const id = messageNamedIn(jws);
    const sent = id && (await tx.of(OutgoingMessage).find({ id, partnerId: partner.id }));
    if (!sent?.digest) throw new Error('The receipt is about no message of ours.');
    const now = secondsOf(tx.now);
    const pinned = await this.registry.pinnedKeys(tx, partner.id);
    const theirs = (kid: string) => {
      const key = pinned.find((one) => one.kid === kid && one.use === 'sign' && isValidAt(one, now));
      return key && keyObject(key);
    };
    const about = { from: this.keys.society, to: partner.society, message: sent.id, digest: sent.digest };
    const { decision, audit } = await verifyReceipt(jws, theirs, about);
    await keep(tx, { partnerId: partner.id, messageId: sent.id, direction: 'got', decision, jws, audit });
    tx.audit.record(
      'exchange.decision-received',
      { type: 'exchange-message', id: sent.id },
      {
        partner: partner.id,
        decision,
        theirs: audit,
      },
    );
    tx.outbox.emit('exchange.decided', { messageId: sent.id, partnerId: partner.id, decision });
  }
}

interface Kept {
  partnerId: PartnerId;
  messageId: MessageId;
  direction: 'given' | 'got';
  decision: Receipt['decision'];
}

async function receiptOf(
  tx: Transaction,
  { partnerId, messageId, direction, decision }: Kept,
): Promise<string | undefined> {
  const [row] = await tx.sql<{ jws: string }>(
    'SELECT jws FROM exchange_receipts WHERE partner_id = $1 AND message_id = $2 AND direction = $3 AND decision = $4',
    [partnerId, messageId, direction, decision],
  );
  return row?.jws;
}

async function keep(
  tx: Transaction,
  { partnerId, messageId, direction, decision, jws, audit }: Kept & { jws: string; audit: number },
): Promise<void> {
  await tx.sql(
    `INSERT INTO exchange_receipts (partner_id, message_id, direction, decision, jws, audit_seq, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [partnerId, messageId, direction, decision, jws, audit, tx.now],
  );
}

/** Which message it claims to be about; proved by `verifyReceipt`. */
function messageNamedIn(jws: string): MessageId | undefined {
  try {
    const claims = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as { message?: unknown };
    return typeof claims.message === 'string' ? (claims.message as MessageId) : undefined;
  } catch {
    return undefined;
  }
}

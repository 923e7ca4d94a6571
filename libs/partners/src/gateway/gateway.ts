import { AuditTrail, UnitOfWork, type Transaction } from '#libs/database';
import { Clock, systemActor } from '#libs/kernel';
import { OwnKeys } from '../own-keys.js';
import {
  CONTENT_TYPE,
  deliveryOf,
  ExchangeRefused,
  LARGEST_BODY,
  MESSAGES,
  nameOf,
  readRequest,
  receiveRead,
  signCapability,
  signReceipt,
  UNIFORM_REFUSAL,
  VERSION,
  type IncomingRequest,
  type MessageName,
  type ReadRequest,
} from '../protocol/index.js';
import type { PartnerId } from '../registry/partner.entity.js';
import { TrustRegistry } from '../registry/trust-registry.js';
import { secondsOf } from '../seconds.js';
import { Refusals } from './refusals.js';

/** Below the origin that partners are told. */
export const MESSAGES_PATH = '/exchange/v1/messages';
const GATEWAY = systemActor('exchange');

export interface GatewayAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** The same message id came with other bytes before: whose fault it is has to be found out by people. */
export const CONFLICT: GatewayAnswer = {
  status: 409,
  headers: UNIFORM_REFUSAL.headers,
  body: '{"type":"about:blank","title":"Conflict","status":409,"code":"exchange.conflict"}',
};

/**
 * Takes what partners send: checks it, puts it into the inbox, sealed as it came, and gives the receipt of the machine. It acts
 * upon nothing, and tells everybody the same.
 */
export class Gateway {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly registry: TrustRegistry,
    private readonly trail: AuditTrail,
    private readonly keys: OwnKeys,
    private readonly refusals: Refusals,
    private readonly clock: Clock,
    private readonly origin: string,
  ) {}

  /** The answer to whoever sent this; only a failure of ours is thrown. */
  async answer(request: IncomingRequest): Promise<GatewayAnswer> {
    let partnerId: PartnerId | undefined;
    try {
      const read = readRequest(request, this.targetUri);
      return await this.unitOfWork.run(GATEWAY, (tx) => this.take(tx, read, (id) => (partnerId = id)));
    } catch (error) {
      if (!(error instanceof ExchangeRefused)) throw error;
      this.refusals.note(error.reason, (error.signed && partnerId) || null);
      return UNIFORM_REFUSAL;
    }
  }

  /** What this Society tells of its exchange, signed. @throws NoKeyOfOurs */
  capability(): Promise<string> {
    const now = secondsOf(this.clock.now());
    return signCapability(
      {
        v: VERSION,
        iss: this.keys.society,
        iat: now,
        messages: this.targetUri,
        types: Object.keys(MESSAGES) as MessageName[],
        largestBody: LARGEST_BODY,
        keys: this.keys.told(now),
      },
      this.keys.signing(now),
    );
  }

  private get targetUri(): string {
    return `${this.origin}${MESSAGES_PATH}`;
  }

  private async take(tx: Transaction, read: ReadRequest, known: (id: PartnerId) => void): Promise<GatewayAnswer> {
    const now = secondsOf(tx.now);
    let partnerId = '' as PartnerId;
    const { digest, message, from } = await receiveRead(read, {
      society: this.keys.society,
      targetUri: this.targetUri,
      opening: this.keys.opening(now),
      now,
      partnerBy: async (kid) => {
        const partner = await this.registry.partnerBy(tx, kid);
        if (partner) known((partnerId = partner.id));
        return partner;
      },
      takeNonce: async (_, nonce, until) => {
        const taken = await tx.sql(
          // The clock of a partner may be behind: its signatures count for a little longer than they say.
          `INSERT INTO partner_nonces (partner_id, nonce, until) VALUES ($1, $2, to_timestamp($3) + interval '10 minutes')
           ON CONFLICT DO NOTHING RETURNING true`,
          [partnerId, nonce, until],
        );
        return taken.length > 0;
      },
    });
    const id = message.jti;
    const name = nameOf(message)!;
    const { case: handle, purpose } = message.envelope;
    const first = await tx.sql(
      `INSERT INTO exchange_inbox (partner_id, message_id, digest, received_at, sealed, name, purpose, handle, seq)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING message_id`,
      [partnerId, id, digest, tx.now, read.body, name, purpose, handle, message.seq],
    );
    if (first.length === 0) return this.answerAgain(tx, partnerId, id, digest);
    const details = { partner: partnerId, name, digest };
    // Not at the end as elsewhere: the receipt says where the entry stands.
    const { seq: audit } = await this.trail.append(
      tx.sql,
      tx.actor,
      [{ action: 'exchange.received', object: { type: 'exchange-message', id }, details }],
      tx.now,
    );
    const receipt = await signReceipt(
      { v: VERSION, iss: this.keys.society, aud: from, message: id, digest, iat: now, decision: 'received', audit },
      this.keys.signing(now),
    );
    // It goes with the commit.
    tx.meanwhile(
      tx.sql(
        `INSERT INTO exchange_receipts (partner_id, message_id, direction, decision, jws, audit_seq, at)
         VALUES ($1, $2, 'given', 'received', $3, $4, $5)`,
        [partnerId, id, receipt, audit, tx.now],
      ),
    );
    return accepted(receipt);
  }

  private async answerAgain(tx: Transaction, partnerId: PartnerId, id: string, digest: string): Promise<GatewayAnswer> {
    const [earlier] = await tx.sql<{ digest: string; jws: string }>(
      `SELECT i.digest, r.jws FROM exchange_inbox i
       JOIN exchange_receipts r ON r.partner_id = i.partner_id AND r.message_id = i.message_id
         AND r.direction = 'given' AND r.decision = 'received'
       WHERE i.partner_id = $1 AND i.message_id = $2`,
      [partnerId, id],
    );
    return earlier && deliveryOf(earlier.digest, digest) === 'again' ? accepted(earlier.jws) : CONFLICT;
  }
}

function accepted(receipt: string): GatewayAnswer {
  return { status: 202, headers: { 'content-type': CONTENT_TYPE, 'cache-control': 'no-store' }, body: receipt };
}

import { AuditTrail, UnitOfWork, type Transaction } from '#libs/database';
import { systemActor } from '#libs/kernel';
import { OwnKeys } from '../own-keys.js';
import {
  deliveryOf,
  ExchangeRefused,
  nameOf,
  receiveRead,
  signReceipt,
  VERSION,
  type ReadRequest,
  type ReceivedMessage,
  type RefusalReason,
} from '../protocol/index.js';
import type { PartnerId } from '../registry/partner.entity.js';
import { TrustRegistry } from '../registry/trust-registry.js';
import { secondsOf } from '../seconds.js';

const GATEWAY = systemActor('exchange');

/** What became of one request: a receipt, the same as ever where the message came before; or why there is none. */
export type Arrival = { receipt: string } | { conflict: true } | Refused;

interface Refused {
  refused: RefusalReason;
  /** Whose signature it bore; null where it could be anybody's. */
  partnerId: PartnerId | null;
}

interface Taken extends ReceivedMessage {
  partnerId: PartnerId;
  /** It was not in the inbox before. */
  fresh: boolean;
}

type PartnerBy = (kid: string) => ReturnType<TrustRegistry['partnerBy']>;

/**
 * Puts requests into the inbox, those that come at once in one transaction: a receipt names an entry of the log, whose one chain
 * is locked from the entry to the commit.
 */
export class Intake {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly registry: TrustRegistry,
    private readonly trail: AuditTrail,
    private readonly keys: OwnKeys,
    private readonly targetUri: string,
  ) {}

  /** @returns what became of each, in their order; what is wrong with one is nothing to the others */
  takeAll(reads: readonly ReadRequest[]): Promise<Arrival[]> {
    return this.unitOfWork.run(GATEWAY, async (tx) => {
      const partnerBy = once((kid) => this.registry.partnerBy(tx, kid));
      const arrivals = await everyOne(reads.map((read) => this.take(tx, read, partnerBy)));
      const fresh = arrivals.filter((arrival): arrival is Taken => 'fresh' in arrival && arrival.fresh);
      const given = await this.giveReceipts(tx, fresh);
      return everyOne(
        arrivals.map(async (arrival): Promise<Arrival> => {
          if ('refused' in arrival) return arrival;
          const receipt = given.get(arrival);
          return receipt === undefined ? earlier(tx, arrival) : { receipt };
        }),
      );
    });
  }

  /** Checks it, and puts it into the inbox where it was not there yet. */
  private async take(tx: Transaction, read: ReadRequest, partnerBy: PartnerBy): Promise<Taken | Refused> {
    let partnerId = '' as PartnerId;
    try {
      const now = secondsOf(tx.now);
      const received = await receiveRead(read, {
        society: this.keys.society,
        targetUri: this.targetUri,
        opening: this.keys.opening(now),
        now,
        partnerBy: async (kid) => {
          const partner = await partnerBy(kid);
          if (partner) partnerId = partner.id;
          return partner;
        },
        takeNonce: (_, nonce, until) => takeNonce(tx, partnerId, nonce, until),
      });
      return { ...received, partnerId, fresh: await keep(tx, partnerId, read.body, received) };
    } catch (error) {
      if (!(error instanceof ExchangeRefused)) throw error;
      return { refused: error.reason, partnerId: error.signed ? partnerId : null };
    }
  }

  private async giveReceipts(tx: Transaction, taken: readonly Taken[]): Promise<Map<Taken, string>> {
    if (taken.length === 0) return new Map();
    const now = secondsOf(tx.now);
    const signing = this.keys.signing(now);
    const records = taken.map(({ partnerId, digest, message }) => ({
      action: 'exchange.received',
      object: { type: 'exchange-message', id: message.jti },
      details: { partner: partnerId, name: nameOf(message)!, digest },
    }));
    // Not at the end as elsewhere: the receipt says where the entry stands.
    const last = await this.trail.append(tx.sql, tx.actor, records, tx.now);
    const rows = await everyOne(
      taken.map(async ({ partnerId, from, digest, message: { jti: message } }, at) => {
        const audit = last.seq - (taken.length - 1 - at);
        const about = { iss: this.keys.society, aud: from, message, digest, iat: now, audit };
        return {
          partnerId,
          message,
          audit,
          jws: await signReceipt({ v: VERSION, ...about, decision: 'received' }, signing),
        };
      }),
    );
    // It goes with the commit.
    tx.meanwhile(
      tx.sql(
        `INSERT INTO exchange_receipts (partner_id, message_id, direction, decision, jws, audit_seq, at)
         SELECT "partnerId", message, 'given', 'received', jws, audit, $2
         FROM json_to_recordset($1) AS given("partnerId" uuid, message uuid, jws text, audit bigint)`,
        [JSON.stringify(rows), tx.now],
      ),
    );
    return new Map(taken.map((one, at) => [one, rows[at]!.jws]));
  }
}

async function takeNonce(tx: Transaction, partnerId: PartnerId, nonce: string, until: number): Promise<boolean> {
  const taken = await tx.sql(
    // The clock of a partner may be behind: its signatures count for a little longer than they say.
    `INSERT INTO partner_nonces (partner_id, nonce, until) VALUES ($1, $2, to_timestamp($3) + interval '10 minutes')
     ON CONFLICT DO NOTHING RETURNING true`,
    [partnerId, nonce, until],
  );
  return taken.length > 0;
}

/** @returns whether it is the first time that this message comes */
async function keep(
  tx: Transaction,
  partnerId: PartnerId,
  sealed: Buffer,
  received: ReceivedMessage,
): Promise<boolean> {
  const { digest, message } = received;
  const { case: handle, purpose } = message.envelope;
  const first = await tx.sql(
    `INSERT INTO exchange_inbox (partner_id, message_id, digest, received_at, sealed, name, purpose, handle, seq)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING message_id`,
    [partnerId, message.jti, digest, tx.now, sealed, nameOf(message)!, purpose, handle, message.seq],
  );
  return first.length > 0;
}

/** The receipt that this message got when it came first; it may have come twice at once. */
async function earlier(tx: Transaction, { partnerId, message, digest }: Taken): Promise<Arrival> {
  const [first] = await tx.sql<{ digest: string; jws: string }>(
    `SELECT i.digest, r.jws FROM exchange_inbox i
     JOIN exchange_receipts r ON r.partner_id = i.partner_id AND r.message_id = i.message_id
       AND r.direction = 'given' AND r.decision = 'received'
     WHERE i.partner_id = $1 AND i.message_id = $2`,
    [partnerId, message.jti],
  );
  return first && deliveryOf(first.digest, digest) === 'again' ? { receipt: first.jws } : { conflict: true };
}

function once<T>(ask: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (name) => {
    const answer = asked.get(name) ?? ask(name);
    asked.set(name, answer);
    return answer;
  };
}

/** Waits for all of them before it throws: none may go on in a transaction that has ended. */
async function everyOne<T>(all: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(all);
  return Promise.all(all);
}

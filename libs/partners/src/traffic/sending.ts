import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#libs/database';
import { daysAfter, systemActor } from '#libs/kernel';
import { Log } from '#libs/process';
import { Tasks } from '#libs/tasks';
import { MESSAGES_PATH } from '../gateway/gateway.js';
import { callPartner } from '../outgoing/partner-connection.js';
import { OwnKeys } from '../own-keys.js';
import {
  isValidAt,
  keyObject,
  nextAttempt,
  requestFor,
  verifyReceipt,
  type PrivateKey,
  type PublicKey,
} from '../protocol/index.js';
import { Partner } from '../registry/partner.entity.js';
import { TrustRegistry } from '../registry/trust-registry.js';
import { dateOf, secondsOf } from '../seconds.js';
import type { MessageId } from '../sharing/sharing.entities.js';
import { Correspondents } from './correspondents.js';
import { drop } from './drop.js';
import { Rounds } from './rounds.js';
import { codeOf, Sealing } from './sealing.js';
import { OutgoingMessage } from './traffic.entities.js';
import { TRAFFIC_OPTIONS, type TrafficOptions } from './traffic-options.js';

const POSTMAN = systemActor('exchange-outbox');
const AT_ONCE = 20;
/** Shorter than anybody waits for a lock: a withdrawal may have to wait until the partner has answered. Milliseconds. */
const REQUEST_TIME = 8_000;
/** Without a receipt for so long, somebody asks the partner. Seconds. */
const SILENCE = 86_400;

interface Sealed {
  sealed: Buffer;
  /** Thumbprints of our key and of the partner's. */
  signed_by: string;
  sealed_to: string;
}

interface Due {
  id: MessageId;
  state: 'waiting' | 'sealed';
}

/** Brings what waits in the outbox to partners, each case in its order, until there is a receipt. */
@Injectable()
export class Sending extends Rounds {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealing: Sealing,
    private readonly correspondents: Correspondents,
    private readonly registry: TrustRegistry,
    private readonly tasks: Tasks,
    private readonly keys: OwnKeys,
    log: Log,
    @Inject(TRAFFIC_OPTIONS) private readonly options: TrafficOptions,
  ) {
    super(log, options.everyMs);
  }

  protected async round(): Promise<boolean> {
    // Whoever has no keys takes no part.
    if (this.keys.all().length === 0) return false;
    const due = await this.unitOfWork.run(POSTMAN, (tx) =>
      // The first of its case that has not ended; one that was given up holds up the others until a person has decided.
      tx.sql<Due>(
        `SELECT o.id, o.state FROM exchange_outbox o JOIN partners p ON p.id = o.partner_id AND p.state = 'paired'
         WHERE o.state IN ('waiting', 'sealed') AND o.due_at <= $1 AND NOT EXISTS (
           SELECT 1 FROM exchange_outbox b WHERE b.partner_id = o.partner_id AND b.handle = o.handle
             AND b.state IN ('waiting', 'sealed', 'dead') AND (b.queued_at, b.id) < (o.queued_at, o.id))
         ORDER BY o.due_at, o.id LIMIT ${AT_ONCE}`,
        [tx.now],
      ),
    );
    const went = await Promise.all(due.map((one) => this.bring(one)));
    return went.some(Boolean);
  }

  /** @returns whether something changed for those behind it */
  private async bring({ id, state }: Due): Promise<boolean> {
    try {
      if (state === 'waiting' && !(await this.sealing.seal(id))) return false;
      const attempt = await this.unitOfWork.run(POSTMAN, (tx) => this.beginAttempt(tx, id));
      return attempt !== undefined && (await this.unitOfWork.run(POSTMAN, (tx) => this.attempt(tx, id)));
    } catch (error) {
      this.log.failure('exchange-attempt-failed', error);
      return false;
    }
  }

  /** Noted before anything leaves the house: whoever ends in the middle of it does not forget that it may have arrived. */
  private async beginAttempt(tx: Transaction, id: MessageId): Promise<OutgoingMessage | undefined> {
    const [locked] = await tx.sql(
      `SELECT 1 FROM exchange_outbox WHERE id = $1 AND state = 'sealed' AND due_at <= $2 FOR UPDATE SKIP LOCKED`,
      [id, tx.now],
    );
    if (!locked) return undefined;
    const message = await tx.of(OutgoingMessage).findOrFail({ id });
    const now = secondsOf(tx.now);
    const waited = now - secondsOf(message.firstTriedAt ?? tx.now);
    const wait = nextAttempt(message.attempts + 1, waited, Math.random());
    if (wait === undefined || secondsOf(message.expiresAt!) <= now) {
      await this.giveUp(tx, message, message.failure ?? 'no-answer');
      return undefined;
    }
    await tx.sql(
      `UPDATE exchange_outbox SET attempts = attempts + 1, first_tried_at = coalesce(first_tried_at, $2), last_tried_at = $2, due_at = $3
       WHERE id = $1`,
      [id, tx.now, dateOf(now + wait)],
    );
    if (waited >= SILENCE)
      await this.tasks.open(tx, {
        kind: 'partner-silent',
        about: message.partnerId,
        role: 'liaison',
        due: daysAfter(tx.now, 1),
      });
    return message;
  }

  /** While the request is under way, this transaction holds what the permit rests on. */
  private async attempt(tx: Transaction, id: MessageId): Promise<boolean> {
    const [row] = await tx.sql<Sealed>(
      `SELECT sealed, signed_by, sealed_to FROM exchange_outbox WHERE id = $1 AND state = 'sealed' FOR UPDATE`,
      [id],
    );
    if (!row) return false;
    const message = await tx.of(OutgoingMessage).findOrFail({ id });
    const { name, handle, about, digest } = message;
    const partner = await tx.of(Partner).findOrFail({ id: message.partnerId });
    if (partner.state !== 'paired') return false;
    const composer = this.correspondents.composerOf(name);
    const allowed = await composer?.stillAllowed?.(tx, { id, name, partner, handle, about });
    if (allowed === false) {
      await drop(tx, id, 'no-longer-allowed', message.attempts - 1);
      return true;
    }
    const pinned = await this.registry.pinnedKeys(tx, partner.id);
    if (this.keyWasLost(message, row, pinned)) {
      await sealAnew(tx, id);
      return true;
    }
    try {
      const signing = this.signingFor(message, row, secondsOf(tx.now));
      const jws = await this.call(partner, id, row.sealed.toString('latin1'), secondsOf(tx.now), signing);
      const theirs = (kid: string) => {
        const key = pinned.find((one) => one.kid === kid && one.use === 'sign' && isValidAt(one, secondsOf(tx.now)));
        return key && keyObject(key);
      };
      const sent = { from: this.keys.society, to: partner.society, message: id, digest: digest! };
      const receipt = await verifyReceipt(jws, theirs, sent);
      await this.delivered(tx, message, jws, receipt.audit);
      return true;
    } catch (error) {
      const failure = codeOf(error);
      if (failure === 'answered-409') await this.giveUp(tx, message, failure);
      else await tx.sql('UPDATE exchange_outbox SET failure = $2 WHERE id = $1', [id, failure]);
      // Whoever refuses us may have other keys by now, or not know ours.
      if (failure === 'answered-400')
        await tx.sql('UPDATE partners SET capability_due_at = least(capability_due_at, $2) WHERE id = $1', [
          partner.id,
          tx.now,
        ]);
      return false;
    }
  }

  /** What a lost key can open or has signed does not go out any more; only the news of its loss does. */
  private keyWasLost(
    { name }: OutgoingMessage,
    { signed_by, sealed_to }: Sealed,
    theirs: readonly PublicKey[],
  ): boolean {
    const signing = this.keys.all().find(({ kid }) => kid === signed_by);
    const revoked = signing?.revokedAt !== undefined && name !== 'key-revocation';
    return revoked || !theirs.some(({ kid }) => kid === sealed_to);
  }

  /** A key that was lost brings the news itself: partners may know no other one of ours. */
  private signingFor({ name }: OutgoingMessage, { signed_by }: Sealed, now: number): PrivateKey {
    return (name === 'key-revocation' && this.keys.signingBy(signed_by)) || this.keys.signing(now);
  }

  private async call(
    partner: Partner,
    jti: MessageId,
    sealed: string,
    now: number,
    signing: PrivateKey,
  ): Promise<string> {
    const targetUri = partner.messagesAt ?? `${partner.baseUrl}${MESSAGES_PATH}`;
    const nonce = randomBytes(16).toString('base64url');
    const request = requestFor(sealed, { jti, targetUri, now, nonce }, signing);
    const { status, body } = await callPartner(request, {
      allowed: [partner.baseUrl],
      demo: this.options.demo,
      limits: { time: REQUEST_TIME },
    });
    if (status !== 202) throw Object.assign(new Error('No receipt.'), { code: `answered-${status}` });
    return body;
  }

  private async delivered(tx: Transaction, message: OutgoingMessage, jws: string, audit: number): Promise<void> {
    const { id, partnerId, name } = message;
    await tx.sql(`UPDATE exchange_outbox SET state = 'delivered', ended_at = $2, failure = NULL WHERE id = $1`, [
      id,
      tx.now,
    ]);
    await tx.sql(
      `INSERT INTO exchange_receipts (partner_id, message_id, direction, decision, jws, audit_seq, at)
       VALUES ($1, $2, 'got', 'received', $3, $4, $5) ON CONFLICT DO NOTHING`,
      [partnerId, id, jws, audit, tx.now],
    );
    await this.tasks.close(tx, { kind: 'partner-silent', about: partnerId });
    tx.audit.record(
      'exchange.delivered',
      { type: 'exchange-message', id },
      { partner: partnerId, name, theirs: audit },
    );
    tx.outbox.emit('exchange.delivered', { messageId: id, partnerId, name });
  }

  /** A dead letter: a person sends it again, or gives it up. */
  private async giveUp(tx: Transaction, { id, partnerId, name }: OutgoingMessage, failure: string): Promise<void> {
    await tx.sql(`UPDATE exchange_outbox SET state = 'dead', ended_at = $2, failure = $3 WHERE id = $1`, [
      id,
      tx.now,
      failure,
    ]);
    await this.tasks.open(tx, { kind: 'message-undelivered', about: id, role: 'liaison', due: daysAfter(tx.now, 1) });
    tx.audit.record('exchange.dead-letter', { type: 'exchange-message', id }, { partner: partnerId, name, failure });
    tx.outbox.emit('exchange.dead-letter', { messageId: id, partnerId, name });
  }
}

/**
 * It waits for its turn again, and for new keys where there are none, under the name it has: where it had arrived already the
 * partner says so (409), and a person decides.
 */
async function sealAnew(tx: Transaction, id: MessageId): Promise<void> {
  await tx.sql(
    `UPDATE exchange_outbox SET state = 'waiting', seq = NULL, sealed = NULL, digest = NULL, expires_at = NULL,
       signed_by = NULL, sealed_to = NULL, due_at = $2 WHERE id = $1`,
    [id, tx.now],
  );
  tx.audit.record('exchange.sealed-anew', { type: 'exchange-message', id });
}

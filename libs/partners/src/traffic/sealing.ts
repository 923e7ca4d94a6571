import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#libs/database';
import { systemActor } from '#libs/kernel';
import { OwnKeys } from '../own-keys.js';
import {
  checkMessage,
  contentDigest,
  isValidAt,
  KEY_REVOCATION,
  keyObject,
  MESSAGE_LIFE,
  sealMessage,
  VERSION,
  type MessageName,
  type PrivateKey,
  type PublicKey,
  type Unpadded,
} from '../protocol/index.js';
import { Partner } from '../registry/partner.entity.js';
import { TrustRegistry } from '../registry/trust-registry.js';
import { dateOf, secondsOf } from '../seconds.js';
import type { MessageId } from '../sharing/sharing.entities.js';
import { Correspondents } from './correspondents.js';
import type { Draft } from './composes.js';
import { drop } from './drop.js';
import { OutgoingMessage } from './traffic.entities.js';

const SEALER = systemActor('exchange-outbox');
const PAUSE = 300;

/** Writes and seals a message when it is its turn: once, so that every attempt brings the same bytes. */
@Injectable()
export class Sealing {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly correspondents: Correspondents,
    private readonly registry: TrustRegistry,
    private readonly keys: OwnKeys,
  ) {}

  /** @returns whether it is sealed now and can go */
  async seal(id: MessageId): Promise<boolean> {
    try {
      return await this.unitOfWork.run(SEALER, (tx) => this.sealIn(tx, id));
    } catch (error) {
      await this.unitOfWork.run(SEALER, (tx) =>
        tx.sql(`UPDATE exchange_outbox SET failure = $2, due_at = $3 WHERE id = $1 AND state = 'waiting'`, [
          id,
          codeOf(error),
          dateOf(secondsOf(tx.now) + PAUSE),
        ]),
      );
      return false;
    }
  }

  private async sealIn(tx: Transaction, id: MessageId): Promise<boolean> {
    const [locked] = await tx.sql(
      `SELECT 1 FROM exchange_outbox o JOIN exchange_cases c USING (partner_id, handle)
       WHERE o.id = $1 AND o.state = 'waiting' FOR UPDATE OF o, c SKIP LOCKED`,
      [id],
    );
    if (!locked) return false;
    const { name, about, handle, partnerId, attempts } = await tx.of(OutgoingMessage).findOrFail({ id });
    const partner = await tx.of(Partner).findOrFail({ id: partnerId });
    const composer = this.correspondents.composerOf(name);
    if (!composer) throw Object.assign(new Error('Nobody writes this message.'), { code: 'nobody-writes-it' });
    const now = secondsOf(tx.now);
    const recipient = sealingKey(await this.registry.pinnedKeys(tx, partnerId), now);
    const draft = await composer.compose(tx, { id, name, partner, handle, about });
    if (!draft) {
      await drop(tx, id, 'not-to-be-sent', attempts);
      return false;
    }
    const signing = this.signingFor(draft, now);
    const [last] = await tx.sql<{ seq: number }>(
      'SELECT coalesce(max(seq), 0) AS seq FROM exchange_outbox WHERE partner_id = $1 AND handle = $2',
      [partnerId, handle],
    );
    const message = this.messageOf(draft, name, partner, { id, handle, seq: last!.seq + 1, now });
    const { society, purposes, highest } = partner;
    checkMessage(
      { ...message, padding: '' },
      { from: this.keys.society, to: society },
      { society, purposes, highest },
      now,
    );
    const sealed = Buffer.from(await sealMessage(message, signing, recipient));
    const digest = contentDigest(sealed);
    await tx.sql(
      `UPDATE exchange_outbox SET state = 'sealed', seq = $2, sealed = $3, digest = $4, expires_at = $5, signed_by = $6, sealed_to = $7,
         failure = NULL WHERE id = $1`,
      [id, message.seq, sealed, digest, dateOf(message.exp), signing.kid, recipient.kid],
    );
    tx.audit.record('exchange.sealed', { type: 'exchange-message', id }, { partner: partnerId, name, digest });
    return true;
  }

  private messageOf(
    { envelope, ...told }: Draft,
    name: MessageName,
    { society }: Partner,
    { id, handle, seq, now }: { id: MessageId; handle: string; seq: number; now: number },
  ): Unpadded {
    return {
      v: VERSION,
      type: 'events' in told ? 'notice' : name,
      iss: this.keys.society,
      aud: society,
      jti: id,
      iat: now,
      exp: now + MESSAGE_LIFE,
      seq,
      envelope: { ...envelope, case: handle },
      ...told,
    } as Unpadded;
  }

  /** A key that was lost says so itself: partners may know no other one of ours. */
  private signingFor(draft: Draft, now: number): PrivateKey {
    const lost =
      'events' in draft && KEY_REVOCATION in draft.events
        ? this.keys.signingBy(draft.events[KEY_REVOCATION].key)
        : undefined;
    return lost ?? this.keys.signing(now);
  }
}

/** The partner's key that stays valid longest. @throws where it has none: the message waits for new keys */
function sealingKey(keys: readonly PublicKey[], now: number) {
  const [key] = keys
    .filter((one) => one.use === 'seal' && isValidAt(one, now))
    .sort((one, other) => other.until - one.until);
  if (!key) throw Object.assign(new Error('The partner has no valid key.'), { code: 'no-key-of-theirs' });
  return { kid: key.kid, key: keyObject(key) };
}

/** A code, never a message: it may hold what nobody should read. */
export function codeOf(error: unknown): string {
  const { code, reason, because, name } = error as Record<'code' | 'reason' | 'because' | 'name', unknown>;
  const said = [because, reason, code, name].find((one) => typeof one === 'string');
  return typeof said === 'string' ? said.slice(0, 60) : 'unknown';
}

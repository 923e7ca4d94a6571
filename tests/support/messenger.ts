import { randomUUID } from 'node:crypto';
import { DiscoveryService } from '@nestjs/core';
import { UnitOfWork } from '#libs/database';
import { systemActor } from '#libs/kernel';
import {
  checkMessage,
  Composes,
  contentDigest,
  ExchangeCase,
  fingerprint,
  nameOf,
  OutgoingMessage,
  Partner,
  Takes,
  thumbprint,
  type Message,
  type MessageComposer,
  type MessageName,
  type MessageTaker,
} from '#libs/partners';
import type { Deployment } from './deployment.js';
import { expectStatus } from './stories.js';
import type { Staff } from './staff.js';

const MESSENGER = systemActor('messenger');
const NOTICES: readonly MessageName[] = [
  'correction',
  'withdrawal',
  'recall',
  'deletion-certificate',
  'key-revocation',
];

/** One Society, with what the other calls it. */
export interface Side {
  code: string;
  relink: Deployment;
}

/**
 * Carries what one Society has written to the other one's desk, as if both trusted each other and nothing could go wrong on the
 * way: messages are checked as those are that come over the line, and neither sealed nor signed. What goes over the line
 * is tested by the tests of the exchange's traffic.
 */
export class Messenger {
  constructor(
    private readonly one: Side,
    private readonly other: Side,
  ) {}

  /** Everything that waits on both sides, until nothing is left. */
  async carryAll(): Promise<MessageName[]> {
    const carried: MessageName[] = [];
    for (let more = true; more; ) {
      const names = [...(await this.carry(this.one, this.other)), ...(await this.carry(this.other, this.one))];
      carried.push(...names);
      more = names.length > 0;
    }
    return carried;
  }

  private async carry(from: Side, to: Side): Promise<MessageName[]> {
    const rows = await from.relink.database.sql<{ id: string }>(
      `SELECT id FROM relink.exchange_outbox WHERE state = 'waiting' ORDER BY id`,
    );
    const carried: MessageName[] = [];
    for (const { id } of rows) {
      const message = await this.write(from, to, id);
      if (!message) continue;
      await this.bring(from, to, message);
      carried.push(nameOf(message)!);
    }
    return carried;
  }

  private write(from: Side, to: Side, id: string): Promise<Message | undefined> {
    const app = from.relink.workerApp;
    return app.get(UnitOfWork).run(MESSENGER, async (tx) => {
      const waiting = await tx.of(OutgoingMessage).lockOrFail({ id: id as OutgoingMessage['id'] });
      const { name, handle, about } = waiting;
      const partner = await tx.of(Partner).findOrFail({ id: waiting.partnerId });
      const composer = providersOf<MessageComposer>(from.relink, Composes, name);
      const draft = await composer.compose(tx, { id: waiting.id, name, partner, handle, about });
      if (!draft) {
        await tx.sql(`UPDATE exchange_outbox SET state = 'dropped', ended_at = now() WHERE id = $1`, [id]);
        return undefined;
      }
      const row = await tx.of(ExchangeCase).lockOrFail({ partnerId: partner.id, handle });
      const seq = row.sentSeq + 1;
      await tx.sql('UPDATE exchange_cases SET sent_seq = $3 WHERE partner_id = $1 AND handle = $2', [
        partner.id,
        handle,
        seq,
      ]);
      const now = Math.floor(tx.now.getTime() / 1_000);
      const message = {
        v: 1,
        type: NOTICES.includes(name) ? 'notice' : name,
        iss: from.code,
        aud: to.code,
        jti: waiting.id,
        iat: now,
        exp: now + 86_400,
        seq,
        padding: '',
        ...draft,
        envelope: { ...draft.envelope, case: handle },
      } as unknown as Message;
      if (nameOf(message) !== name) throw new Error(`What was written is no ${name}.`);
      checkMessage(
        message,
        { from: from.code, to: to.code },
        { society: to.code, purposes: partner.purposes, highest: partner.highest },
        now,
      );
      if ((await composer.stillAllowed?.(tx, { id: waiting.id, name, partner, handle, about })) === false)
        throw new Error('It was written, and is not allowed any more.');
      await tx.sql(
        `UPDATE exchange_outbox SET state = 'delivered', seq = $2, digest = $3, expires_at = now() + interval '8 days', ended_at = now()
         WHERE id = $1`,
        [id, seq, digestOf(message)],
      );
      return message;
    });
  }

  private async bring(from: Side, to: Side, message: Message): Promise<void> {
    const name = nameOf(message)!;
    await to.relink.workerApp.get(UnitOfWork).run(MESSENGER, async (tx) => {
      const partner = (await tx.of(Partner).find({ society: from.code }))!;
      const handle = message.envelope.case;
      const bound = await tx.of(ExchangeCase).find({ partnerId: partner.id, handle });
      const taker = providersOf<MessageTaker>(to.relink, Takes, name);
      await taker.take(tx, {
        id: message.jti as OutgoingMessage['id'],
        partner,
        handle,
        dossierId: bound?.dossierId ?? undefined,
        message,
        digest: digestOf(message),
        receivedAt: tx.now,
      });
    });
    await from.relink.workerApp.get(UnitOfWork).run(MESSENGER, (tx) => {
      tx.outbox.emit('exchange.delivered', { messageId: message.jti, name });
      return Promise.resolve();
    });
  }
}

function digestOf(message: Message): string {
  return contentDigest(Buffer.from(JSON.stringify(message)));
}

function providersOf<T>(
  { workerApp }: Deployment,
  decorator: typeof Composes,
  name: MessageName,
): T {
  const discovery = workerApp.get(DiscoveryService, { strict: false });
  const found = discovery
    .getProviders()
    .filter((wrapper) => discovery.getMetadataByDecorator(decorator, wrapper)?.names.includes(name))
    .map(({ instance }) => instance as T);
  if (found.length !== 1) throw new Error(`There are ${found.length} providers for ${name}.`);
  return found[0]!;
}

/** A partner that is paired: proposed by one, approved by another who compared the fingerprints. */
export async function pair(
  { liaison, steward }: { liaison: Staff; steward: Staff },
  society: string,
  more: object = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const keys = (['sign', 'seal'] as const).map((use) => ({ use, x: somePoint(), from: now - 60, until: now + 86_400 }));
  const input = {
    society,
    name: `Red Cross of ${society}`,
    country: 'KE',
    baseUrl: `https://relink.${society.toLowerCase()}.example`,
    agreedPurposes: ['share-with-partner'],
    highest: 'restricted',
    dailyQuota: 100,
    stewardContact: 'steward@relink.example',
    keys,
    ...more,
  };
  const { id, version } = await expectStatus(201, liaison.post('/partners', input));
  const fingerprints = keys.map(({ use, x }) =>
    fingerprint(thumbprint({ kty: 'OKP', crv: use === 'sign' ? 'Ed25519' : 'X25519', x })),
  );
  await expectStatus(200, steward.post(`/partners/${id}/approve`, { fingerprints }, version));
  return id as string;
}

/** 32 bytes; whether they are a point of the curve nobody asks before a message is sealed. */
function somePoint(): string {
  return Buffer.from((randomUUID() + randomUUID()).replaceAll('-', ''), 'hex').toString('base64url');
}

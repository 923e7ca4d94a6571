import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#libs/database';
import { daysAfter, newId, systemActor } from '#libs/kernel';
import { Log } from '#libs/process';
import { Tasks } from '#libs/tasks';
import { callPartner } from '../outgoing/partner-connection.js';
import { OwnKeys } from '../own-keys.js';
import { CAPABILITY_PATH, KEY_REVOCATION, MESSAGE_LIFE } from '../protocol/index.js';
import { Partner, type PartnerId } from '../registry/partner.entity.js';
import { TrustRegistry } from '../registry/trust-registry.js';
import { dateOf, secondsOf } from '../seconds.js';
import { Composes, type Draft, type MessageComposer, type WaitingMessage } from './composes.js';
import { ownAffairs } from './exchange-cases.js';
import { queueMessage } from './queue-message.js';
import { Rounds } from './rounds.js';
import { Takes, type MessageTaker, type TakenMessage } from './takes.js';
import { TRAFFIC_OPTIONS, type TrafficOptions } from './traffic-options.js';

const KEEPER = systemActor('exchange-keys');
const DAY = 86_400;
const AGAIN = 3_600;

/**
 * News of keys: our own are shown to those who compare fingerprints, and told to partners when one is revoked; the documents of
 * partners are read every day, and whenever one has refused us.
 */
@Injectable()
@Composes({ names: ['key-revocation'] })
@Takes({ names: ['key-revocation'] })
export class KeyNews extends Rounds implements MessageComposer, MessageTaker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly registry: TrustRegistry,
    private readonly tasks: Tasks,
    private readonly keys: OwnKeys,
    log: Log,
    @Inject(TRAFFIC_OPTIONS) private readonly options: TrafficOptions,
  ) {
    super(log, options.everyMs && Math.max(options.everyMs, 5_000));
  }

  async compose(tx: Transaction, { about, partner }: WaitingMessage): Promise<Draft | undefined> {
    const [key] = await tx.sql<{ kid: string; revoked_at: Date }>(
      'SELECT kid, revoked_at FROM exchange_own_keys WHERE id = $1 AND revoked_at IS NOT NULL',
      [about],
    );
    if (!key) return undefined;
    return {
      envelope: {
        purpose: partner.purposes[0]!,
        basis: 'public-interest',
        fields: [],
        sensitivity: 'open',
        expires: secondsOf(tx.now) + MESSAGE_LIFE,
        hops: 0,
        onward: 'forbidden',
      },
      events: { [KEY_REVOCATION]: { key: key.kid, since: secondsOf(key.revoked_at) } },
    };
  }

  async take(tx: Transaction, { partner, message }: TakenMessage): Promise<void> {
    if (!('events' in message) || !(KEY_REVOCATION in message.events)) return;
    const { key } = message.events[KEY_REVOCATION];
    await this.registry.revokeKey(tx, partner.id, key);
    await this.tasks.open(tx, {
      kind: 'partner-keys-changed',
      about: partner.id,
      role: 'liaison',
      due: daysAfter(tx.now, 1),
    });
  }

  protected async round(): Promise<boolean> {
    await this.unitOfWork.run(KEEPER, (tx) => this.publish(tx));
    const due = await this.unitOfWork.run(KEEPER, (tx) =>
      tx.sql<{ id: PartnerId }>(
        `SELECT id FROM partners WHERE state = 'paired' AND coalesce(capability_due_at, '-infinity') <= $1 ORDER BY id LIMIT 20`,
        [tx.now],
      ),
    );
    // Without keys of our own nobody is asked: such a deployment takes no part.
    if (this.keys.all().length === 0) return false;
    for (const { id } of due) await this.readDocument(id);
    return false;
  }

  /** What the key file says, for people to see; a key that was revoked there is told to every partner. */
  private async publish(tx: Transaction): Promise<void> {
    const known = await tx.sql<{ id: string; kid: string; revoked_at: Date | null; valid_until: string }>(
      'SELECT id, kid, revoked_at, valid_until FROM exchange_own_keys FOR UPDATE',
    );
    for (const { kid, use, crv, x, from, until, revokedAt } of this.keys.all()) {
      const revoked = revokedAt === undefined ? null : dateOf(revokedAt);
      const row = known.find((one) => one.kid === kid);
      if (row && Number(row.valid_until) === until && (row.revoked_at !== null || !revoked)) continue;
      const [{ id }] = (await tx.sql<{ id: string }>(
        `INSERT INTO exchange_own_keys (id, kid, use, crv, x, valid_from, valid_until, revoked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (kid) DO UPDATE SET valid_until = excluded.valid_until, revoked_at = excluded.revoked_at RETURNING id`,
        [newId(), kid, use, crv, x, from, until, revoked],
      )) as [{ id: string }];
      if (revoked && row) await this.tellRevocation(tx, id);
    }
  }

  private async tellRevocation(tx: Transaction, about: string): Promise<void> {
    for (const { id: partnerId } of await tx.of(Partner).all({ state: 'paired' }))
      await queueMessage(tx, {
        name: 'key-revocation',
        partnerId,
        handle: await ownAffairs(tx, partnerId),
        about,
      });
  }

  private async readDocument(id: PartnerId): Promise<void> {
    const { baseUrl } = await this.unitOfWork.run(KEEPER, async (tx) => {
      const partner = await tx.of(Partner).findOrFail({ id });
      await this.due(tx, id, AGAIN);
      return partner;
    });
    let document: string;
    try {
      const { status, body } = await callPartner(
        { method: 'GET', url: `${baseUrl}${CAPABILITY_PATH}`, headers: {}, body: '' },
        { allowed: [baseUrl], demo: this.options.demo, limits: { time: 8_000 } },
      );
      if (status !== 200) return;
      document = body;
    } catch {
      return;
    }
    try {
      await this.registry.rotateKeys(id, document);
    } catch (error) {
      // Not from where the pinned keys lead: a person calls the partner.
      this.log.failure('exchange-document-refused', error);
      await this.unitOfWork.run(KEEPER, (tx) =>
        this.tasks.open(tx, {
          kind: 'partner-keys-changed',
          about: id,
          role: 'liaison',
          due: daysAfter(tx.now, 1),
        }),
      );
    }
    await this.unitOfWork.run(KEEPER, (tx) => this.due(tx, id, DAY));
  }

  private async due(tx: Transaction, id: PartnerId, seconds: number): Promise<void> {
    await tx.sql('UPDATE partners SET capability_due_at = $2 WHERE id = $1', [id, dateOf(secondsOf(tx.now) + seconds)]);
  }
}

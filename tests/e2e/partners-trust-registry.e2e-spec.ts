import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { newId, systemActor, type Role, type StaffActor } from '#libs/kernel';
import {
  fingerprint,
  MESSAGES,
  PARTNERS_ENTITIES,
  receive,
  requestFor,
  sealMessage,
  signCapability,
  TrustRegistry,
  type Capability,
  type MessageName,
  type PartnerId,
  type PartnerInput,
  type PublicKey,
  type Unpadded,
} from '#libs/partners';
import {
  aBranch,
  aKeyring,
  aStaffMember,
  aUnitOfWork,
  createTestDatabase,
  SettableClock,
  type TestDatabase,
  type TestKeyring,
  type TestUnitOfWork,
} from '#libs/testing';
import {
  anEnquiry,
  aReceiver,
  aSociety,
  MESSAGES_AT,
  NOON,
  sealingKeyOf,
  type Society,
} from '../support/two-societies.js';

const DAY = 86_400;
const GATEWAY = systemActor('exchange');

const beta = aSociety('BETA');
let database: TestDatabase;
let api: TestUnitOfWork;
let worker: TestUnitOfWork;
let gateway: TestUnitOfWork;
let clock: SettableClock;
let keys: TestKeyring;
let registry: TrustRegistry;
let rotation: TrustRegistry;
let gatekeeper: TrustRegistry;
const staff = new Map<Role, StaffActor>();

beforeAll(async () => {
  database = await createTestDatabase();
  keys = await aKeyring();
  clock = new SettableClock(new Date(NOON * 1_000));
  const common = { keyring: keys.keyring, entities: PARTNERS_ENTITIES, clock };
  api = await aUnitOfWork(database, { role: 'relink_api', ...common });
  worker = await aUnitOfWork(database, { role: 'relink_worker', ...common });
  gateway = await aUnitOfWork(database, { role: 'relink_exchange', ...common });
  registry = new TrustRegistry(api.unitOfWork);
  rotation = new TrustRegistry(worker.unitOfWork);
  gatekeeper = new TrustRegistry(gateway.unitOfWork);
  const branchId = await aBranch(database);
  for (const role of ['liaison', 'steward', 'administrator', 'caseworker'] as const)
    staff.set(role, await aStaffMember(database, role, branchId));
});

afterAll(async () => {
  for (const one of [api, worker, gateway]) await one.close();
  await database.drop();
  await keys.remove();
});

const as = (role: Role) => staff.get(role)!;

function input({ code }: Society): PartnerInput {
  return {
    society: code,
    name: `Red Cross of ${code}`,
    country: 'KE',
    baseUrl: `https://relink.${code.toLowerCase()}.example`,
    purposes: ['share-with-partner'],
    highest: 'restricted',
    dailyQuota: 50,
    stewardContact: 'steward@relink.example',
  };
}

const read = (keys: readonly PublicKey[]) => ({ fingerprints: keys.map(({ kid }) => fingerprint(kid)) });

async function paired(society: Society): Promise<{ id: PartnerId; version: number }> {
  const { id } = await registry.propose(input(society), society.keys, as('liaison'));
  const { version } = await registry.approve(id as PartnerId, read(society.keys), 1, as('steward'));
  return { id: id as PartnerId, version };
}

/** What the gateway does with a message of this Society now, signed with its key. */
async function heard(from: Society): Promise<string> {
  const now = Math.floor(clock.now().getTime() / 1_000);
  const enquiry = anEnquiry();
  const message: Unpadded = {
    ...enquiry,
    iss: from.code,
    iat: now,
    exp: now + DAY,
    envelope: { ...enquiry.envelope, expires: now + DAY },
  };
  const sealed = await sealMessage(message, from.signing, sealingKeyOf(beta));
  const about = {
    jti: message.jti,
    targetUri: MESSAGES_AT,
    now,
    nonce: Buffer.from(newId().replaceAll('-', ''), 'hex').toString('base64url'),
  };
  const { method, headers, body } = requestFor(sealed, about, from.signing);
  const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  const receiver = aReceiver(
    beta,
    { society: '', paired: false, keys: [], purposes: [], highest: 'open' },
    {
      now,
      partnerBy: (kid) => gateway.unitOfWork.run(GATEWAY, (tx) => gatekeeper.partnerBy(tx, kid)),
    },
  );
  return receive({ method, headers: lists, body: Buffer.from(body) }, receiver).then(
    () => 'heard',
    (error: unknown) => (error as { reason: string }).reason,
  );
}

function told(
  society: Society,
  keys: readonly PublicKey[],
  at: number,
  origin = input(society).baseUrl,
): Promise<string> {
  const document: Capability = {
    v: 1,
    iss: society.code,
    iat: at,
    messages: `${origin}/exchange/v1/messages`,
    types: Object.keys(MESSAGES) as MessageName[],
    largestBody: 524_288,
    keys: [...keys],
  };
  return signCapability(document, society.signing);
}

describe('a partner', () => {
  it('is trusted when a second person has compared the fingerprints too, and only then heard', async () => {
    const alpha = aSociety('ALPHA');
    const { id } = await registry.propose(input(alpha), alpha.keys, as('administrator'));
    expect(await heard(alpha)).toBe('partner-not-paired');
    const approve = (by: Role, keys: readonly PublicKey[]) => registry.approve(id as PartnerId, read(keys), 1, as(by));
    await expect(approve('administrator', alpha.keys)).rejects.toMatchObject({ code: 'workflow.guard-not-met' });
    await expect(approve('steward', aSociety('OTHER').keys)).rejects.toMatchObject({ code: 'workflow.guard-not-met' });
    await expect(approve('steward', [alpha.keys[0]])).rejects.toMatchObject({ code: 'workflow.guard-not-met' });
    await expect(approve('liaison', alpha.keys)).rejects.toMatchObject({ code: 'workflow.not-yours' });
    await expect(approve('steward', alpha.keys)).resolves.toMatchObject({ state: 'paired', version: 2 });
    expect(await heard(alpha)).toBe('heard');
  });

  it('is proposed by those who keep partners, with keys that are sound, and once', async () => {
    const society = aSociety('ONCE');
    const propose = (by: Role, keys: readonly PublicKey[] = society.keys) =>
      registry.propose(input(society), keys, as(by));
    await expect(propose('caseworker')).rejects.toMatchObject({ code: 'access.forbidden' });
    await expect(propose('steward')).rejects.toMatchObject({ code: 'workflow.not-yours' });
    for (const keys of [
      [society.keys[0]],
      [society.keys[0], { ...society.keys[1], until: NOON }],
      [society.keys[0], { ...society.keys[1], kid: aSociety('OTHER').keys[1].kid }],
    ])
      await expect(propose('liaison', keys)).rejects.toMatchObject({ code: 'workflow.guard-not-met' });
    await propose('liaison');
    await expect(propose('liaison')).rejects.toMatchObject({ code: 'partners.known-already' });
    await expect(registry.propose(input(aSociety('THIEF')), society.keys, as('liaison'))).rejects.toMatchObject({
      code: 'partners.known-already',
    });
  });

  it('is not heard from the next message on when it is suspended, and never again when it is revoked', async () => {
    const society = aSociety('GONE');
    const { id, version } = await paired(society);
    expect(await heard(society)).toBe('heard');
    const suspended = await registry.suspend(id, 'alarm', version, as('liaison'));
    expect(await heard(society)).toBe('partner-not-paired');
    await expect(registry.resume(id, read(society.keys), suspended.version, as('liaison'))).rejects.toMatchObject({
      code: 'workflow.not-yours',
    });
    const resumed = await registry.resume(id, read(society.keys), suspended.version, as('steward'));
    expect(await heard(society)).toBe('heard');
    await registry.revoke(id, 'compromise', resumed.version, as('administrator'));
    expect(await heard(society)).toBe('unknown-key');
    await expect(registry.resume(id, read(society.keys), resumed.version + 1, as('steward'))).rejects.toMatchObject({
      code: 'workflow.not-allowed-now',
    });
  });
});

describe('new keys', () => {
  it('are pinned beside the old ones, which end when their owner says so', async () => {
    const old = aSociety('TURN');
    const fresh = { ...aSociety('TURN-2'), code: 'TURN' };
    const { id } = await paired(old);
    const ends = old.keys.map((key) => ({ ...key, until: NOON + 10 * DAY }));
    expect(await heard(fresh)).toBe('unknown-key');
    await rotation.rotateKeys(id, await told(old, [...ends, ...fresh.keys], NOON));
    expect([await heard(old), await heard(fresh)]).toEqual(['heard', 'heard']);

    clock.set(new Date((NOON + 11 * DAY) * 1_000));
    expect([await heard(old), await heard(fresh)]).toEqual(['key-not-valid', 'heard']);
    await expect(rotation.rotateKeys(id, await told(old, ends, NOON + 11 * DAY))).rejects.toMatchObject({
      reason: 'inner-signature',
    });
    clock.set(new Date(NOON * 1_000));
  });

  it('change nothing where they come from elsewhere, or with an older document; and no key lives longer than it was pinned for', async () => {
    const society = aSociety('CALM');
    const other = { ...aSociety('OTHER'), code: 'CALM' };
    const { id } = await paired(society);
    const keys = () =>
      database.sql(`SELECT kid, valid_until FROM relink.partner_keys WHERE partner_id = $1 ORDER BY 1`, [id]);
    const before = await keys();
    await expect(rotation.rotateKeys(id, await told(other, other.keys, NOON))).rejects.toMatchObject({
      reason: 'inner-signature',
    });
    const elsewhere = told(society, society.keys, NOON, 'https://relink.elsewhere.example');
    await expect(rotation.rotateKeys(id, await elsewhere)).rejects.toMatchObject({ reason: 'payload-form' });
    const longer = society.keys.map((key) => ({ ...key, until: key.until + DAY }));
    await rotation.rotateKeys(id, await told(society, longer, NOON + 2));
    expect(await keys()).toEqual(before);
    await expect(rotation.rotateKeys(id, await told(society, other.keys, NOON + 1))).rejects.toMatchObject({
      reason: 'replay',
    });
    expect(await keys()).toEqual(before);
  });

  it('left out of the document are not valid any more', async () => {
    const society = aSociety('LOST');
    const fresh = { ...aSociety('LOST-2'), code: 'LOST' };
    const { id } = await paired(society);
    await rotation.rotateKeys(id, await told(society, fresh.keys, NOON));
    expect([await heard(society), await heard(fresh)]).toEqual(['unknown-key', 'heard']);
  });
});

describe('the gateway, logged in as itself', () => {
  it('adds to its inbox, cannot read what is sealed there, and can neither change nor remove it', async () => {
    const { id } = await paired(aSociety('INBOX'));
    const client = new Client({ connectionString: database.url('relink_exchange') });
    await client.connect();
    const refused = (text: string) => expect(client.query(text)).rejects.toMatchObject({ code: '42501' });
    try {
      const insert = `INSERT INTO relink.exchange_inbox (partner_id, message_id, digest, received_at, sealed, name, purpose, handle, seq)
        VALUES ('${id}', '${newId()}', 'sha-256=:x:', now(), '\\x00', 'enquiry', 'share-with-partner', 'h', 1) ON CONFLICT DO NOTHING`;
      await refused(insert);
      await client.query(`SELECT set_config('relink.kind', 'system', false)`);
      expect((await client.query(insert)).rowCount).toBe(1);
      expect((await client.query(insert)).rowCount).toBe(0);
      expect((await client.query('SELECT digest FROM relink.exchange_inbox')).rows).toEqual([
        { digest: 'sha-256=:x:' },
      ]);
      await client.query(`INSERT INTO relink.partner_nonces VALUES ('${id}', 'once', now())`);
      expect(
        (await client.query(`INSERT INTO relink.partner_nonces VALUES ('${id}', 'once', now()) ON CONFLICT DO NOTHING`))
          .rowCount,
      ).toBe(0);
      for (const text of [
        'SELECT sealed FROM relink.exchange_inbox',
        `UPDATE relink.exchange_inbox SET digest = ''`,
        'DELETE FROM relink.exchange_inbox',
        'SELECT nonce FROM relink.partner_nonces',
        'DELETE FROM relink.partner_nonces',
        `UPDATE relink.partners SET state = 'paired'`,
        'SELECT steward_contact FROM relink.partners',
        `INSERT INTO relink.partner_keys SELECT * FROM relink.partner_keys`,
        `UPDATE relink.partner_keys SET valid_until = 9999999999`,
        'SELECT 1 FROM relink.persons',
        'SELECT 1 FROM relink.disclosures',
        'SELECT 1 FROM relink.partner_records',
        'SELECT 1 FROM relink.accounts',
        'SELECT 1 FROM vault.data_keys',
        'SELECT action FROM audit.entries',
      ])
        await refused(text);
    } finally {
      await client.end();
    }
  });

  it('and nobody else makes a pinned key another one', async () => {
    for (const role of ['relink_api', 'relink_worker'] as const) {
      const client = new Client({ connectionString: database.url(role) });
      await client.connect();
      try {
        await expect(client.query(`UPDATE relink.partner_keys SET x = 'other'`)).rejects.toMatchObject({
          code: '42501',
        });
        await expect(client.query('DELETE FROM relink.partner_keys')).rejects.toMatchObject({ code: '42501' });
      } finally {
        await client.end();
      }
    }
  });
});

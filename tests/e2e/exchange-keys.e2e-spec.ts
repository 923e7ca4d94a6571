import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayOf } from '#libs/kernel';
import { revokeExchangeKey, rotateExchangeKeys } from '#libs/crypto';
import { CAPABILITY_PATH, signCapability, MESSAGES, type MessageName, type PartnerId } from '#libs/partners';
import { SettableClock } from '#libs/testing';
import { DAY, PartnerSociety } from '../support/partner-society.js';
import { pairOffices, PostOffice } from '../support/post-office.js';

const clocks = { a: new SettableClock(), b: new SettableClock() };
let a: PostOffice;
let b: PostOffice;
let bForA: PartnerId;
let aForB: PartnerId;

beforeAll(async () => {
  [a, b] = await Promise.all([PostOffice.open('NOR', clocks.a), PostOffice.open('KEN', clocks.b)]);
  bForA = await pairOffices(a, b);
  aForB = await pairOffices(b, a);
});
afterAll(() => Promise.all([a.close(), b.close()]));

function pass(time: { days?: number; hours?: number; minutes?: number; seconds?: number }): void {
  clocks.a.advance(time);
  clocks.b.advance(time);
}

const seconds = () => Math.floor(clocks.a.now().getTime() / 1_000);
const pinned = (of: PostOffice, partner: PartnerId) =>
  of.database.sql<{ kid: string }>('SELECT kid FROM relink.partner_keys WHERE partner_id = $1 AND revoked_at IS NULL', [
    partner,
  ]);

/** Sends one message from A to B now. @returns its state afterwards */
async function sentNow(): Promise<string> {
  const id = await a.queue(bForA, await a.newCase(bForA));
  await a.send();
  return (await a.sent(id)).state;
}

describe('clocks that do not agree', () => {
  it('may stand two minutes apart, and what is refused for more goes when they agree again', async () => {
    for (const skew of [110, -110]) {
      clocks.a.advance({ seconds: skew });
      expect(await sentNow()).toBe('delivered');
      clocks.a.advance({ seconds: -skew });
    }
    clocks.a.advance({ minutes: 30 });
    const id = await a.queue(bForA, await a.newCase(bForA));
    await a.send();
    expect(await a.sent(id)).toMatchObject({ state: 'sealed', failure: 'answered-400' });
    clocks.b.advance({ minutes: 31 });
    clocks.a.advance({ minutes: 1 });
    await a.send();
    expect(await a.sent(id)).toMatchObject({ state: 'delivered' });
  });
});

describe('keys that change', () => {
  it('are read from the document of a partner every day, and nothing on its way is lost', async () => {
    await a.lookAtKeys();
    await b.lookAtKeys();
    await rotateExchangeKeys(a.settings.exchangeKeys, clocks.a.now());
    await rotateExchangeKeys(b.settings.exchangeKeys, clocks.b.now());
    // Sealed before the other side knows, and not delivered while it is away.
    const queued = await a.queue(bForA, await a.newCase(bForA));
    await b.stopGateway();
    await a.send();
    expect(await a.sent(queued)).toMatchObject({ state: 'sealed' });
    expect(await pinned(b, aForB)).toHaveLength(2);
    await b.startGateway();
    pass({ hours: 25 });
    await b.lookAtKeys();
    await a.lookAtKeys();
    expect([await pinned(b, aForB), await pinned(a, bForA)].map((keys) => keys.length)).toEqual([4, 4]);
    await a.send();
    expect(await a.sent(queued)).toMatchObject({ state: 'delivered' });
    await b.take();
    expect(await b.takenOf([queued])).toEqual([queued]);
  });

  it('go on without a break when the old ones have ended', async () => {
    for (const days of [8, 8, 30]) {
      pass({ days });
      expect(await sentNow()).toBe('delivered');
    }
    await b.take();
  });

  it('that come from elsewhere change nothing, and a person is asked to call', async () => {
    const stranger = new PartnerSociety('KEN', a).society;
    const origin = b.settings.exchangeOrigin;
    const document = await signCapability(
      {
        v: 1,
        iss: 'KEN',
        iat: seconds(),
        messages: `${origin}/exchange/v1/messages`,
        types: Object.keys(MESSAGES) as MessageName[],
        largestBody: 524_288,
        keys: stranger.keys.map((key) => ({ ...key, until: seconds() + 9_000_000 })),
      },
      stranger.signing,
    );
    await b.stopGateway();
    const impostor = createServer((request, response) =>
      response.writeHead(request.url === CAPABILITY_PATH ? 200 : 404).end(document),
    );
    await new Promise<void>((ready) => impostor.listen(b.settings.exchangePort, '127.0.0.1', ready));
    const before = await pinned(a, bForA);
    pass({ hours: 25 });
    await a.lookAtKeys();
    await new Promise((closed) => impostor.close(closed));
    await b.startGateway();
    expect(await pinned(a, bForA)).toEqual(before);
    expect(await a.tasks()).toContain('partner-keys-changed');
  });
});

describe('a key that was lost', () => {
  it('says so itself to every partner, whose next message finds nobody who trusts it', async () => {
    const [lost] = a.exchangeKeys.told(seconds()).filter(({ use }) => use === 'sign');
    const waiting = await a.queue(bForA, await a.newCase(bForA));
    await b.stopGateway();
    await a.send();
    await b.startGateway();
    await revokeExchangeKey(a.settings.exchangeKeys, lost!.x, clocks.a.now());
    await a.lookAtKeys();
    await a.send();
    expect((await a.outbox()).at(-1)).toMatchObject({ name: 'key-revocation', state: 'delivered' });
    await b.take();
    const kids = (await pinned(b, aForB)).map(({ kid }) => kid);
    expect(kids).not.toContain(lost!.kid);
    const [partner] = await b.database.sql('SELECT state, reason FROM relink.partners WHERE id = $1', [aForB]);
    expect(partner).toEqual({ state: 'suspended', reason: 'compromise' });
    expect(await b.tasks()).toContain('partner-keys-changed');
    pass({ minutes: 10 });
    await a.send();
    expect(await a.sent(waiting)).toMatchObject({ state: 'sealed', failure: 'answered-400' });
    expect(await sentNow()).toBe('sealed');
  });
});

describe('keys of our own that end', () => {
  const reminders = () =>
    b.database.sql<{ state: string; role: string; due: string }>(
      `SELECT state, for_role AS role, due::text FROM relink.tasks WHERE kind = 'own-keys-end' ORDER BY due`,
    );

  it('are said to the liaison thirty days before, once, due while two can still stand side by side', async () => {
    await rotateExchangeKeys(b.settings.exchangeKeys, clocks.b.now());
    const until = Math.max(...b.exchangeKeys.told(seconds()).map((key) => key.until));
    clocks.b.set(new Date((until - 31 * DAY) * 1_000));
    await b.lookAtKeys();
    await b.remindOfKeys();
    expect(await reminders()).toEqual([]);
    for (let day = 0; day < 2; day++) {
      clocks.b.advance({ days: 1 });
      await b.remindOfKeys();
    }
    const due = dayOf(new Date((until - 16 * DAY) * 1_000));
    expect(await reminders()).toEqual([{ state: 'open', role: 'liaison', due }]);
    // Who has read it is not asked again.
    await b.database.sql(`UPDATE relink.tasks SET state = 'done', done_at = now() WHERE kind = 'own-keys-end'`);
    clocks.b.advance({ days: 1 });
    await b.remindOfKeys();
    expect(await reminders()).toHaveLength(1);
  });

  it('are nobody’s concern any more when newer ones stand beside them', async () => {
    await b.database.sql(`UPDATE relink.tasks SET state = 'open', done_at = NULL WHERE kind = 'own-keys-end'`);
    await rotateExchangeKeys(b.settings.exchangeKeys, clocks.b.now());
    await b.lookAtKeys();
    await b.remindOfKeys();
    expect(await reminders()).toMatchObject([{ state: 'done' }]);
  });
});

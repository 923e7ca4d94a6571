import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, systemActor } from '#libs/kernel';
import { fingerprint, noteEnquiry, Refusals, type PartnerId } from '#libs/partners';
import { Tasks } from '#libs/tasks';
import { SettableClock } from '#libs/testing';
import { deskOf, type DeskOf } from '../support/desk-of.js';
import { DAY, nowInSeconds, pairWith, PartnerSociety, post } from '../support/partner-society.js';
import { pairOffices, PostOffice } from '../support/post-office.js';
import type { Staff } from '../support/staff.js';
import { expectStatus } from '../support/stories.js';

const clock = new SettableClock();
let a: PostOffice;
let b: PostOffice;
let bForA: PartnerId;
let aForB: PartnerId;
let desk: DeskOf;
let liaison: Staff;

beforeAll(async () => {
  [a, b] = await Promise.all([PostOffice.open('NOR', clock), PostOffice.open('KEN', clock)]);
  bForA = await pairOffices(a, b, { dailyQuota: 2 });
  aForB = await pairOffices(b, a);
  desk = await deskOf(a);
  liaison = await desk.signIn('liaison');
});
afterAll(async () => {
  await desk.close();
  await Promise.all([a.close(), b.close()]);
});

const get = (path: string, who = liaison) => expectStatus(200, who.get(path));
const inOutbox = async (id: string) =>
  ((await get('/exchange/outbox')).items as { id: string }[]).find((one) => one.id === id);
/** The API goes by the time of the day: what it puts in line is due by then. */
async function send(): Promise<void> {
  if (clock.now() < new Date()) clock.set(new Date());
  await a.send();
}
const waiting = async () => a.queue(bForA, await a.newCase(bForA));

/** A message that the partner does not take: it says that it has another one of this name. */
async function aDeadLetter(): Promise<string> {
  await send();
  const id = await waiting();
  await b.stopGateway();
  const server = createServer({}, (_, response) => response.writeHead(409).end());
  await new Promise<void>((ready) => server.listen(b.settings.exchangePort, '127.0.0.1', ready));
  await a.send();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await b.startGateway();
  return id;
}

describe('the outbox', () => {
  it('shows what went with the receipt of the partner, by its audit log, and nothing of anybody', async () => {
    const id = await waiting();
    expect(await inOutbox(id)).toMatchObject({ state: 'waiting', receipts: [], actions: [] });
    await a.send();
    const [entry] = await b.database.sql<{ seq: string }>(
      `SELECT seq FROM audit.entries WHERE action = 'exchange.received' AND object_id = $1`,
      [id],
    );
    const line = await inOutbox(id);
    expect(line).toEqual({
      id,
      partnerId: bForA,
      society: 'KEN',
      name: 'enquiry',
      handle: expect.stringMatching(/^[\w-]{22}$/),
      seq: 1,
      attempts: 1,
      state: 'delivered',
      queuedAt: clock.now().toISOString(),
      lastTriedAt: clock.now().toISOString(),
      deliveredAt: clock.now().toISOString(),
      expiresAt: expect.any(String),
      receipts: [{ stage: 'machine', decision: 'received', audit: Number(entry!.seq), at: clock.now().toISOString() }],
      actions: ['send-again'],
    });
  });

  it('shows a dead letter and why, and a person sends it again', async () => {
    const id = await aDeadLetter();
    expect(await get('/exchange/outbox?state=dead')).toMatchObject({
      items: [{ id, attempts: 1, failure: 'answered-409', actions: ['send-again', 'give-up'] }],
    });
    expect(await a.tasks()).toContain('message-undelivered');
    const again = await expectStatus(200, liaison.post(`/exchange/outbox/${id}/send-again`));
    expect(await get('/exchange/outbox?state=dead')).toEqual({ items: [] });
    expect(await inOutbox(id)).toMatchObject({ state: 'dropped', failure: 'written-anew', actions: [] });
    expect(await a.tasks()).not.toContain('message-undelivered');
    await send();
    expect(await inOutbox(again.id)).toMatchObject({ state: 'delivered', receipts: [{ decision: 'received' }] });
  });

  it('sends it once, where two people press at the same time', async () => {
    const id = await aDeadLetter();
    const supervisor = await desk.signIn('steward');
    const answers = await Promise.all(
      [liaison, supervisor].map((who) => who.post(`/exchange/outbox/${id}/send-again`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('exchange.still-on-its-way');
  });

  it('lets a person give a dead letter up, and what waits behind it goes', async () => {
    const id = await aDeadLetter();
    const { handle } = (await inOutbox(id)) as unknown as { handle: string };
    const behind = await a.queue(bForA, handle);
    await a.send();
    expect(await inOutbox(behind)).toMatchObject({ state: 'waiting' });
    await expectStatus(200, liaison.post(`/exchange/outbox/${id}/give-up`));
    expect(await inOutbox(id)).toMatchObject({ state: 'dropped', failure: 'given-up' });
    expect((await liaison.post(`/exchange/outbox/${id}/give-up`)).status).toBe(409);
    expect((await liaison.post(`/exchange/outbox/${newId()}/give-up`)).status).toBe(404);
    await a.send();
    expect(await inOutbox(behind)).toMatchObject({ state: 'delivered' });
  });

  it('is read in pages, by partner and state, the newest first', async () => {
    const { items } = await get('/exchange/outbox');
    const ids = (items as { id: string }[]).map(({ id }) => id);
    expect(ids).toEqual([...ids].sort().reverse());
    const seen: string[] = [];
    for (let page = await get('/exchange/outbox?limit=2'); ;) {
      seen.push(...(page.items as { id: string }[]).map(({ id }) => id));
      if (!page.nextCursor) break;
      page = await get(`/exchange/outbox?limit=2&cursor=${page.nextCursor}`);
    }
    expect(seen).toEqual(ids);
    expect((await get(`/exchange/outbox?partnerId=${bForA}`)).items).toHaveLength(ids.length);
    expect(await get(`/exchange/outbox?partnerId=${newId()}`)).toEqual({ items: [] });
    expect((await liaison.get('/exchange/outbox?state=lost')).status).toBe(400);
  });
});

describe('the inbox', () => {
  it('shows what came, what became of it, and both receipts of ours', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 3; count++) {
      ids.push(await b.queue(aForB, await b.newCase(aForB)));
      clock.advance({ seconds: 1 });
      await b.send();
    }
    // The measure of the day is two.
    await a.take();
    await a.decide(bForA, ids[0]!, 'accepted');
    const { items } = await get('/exchange/inbox');
    expect(items).toMatchObject([
      { id: ids[2], state: 'waiting', dueAt: expect.any(String), receipts: [{ stage: 'machine' }] },
      { id: ids[1], state: 'acted-upon', takenAt: clock.now().toISOString() },
      { id: ids[0], society: 'KEN', name: 'enquiry', purpose: 'share-with-partner', seq: 1, attempts: 0 },
    ]);
    const entries = await a.database.sql<{ seq: string }>(
      'SELECT seq FROM audit.entries WHERE object_id = $1 AND action = ANY ($2) ORDER BY seq',
      [ids[0], ['exchange.received', 'exchange.decided']],
    );
    expect(items[2].receipts).toMatchObject([
      { stage: 'machine', decision: 'received', audit: Number(entries[0]!.seq) },
      { stage: 'person', decision: 'accepted', audit: Number(entries[1]!.seq) },
    ]);
    const page = await get('/exchange/inbox?limit=2');
    expect(await get(`/exchange/inbox?limit=2&cursor=${page.nextCursor}`)).toEqual({ items: [items[2]] });
    expect(await get(`/exchange/inbox?state=waiting&partnerId=${bForA}`)).toEqual({ items: [items[0]] });
  });
});

describe('our own keys', () => {
  it('are shown with what is read out by voice, and without what opens anything', async () => {
    await a.lookAtKeys();
    const { keys, ...own } = await get('/exchange/keys');
    expect(own).toEqual({ society: 'NOR', address: a.settings.exchangeOrigin });
    const told = a.exchangeKeys.told(nowInSeconds());
    expect(keys).toEqual(
      ['sign', 'seal'].map((use) => {
        const { kid, x, from, until } = told.find((key) => key.use === use)!;
        const [since, end] = [from, until].map((seconds) => new Date(seconds * 1_000).toISOString());
        return { kid, use, x, from: since, until: end, valid: true, fingerprint: fingerprint(kid) };
      }),
    );
  });
});

describe('the health of partners', () => {
  it('tells what to look at, the worst first', async () => {
    const alpha = new PartnerSociety('ALPHA', a);
    const alphaId = await pairWith(a, {
      society: 'ALPHA',
      baseUrl: 'https://alpha.example.org',
      keys: alpha.society.keys.map((key) => ({ ...key, until: nowInSeconds() + 10 * DAY })),
    });
    const message = alpha.enquiry();
    await post(alpha.request(message.jti, await alpha.seal(message)));
    await post(alpha.request(newId(), 'nothing'));
    const stranger = new PartnerSociety('GAMMA', a);
    await post(stranger.request(message.jti, await stranger.seal(stranger.enquiry())));
    await a.exchangeApp.get(Refusals).flush();
    const dead = await aDeadLetter();
    const behind = await waiting();

    const { items, strangers } = await get('/partners/health');
    expect(strangers).toEqual([{ reason: 'unknown-key', count: 1 }]);
    expect(items).toMatchObject([
      {
        partnerId: bForA,
        society: 'KEN',
        concerns: ['dead-letters', 'quota-full'],
        dead: 1,
        waiting: 1,
        oldestWaitingAt: clock.now().toISOString(),
        lastDeliveredAt: expect.any(String),
        lastReceivedAt: expect.any(String),
        unread: 1,
        keysEnding: [],
        refusals: [],
        overdueCertificates: 0,
        dailyQuota: 2,
        usedToday: [{ purpose: 'share-with-partner', taken: 2 }],
      },
      {
        partnerId: alphaId,
        society: 'ALPHA',
        concerns: ['keys-end-soon'],
        dead: 0,
        waiting: 0,
        unread: 1,
        keysEnding: [
          { use: 'sign', replaced: false },
          { use: 'seal', replaced: false },
        ],
        refusals: [{ reason: 'sealing', count: 1 }],
        usedToday: [],
      },
    ]);
    await a.send();
    await expectStatus(200, liaison.post(`/exchange/outbox/${dead}/give-up`));
    expect(await inOutbox(behind)).toMatchObject({ state: 'delivered' });
  });

  it('shows enquiries that were stopped and why, until a person has looked', async () => {
    for (let count = 0; count < 8; count++)
      await a.unitOfWork.run(systemActor('test'), (tx) =>
        noteEnquiry(tx, new Tasks(a.unitOfWork), {
          partnerId: bForA,
          messageId: newId<'message-of-the-exchange'>(),
          found: true,
          marks: [7n, BigInt(100 + count)],
        }),
      );
    const [worst] = (await get('/partners/health')).items;
    expect(worst).toMatchObject({
      partnerId: bForA,
      concerns: ['enquiries-stopped', 'quota-full'],
      enquiriesStoppedAt: clock.now().toISOString(),
      enquiriesStoppedBecause: 'many-variants',
    });
    const path = `/partners/${bForA}/resume-enquiries`;
    expect((await liaison.post(path, {}, worst.partnerVersion - 1)).status).toBe(412);
    const { version } = await expectStatus(200, liaison.post(path, {}, worst.partnerVersion));
    const again = await liaison.post(path, {}, version);
    expect(again).toMatchObject({ status: 409, body: { code: 'exchange.enquiries-not-stopped' } });
    const [after] = (await get('/partners/health')).items;
    expect(after.enquiriesStoppedAt).toBeUndefined();
    expect(await a.tasks()).not.toContain('enquiries-stopped');
  });

  it('counts certificates that are overdue, for those who see what was called back', async () => {
    await a.database.sql(
      `WITH sent AS (
         INSERT INTO relink.disclosures (id, dossier_id, person_id, partner_id, case_handle, message_id, purpose, fields, sensitivity, expires_at, permit_id, state, prepared_by, approved_by, prepared_at)
         SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), id, '', gen_random_uuid(), 'share-with-partner', '{names}', 'open', now(), gen_random_uuid(), 'recalled', proposed_by, approved_by, now()
         FROM relink.partners WHERE id = $1 RETURNING id, dossier_id)
       INSERT INTO relink.recalls (id, dossier_id, disclosure_id, cause, state, ordered_at, due_at)
       SELECT gen_random_uuid(), dossier_id, id, 'objection', 'ordered', now(), now() - interval '1 hour' FROM sent`,
      [bForA],
    );
    const [worst] = (await get('/partners/health')).items;
    expect(worst).toMatchObject({ overdueCertificates: 1, concerns: ['certificates-overdue', 'quota-full'] });
    const administrator = await desk.signIn('administrator');
    const { items } = await get('/partners/health', administrator);
    expect((items as object[]).filter((one) => 'overdueCertificates' in one)).toEqual([]);
  });
});

describe('a caseworker', () => {
  it('has nothing to do with any of it', async () => {
    const caseworker = await desk.signIn('caseworker');
    for (const path of ['/exchange/outbox', '/exchange/inbox', '/exchange/keys', '/partners/health'])
      expect((await caseworker.get(path)).status).toBe(403);
    const id = newId();
    for (const verb of ['send-again', 'give-up'])
      expect((await caseworker.post(`/exchange/outbox/${id}/${verb}`)).status).toBe(403);
    expect((await caseworker.post(`/partners/${bForA}/resume-enquiries`, {}, 1)).status).toBe(403);
  });
});

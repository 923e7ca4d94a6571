import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageId, PartnerId } from '#libs/partners';
import { SettableClock } from '#libs/testing';
import { atTheDesk, withRegistry } from '../support/partner-society.js';
import { pairOffices, PostOffice } from '../support/post-office.js';

const clock = new SettableClock();
let a: PostOffice;
let b: PostOffice;
let bForA: PartnerId;

beforeAll(async () => {
  [a, b] = await Promise.all([PostOffice.open('NOR', clock), PostOffice.open('KEN', clock)]);
  bForA = await pairOffices(a, b);
  await pairOffices(b, a);
});
afterAll(() => Promise.all([a.close(), b.close()]));
afterEach(async () => {
  a.conduct.allowed = () => true;
  a.conduct.wanted = true;
  b.conduct.before = () => undefined;
  // Nothing of one test is in the way of the next.
  await a.database.sql(
    `UPDATE relink.exchange_outbox SET state = 'dropped', sealed = NULL WHERE state IN ('waiting', 'sealed', 'dead')`,
  );
  await b.database.sql(`UPDATE relink.exchange_inbox SET taken_at = now(), outcome = 'broken' WHERE taken_at IS NULL`);
  for (const one of [a, b]) await one.database.sql('DELETE FROM relink.tasks');
});

const stateOf = (id: string) => a.sent(id);
const takenOf = (ids: readonly string[]) => b.takenOf(ids);

/** Stands in the place of B's gateway and answers as a test says. */
async function instead(answer: Parameters<typeof createServer>[1]): Promise<Server> {
  await b.stopGateway();
  const server = createServer({}, answer);
  await new Promise<void>((ready) => server.listen(b.settings.exchangePort, '127.0.0.1', ready));
  return server;
}

async function backAgain(server?: Server): Promise<void> {
  server?.closeAllConnections();
  if (server) await new Promise((done) => server.close(done));
  await b.startGateway();
}

describe('messages between two Societies', () => {
  it('arrive, each once and in the order of its case, and their receipts are kept', async () => {
    const handle = await a.newCase(bForA);
    const ids = [await a.queue(bForA, handle), await a.queue(bForA, handle), await a.queue(bForA, handle)];
    await a.send();
    await b.take();
    expect(await takenOf(ids)).toEqual(ids);
    expect((await a.outbox()).filter(({ id }) => ids.includes(id as never))).toMatchObject(
      [1, 2, 3].map((seq) => ({ state: 'delivered', seq, attempts: 1 })),
    );
    const receipts = await a.database.sql(
      `SELECT 1 FROM relink.exchange_receipts WHERE direction = 'got' AND message_id = ANY ($1)`,
      [ids],
    );
    expect(receipts).toHaveLength(3);
    const events = await a.database.sql(`SELECT 1 FROM relink.outbox WHERE topic = 'exchange.delivered'`);
    expect(events.length).toBeGreaterThanOrEqual(3);
  });

  it('that came in another order are acted upon in theirs', async () => {
    const handle = await a.newCase(bForA);
    const ids = [];
    for (let count = 0; count < 3; count++) ids.push(await a.queue(bForA, handle));
    await a.send();
    // As if the first had come last.
    await b.database.sql(`UPDATE relink.exchange_inbox SET due_at = $2 WHERE message_id = $1`, [
      ids[0],
      new Date(clock.now().getTime() + 60_000),
    ]);
    await b.take();
    expect(await takenOf(ids)).toEqual([]);
    clock.advance({ minutes: 2 });
    await b.take();
    expect(await takenOf(ids)).toEqual(ids);
  });

  it('that nobody wants to be sent any more are dropped, and their number is used by the next', async () => {
    const handle = await a.newCase(bForA);
    a.conduct.wanted = false;
    const unwanted = await a.queue(bForA, handle);
    await a.send();
    a.conduct.wanted = true;
    a.conduct.allowed = () => false;
    const withdrawn = await a.queue(bForA, handle);
    await a.send();
    a.conduct.allowed = () => true;
    const next = await a.queue(bForA, handle);
    await a.send();
    await b.take();
    expect(await stateOf(unwanted)).toMatchObject({ state: 'dropped', failure: 'not-to-be-sent' });
    expect(await stateOf(withdrawn)).toMatchObject({ state: 'dropped', failure: 'no-longer-allowed', seq: null });
    expect(await stateOf(next)).toMatchObject({ state: 'delivered', seq: 1 });
    expect(await takenOf([unwanted, withdrawn, next])).toEqual([next]);
    const events = await a.database.sql<{ payload: object }>(
      `SELECT payload FROM relink.outbox WHERE topic = 'exchange.dropped' AND payload->>'messageId' = $1`,
      [withdrawn],
    );
    expect(events).toMatchObject([{ payload: { name: 'enquiry', mayHaveArrived: 'no' } }]);
  });

  it('of which acting throws are tried again, with nothing left of the attempts, and in the end shown to a person', async () => {
    const id = await a.queue(bForA, await a.newCase(bForA));
    b.conduct.before = () => {
      throw new Error('not now');
    };
    await a.send();
    for (let attempt = 0; attempt < 8; attempt++) {
      await b.take();
      clock.advance({ hours: 6 });
    }
    expect(await takenOf([id])).toEqual([]);
    const [row] = await b.database.sql('SELECT outcome FROM relink.exchange_inbox WHERE message_id = $1', [id]);
    expect(row).toEqual({ outcome: 'broken' });
    expect(await b.tasks()).toContain('message-unreadable');
  });
});

describe('a partner that', () => {
  it('is down for a day and more gets everything when it is back, once', async () => {
    const handle = await a.newCase(bForA);
    const ids = [await a.queue(bForA, handle), await a.queue(bForA, handle)];
    await b.stopGateway();
    for (let hour = 0; hour < 32; hour++) {
      await a.send();
      clock.advance({ hours: 1 });
    }
    expect(await stateOf(ids[0]!)).toMatchObject({ state: 'sealed', failure: 'connection' });
    expect(await stateOf(ids[1]!)).toMatchObject({ state: 'waiting' });
    expect(await a.tasks()).toContain('partner-silent');
    await backAgain();
    clock.advance({ hours: 7 });
    await a.send();
    await b.take();
    expect(await takenOf(ids)).toEqual(ids);
    expect(await a.tasks()).not.toContain('partner-silent');
  });

  it('is down for a week makes a dead letter, which a person sends again', async () => {
    const handle = await a.newCase(bForA);
    const ids = [await a.queue(bForA, handle), await a.queue(bForA, handle)];
    await b.stopGateway();
    for (let time = 0; time < 32; time++) {
      await a.send();
      clock.advance({ hours: 6 });
    }
    expect(await stateOf(ids[0]!)).toMatchObject({ state: 'dead' });
    expect(await a.tasks()).toContain('message-undelivered');
    await backAgain();
    await a.send();
    expect(await stateOf(ids[1]!)).toMatchObject({ state: 'waiting' });
    // Its eight days are over: it is written anew, in the same place of the case.
    clock.advance({ days: 2 });
    const { id } = await atTheDesk(a, (desk, by) => desk.sendAgain(ids[0] as MessageId, by), clock);
    expect(await a.tasks()).not.toContain('message-undelivered');
    await a.send();
    await b.take();
    expect(await takenOf([...ids, id])).toEqual([ids[1], id]);
  });

  it('answers with something that is no receipt is asked again', async () => {
    const id = await a.queue(bForA, await a.newCase(bForA));
    const answers: [number, string][] = [
      [200, 'fine'],
      [202, 'e30.e30.AA'],
      [302, ''],
      [500, ''],
    ];
    for (const [status, body] of answers) {
      const server = await instead((_, response) => response.writeHead(status, { location: '/elsewhere' }).end(body));
      await a.send();
      expect((await stateOf(id)).state).toBe('sealed');
      await backAgain(server);
      clock.advance({ minutes: 20 });
    }
    await a.send();
    await b.take();
    expect(await stateOf(id)).toMatchObject({ state: 'delivered', attempts: answers.length + 1 });
    expect(await takenOf([id])).toEqual([id]);
  });

  it('took the message and lost its answer gets the same bytes again, and acts once', async () => {
    const id = await a.queue(bForA, await a.newCase(bForA));
    // The gateway of B behind a line that breaks once the message is through.
    const digests: (string | undefined)[] = [];
    const broken = await instead((request, response) => {
      digests.push(request.headersDistinct['content-digest']?.[0]);
      request.resume().on('end', () => response.destroy());
    });
    await a.send();
    await backAgain(broken);
    clock.advance({ minutes: 5 });
    await a.send();
    await b.take();
    const { digest, state } = await stateOf(id);
    expect([state, digest]).toEqual(['delivered', digests[0]]);
    expect(await takenOf([id])).toEqual([id]);
  });

  it('is suspended gets nothing, and what waits goes out when it is trusted again', async () => {
    const id = await a.queue(bForA, await a.newCase(bForA));
    const [{ version }] = (await a.database.sql('SELECT version FROM relink.partners WHERE id = $1', [bForA])) as [
      { version: number },
    ];
    await withRegistry(a, (registry, by) => registry.suspend(bForA, 'alarm', version, by));
    await a.send();
    expect(await stateOf(id)).toMatchObject({ state: 'waiting', attempts: 0 });
    await a.database.sql(`UPDATE relink.partners SET state = 'paired' WHERE id = $1`, [bForA]);
    await a.send();
    expect(await stateOf(id)).toMatchObject({ state: 'delivered' });
  });
});

describe('what was withdrawn', () => {
  it('after an attempt that may have arrived is dropped, and whoever wrote it hears that', async () => {
    const id = await a.queue(bForA, await a.newCase(bForA));
    await b.stopGateway();
    await a.send();
    await backAgain();
    a.conduct.allowed = () => false;
    clock.advance({ minutes: 5 });
    await a.send();
    expect(await stateOf(id)).toMatchObject({ state: 'dropped', seq: 1 });
    const events = await a.database.sql(
      `SELECT 1 FROM relink.outbox WHERE topic = 'exchange.dropped' AND payload->>'messageId' = $1 AND payload->>'mayHaveArrived' = 'yes'`,
      [id],
    );
    expect(events).toHaveLength(1);
  });

  it('is recalled at once, before what never came, and is not acted upon if it comes after all', async () => {
    const handle = await a.newCase(bForA);
    const first = await a.queue(bForA, handle);
    await a.send();
    const recall = await a.queue(bForA, handle, 'recall', first);
    await a.send();
    // The first one is still on its way, as it were, when its recall is there.
    await b.database.sql(`UPDATE relink.exchange_inbox SET due_at = $2 WHERE message_id = $1`, [
      first,
      new Date(clock.now().getTime() + 60_000),
    ]);
    await b.take();
    expect(await takenOf([first, recall])).toEqual([recall]);
    clock.advance({ minutes: 2 });
    await b.take();
    expect(await takenOf([first, recall])).toEqual([recall]);
    const [row] = await b.database.sql('SELECT outcome FROM relink.exchange_inbox WHERE message_id = $1', [first]);
    expect(row).toEqual({ outcome: 'recalled' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageId, PartnerId } from '#libs/partners';
import { SettableClock } from '#libs/testing';
import { atTheDesk } from '../support/partner-society.js';
import { pairOffices, PostOffice } from '../support/post-office.js';

/** All that goes back when a backup is put back. */
const TABLES = [
  'exchange_cases',
  'exchange_outbox',
  'exchange_inbox',
  'exchange_receipts',
  'partner_nonces',
  'exchange_recalled',
  'test_taken',
];

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

async function backUp({ database }: PostOffice): Promise<void> {
  await database.sql('DROP SCHEMA IF EXISTS backup CASCADE; CREATE SCHEMA backup');
  for (const table of TABLES) await database.sql(`CREATE TABLE backup.${table} AS SELECT * FROM relink.${table}`);
}

async function restore({ database }: PostOffice): Promise<void> {
  const all = TABLES.map((table) => `relink.${table}`);
  const back = TABLES.map((table) => `INSERT INTO relink.${table} SELECT * FROM backup.${table}`);
  await database.sql(`TRUNCATE ${all.join(', ')}; SET session_replication_role = replica; ${back.join('; ')}`);
}

async function deliver(handle: string, count: number): Promise<MessageId[]> {
  const ids: MessageId[] = [];
  for (let at = 0; at < count; at++) ids.push(await a.queue(bForA, handle));
  await a.send();
  await b.take();
  return ids;
}

describe('a Society restored from an old backup', () => {
  it('that received misses what came since, asks for it, and acts once upon each in its order', async () => {
    const handle = await a.newCase(bForA);
    const before = await deliver(handle, 1);
    await backUp(b);
    const lost = await deliver(handle, 2);
    await restore(b);
    const after = await deliver(handle, 1);
    // The later one waits for what is gone, and somebody is told to call.
    expect(await b.takenOf([...before, ...lost, ...after])).toEqual(before);
    clock.advance({ hours: 2 });
    await b.take();
    expect(await b.tasks()).toContain('message-missing');
    for (const id of lost) await atTheDesk(a, (desk, by) => desk.sendAgain(id, by), clock);
    await a.send();
    await b.take();
    clock.advance({ minutes: 2 });
    await b.take();
    expect(await b.takenOf([...before, ...lost, ...after])).toEqual([...before, ...lost, ...after]);
    expect(await b.tasks()).not.toContain('message-missing');
  });

  it('that sent writes what it does not know to be delivered a second time, and it is not acted upon twice', async () => {
    const handle = await a.newCase(bForA);
    const id = await a.queue(bForA, handle);
    await backUp(a);
    await a.send();
    await b.take();
    await restore(a);
    expect(await a.sent(id)).toMatchObject({ state: 'waiting' });
    await a.send();
    await b.take();
    expect(await a.sent(id)).toMatchObject({ state: 'dead', failure: 'answered-409' });
    expect(await a.tasks()).toContain('message-undelivered');
    expect(await b.takenOf([id])).toEqual([id]);
    await atTheDesk(a, (desk, by) => desk.giveUp(id, by), clock);
  });

  it('that sent uses numbers a second time, and what is new with an old number is not lost', async () => {
    const handle = await a.newCase(bForA);
    const [first] = await deliver(handle, 1);
    await backUp(a);
    const [forgotten] = await deliver(handle, 1);
    await restore(a);
    const [fresh] = await deliver(handle, 1);
    expect(await a.sent(fresh!)).toMatchObject({ state: 'delivered', seq: 2 });
    expect(await b.takenOf([first!, forgotten!, fresh!])).toEqual([first, forgotten, fresh]);
    expect(await b.tasks()).toContain('message-out-of-turn');
  });

  it('that sent asks again whether it still may, before anything goes out', async () => {
    const id = await a.queue(bForA, await a.newCase(bForA));
    await b.stopGateway();
    await a.send();
    await backUp(a);
    await b.startGateway();
    a.conduct.allowed = () => false;
    clock.advance({ minutes: 5 });
    await a.send();
    await restore(a);
    await a.send();
    await b.take();
    expect(await a.sent(id)).toMatchObject({ state: 'dropped', failure: 'no-longer-allowed' });
    expect(await b.takenOf([id])).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, systemActor } from '#libs/kernel';
import { enquiriesStopped, noteEnquiry, type MessageId, type PartnerId } from '#libs/partners';
import { SettableClock } from '#libs/testing';
import { Tasks } from '#libs/tasks';
import { atTheDesk } from '../support/partner-society.js';
import { pairOffices, PostOffice } from '../support/post-office.js';

const QUOTA = 3;
const TEST = systemActor('test');

const clock = new SettableClock();
let a: PostOffice;
let b: PostOffice;
let bForA: PartnerId;
let aForB: PartnerId;

beforeAll(async () => {
  [a, b] = await Promise.all([PostOffice.open('NOR', clock), PostOffice.open('KEN', clock)]);
  bForA = await pairOffices(a, b);
  aForB = await pairOffices(b, a, { dailyQuota: QUOTA });
});
afterAll(() => Promise.all([a.close(), b.close()]));

/** Enquiries from A, each about a case of its own. */
async function ask(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at++) ids.push(await a.queue(bForA, await a.newCase(bForA)));
  await a.send();
  await b.take();
  return ids;
}

function note(marks: readonly bigint[], found: boolean) {
  const messageId = newId<'message-of-the-exchange'>() as MessageId;
  return b.unitOfWork.run(TEST, (tx) =>
    noteEnquiry(tx, new Tasks(b.unitOfWork), { partnerId: aForB, messageId, found, marks }),
  );
}

const stopped = () => b.unitOfWork.run(TEST, (tx) => enquiriesStopped(tx, aForB));

async function resume(): Promise<void> {
  const [{ version }] = (await b.database.sql('SELECT version FROM relink.partners WHERE id = $1', [aForB])) as [
    { version: number },
  ];
  await atTheDesk(b, (desk, by) => desk.resumeEnquiries(aForB, version, by), clock);
  // What is asked from now on counts, and not what was looked at.
  clock.advance({ minutes: 1 });
}

describe('the measure of a day', () => {
  it('is what was agreed; what comes above it waits for the next day, and the sender learns nothing of it', async () => {
    const ids = await ask(QUOTA + 2);
    expect((await a.outbox()).map(({ state }) => state)).toEqual(ids.map(() => 'delivered'));
    expect(await b.takenOf(ids)).toHaveLength(QUOTA);
    expect(await b.tasks()).toContain('partner-alarm');
    clock.advance({ days: 1 });
    await b.take();
    expect((await b.takenOf(ids)).sort()).toEqual([...ids].sort());
  });

  it('does not hold up what takes something back', async () => {
    clock.advance({ days: 1 });
    const handle = await a.newCase(bForA);
    const first = await a.queue(bForA, handle);
    await a.send();
    await b.take();
    await ask(QUOTA);
    const recall = await a.queue(bForA, handle, 'recall', first);
    await a.send();
    await b.take();
    expect(await b.takenOf([recall])).toEqual([recall]);
  });
});

describe('somebody who fishes', () => {
  it('with many enquiries that find nothing is stopped, until a person has looked', async () => {
    clock.advance({ days: 1 });
    for (let count = 1; count < 20; count++) expect(await note([BigInt(count)], count === 7)).toBeUndefined();
    expect(await note([20n], false)).toBe('finds-nothing');
    expect(await stopped()).toBe(true);
    expect(await b.tasks()).toContain('enquiries-stopped');

    const [waiting] = await ask(1);
    expect(await a.sent(waiting!)).toMatchObject({ state: 'delivered' });
    expect(await b.takenOf([waiting!])).toEqual([]);
    await resume();
    expect(await stopped()).toBe(false);
    expect(await b.tasks()).not.toContain('enquiries-stopped');
    clock.advance({ hours: 2 });
    await b.take();
    expect(await b.takenOf([waiting!])).toEqual([waiting]);
    expect(await note([21n], false)).toBeUndefined();
  });

  it('with many variants about one person is stopped too, though some find somebody', async () => {
    clock.advance({ days: 40 });
    for (let count = 1; count < 8; count++)
      expect(await note([100n, BigInt(1_000 + count)], count % 2 === 0)).toBeUndefined();
    expect(await note([100n, 2_000n], true)).toBe('many-variants');
    expect(await stopped()).toBe(true);
  });
});

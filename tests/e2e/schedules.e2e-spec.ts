import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplicationContext } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Schedules, type QueuesOptions } from '#libs/queues';
import {
  aKeyring,
  createTestDatabase,
  eventually,
  RedisServer,
  SettableClock,
  type TestDatabase,
  type TestKeyring,
} from '#libs/testing';
import { makePagesTable, PageBehaviour, startSchedulesWorker } from '../support/counting-schedules.js';

const PACE = { handOverAgainSeconds: 1, firstPauseSeconds: 0.05, mostAttempts: 4 };
const DAILY = ['daily 1', 'daily 2', 'daily 3'];

let keys: TestKeyring;

beforeAll(async () => {
  keys = await aKeyring();
});
afterAll(() => keys.remove());

describe.each(['postgres', 'redis'] as const)('Schedules, with queues carried by %s', (backend) => {
  let redis: RedisServer | undefined;
  let database: TestDatabase;
  let behaviour: PageBehaviour;
  let clock: SettableClock;
  let worker: INestApplicationContext;

  beforeAll(async () => {
    if (backend === 'redis') redis = await RedisServer.start();
  });
  afterAll(() => redis?.stop());

  beforeEach(async () => {
    database = await createTestDatabase();
    await makePagesTable(database);
    behaviour = new PageBehaviour();
    clock = new SettableClock(new Date('2026-11-21T02:30:00Z'));
    worker = await start();
    await allDone();
  });

  afterEach(async () => {
    await worker.close();
    await redis?.wipe();
    await database.drop();
  });

  function start(): Promise<INestApplicationContext> {
    const options: QueuesOptions = { backend, databaseUrl: database.url('relink_worker'), concurrency: 4, pace: PACE };
    return startSchedulesWorker(behaviour, keys.keyring, { ...options, ...(redis && { redisUrl: redis.url }) }, clock);
  }

  const queue = () => worker.get<Queue>(getQueueToken('bulk'));

  /** Every run that was begun has ended. */
  async function allDone(least = 2): Promise<void> {
    await eventually(async () => {
      const runs = await database.sql<{ done: boolean }>(
        'SELECT finished_at IS NOT NULL AS done FROM relink.schedule_runs',
      );
      expect(runs.length).toBeGreaterThanOrEqual(least);
      expect(runs.every(({ done }) => done)).toBe(true);
    });
  }

  async function pages(): Promise<string[]> {
    const rows = await database.sql<{ page: string }>(
      `SELECT schedule || ' ' || page AS page FROM relink.test_pages ORDER BY schedule, at, page`,
    );
    return rows.map(({ page }) => page);
  }

  it('run at the first start, each page in a transaction of its own, under the name of the schedule', async () => {
    expect(await pages()).toEqual([...DAILY, 'hourly 1']);
    const [actors] = await database.sql(
      'SELECT array_agg(DISTINCT actor ORDER BY actor) AS names FROM relink.test_pages',
    );
    expect(actors).toEqual({ names: ['schedule.test-daily', 'schedule.test-hourly'] });
    expect(await database.sql('SELECT name, period FROM relink.schedule_runs ORDER BY name')).toEqual([
      { name: 'test-daily', period: '2026-11-20' },
      { name: 'test-hourly', period: '2026-11-21T02' },
    ]);
  });

  it('run once a period, however often they are told to, by two workers at once', async () => {
    const colleague = await start();
    try {
      clock.set(new Date('2026-11-21T03:00:00Z'));
      const begun = await Promise.all(
        [worker, colleague].flatMap((one) => Array.from({ length: 5 }, () => one.get(Schedules).begin('test-daily'))),
      );
      // None of these calls, where the colleague's own look at its start was first.
      expect(begun.filter(Boolean).length).toBeLessThanOrEqual(1);
      await allDone(3);
      expect((await pages()).filter((page) => page !== 'hourly 1')).toEqual([...DAILY, ...DAILY]);
    } finally {
      await colleague.close();
    }
  });

  it('do not run again after a restart within the period, and make up for missed ones once', async () => {
    await worker.close();
    worker = await start();
    await allDone();
    expect(await pages()).toEqual([...DAILY, 'hourly 1']);
    await worker.close();
    clock.advance({ days: 9 });
    worker = await start();
    await allDone(4);
    expect(await pages()).toEqual([...DAILY, ...DAILY, 'hourly 1', 'hourly 1']);
  });

  it('try a page again that failed, and none of the pages before it', async () => {
    let failures = 0;
    behaviour.before = (page) =>
      page === 2 && ++failures <= 2 ? Promise.reject(new Error('not yet')) : Promise.resolve();
    clock.advance({ days: 1 });
    await worker.get(Schedules).begin('test-daily');
    await allDone(3);
    expect(failures).toBe(3);
    expect((await pages()).filter((page) => page !== 'hourly 1')).toEqual([...DAILY, ...DAILY]);
  });

  it('leave the rest of a run that was not finished in time to the next one', async () => {
    behaviour.before = (page) => (page === 2 ? Promise.reject(new Error('not today')) : Promise.resolve());
    clock.advance({ days: 1 });
    await worker.get(Schedules).begin('test-daily');
    const dead = () => database.sql(`SELECT 1 FROM relink.outbox WHERE state = 'dead'`);
    await eventually(async () => expect(await dead()).toHaveLength(1));
    behaviour.before = () => Promise.resolve();
    clock.advance({ days: 1 });
    await worker.get(Schedules).begin('test-daily');
    // Somebody wakes the page that was given up: it sees that a later run has it all.
    await database.sql(`UPDATE relink.outbox SET state = 'pending', attempts = 0 WHERE state = 'dead'`);
    await allDone(4);
    expect((await pages()).filter((page) => page !== 'hourly 1')).toEqual([...DAILY, 'daily 1', ...DAILY]);
  });

  it('are called by the beats of the queue, which carry the name alone and go on', async () => {
    await eventually(async () => expect(await queue().getJobSchedulers()).toHaveLength(2));
    const schedulers = (await queue().getJobSchedulers()).map(({ key, pattern, tz }) => ({ key, pattern, tz }));
    expect(schedulers.sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
      { key: 'test-daily', pattern: '0 3 * * *', tz: 'UTC' },
      { key: 'test-hourly', pattern: '0 * * * *', tz: 'UTC' },
    ]);
    const beats = await queue().getDelayed();
    expect(beats.map(({ name }) => name).sort()).toEqual(['test-daily', 'test-hourly']);
    expect(beats.map(({ data }) => data as unknown)).toEqual([{}, {}]);
    clock.advance({ days: 1 });
    await beats.find(({ name }) => name === 'test-daily')!.promote();
    await allDone(3);
    expect((await pages()).filter((page) => page !== 'hourly 1')).toEqual([...DAILY, ...DAILY]);
    await eventually(async () => {
      const next = await queue().getDelayed();
      expect(next.map(({ name }) => name).sort()).toEqual(['test-daily', 'test-hourly']);
    });
  });
});

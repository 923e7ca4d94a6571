import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplicationContext } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Client } from 'pg';
import type { DomainEvent, Lane } from '#libs/database';
import type { QueuesOptions } from '#libs/queues';
import {
  aKeyring,
  aUnitOfWork,
  createTestDatabase,
  eventually,
  RedisServer,
  type TestDatabase,
  type TestKeyring,
  type TestUnitOfWork,
} from '#libs/testing';
import { Behaviour, emit, makeEffectsTable, startEffectsWorker } from '../support/effects.js';

interface OutboxRow {
  id: string;
  state: string;
  attempts: number;
  last_error: string | null;
}

const PACE = { handOverAgainSeconds: 1, firstPauseSeconds: 0.05, mostAttempts: 4 };

let keys: TestKeyring;

beforeAll(async () => {
  keys = await aKeyring();
});

afterAll(() => keys.remove());

describe.each(['postgres', 'redis'] as const)('queues carried by %s', (backend) => {
  let redis: RedisServer | undefined;
  let database: TestDatabase;
  let emitter: TestUnitOfWork;
  let behaviour: Behaviour;
  let worker: INestApplicationContext;

  beforeAll(async () => {
    if (backend === 'redis') redis = await RedisServer.start();
  });

  beforeEach(async () => {
    database = await createTestDatabase();
    await makeEffectsTable(database);
    emitter = await aUnitOfWork(database, { role: 'relink_worker', keyring: keys.keyring });
    behaviour = new Behaviour();
    worker = await start();
  });

  afterEach(async () => {
    await worker.close();
    await emitter.close();
    await database.drop();
  });

  afterAll(() => redis?.stop());

  function start(): Promise<INestApplicationContext> {
    const options: QueuesOptions = { backend, databaseUrl: database.url('relink_worker'), concurrency: 4, pace: PACE };
    return startEffectsWorker(behaviour, keys.keyring, redis ? { ...options, redisUrl: redis.url } : options);
  }

  const queue = (lane: Lane) => worker.get<Queue>(getQueueToken(lane));

  const outbox = (ids: string[]) =>
    database.sql<OutboxRow>(
      'SELECT id, state, attempts, last_error FROM relink.outbox WHERE id = ANY ($1) ORDER BY id',
      [ids],
    );

  async function done(ids: string[]): Promise<void> {
    await eventually(async () => {
      const states = (await outbox(ids)).map(({ state }) => state);
      expect(states).toEqual(ids.map(() => 'done'));
    });
  }

  /** One row per handler and event, or the handlers whose effect is missing or doubled. */
  async function effects(ids: string[], handlers = ['first', 'second']): Promise<void> {
    const rows = await database.sql<{ effect: string }>(
      `SELECT event_id || ' ' || handler AS effect FROM relink.test_effects WHERE event_id = ANY ($1)`,
      [ids],
    );
    const expected = ids.flatMap((id) => handlers.map((handler) => `${id} ${handler}`));
    expect(rows.map(({ effect }) => effect).sort()).toEqual(expected.sort());
  }

  /** Handlers wait until it is opened. */
  function gate(): { open: () => void; waiting: () => number } {
    let open: () => void = () => undefined;
    let waiting = 0;
    const opened = new Promise<void>((resolve) => (open = resolve));
    behaviour.before = async () => {
      waiting++;
      await opened;
    };
    return { open, waiting: () => waiting };
  }

  async function wipe(): Promise<void> {
    if (redis) return redis.wipe();
    const client = new Client({ connectionString: database.superuserUrl });
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'queues' AND tablename NOT LIKE '%migration%'`,
    );
    await client.query(`TRUNCATE ${rows.map(({ name }) => `queues.${name}`).join(', ')}`);
    await client.end();
  }

  it('carry each event of both lanes to every handler, once, with two workers at it', async () => {
    const colleague = await start();
    try {
      const ids = [...(await emit(emitter.unitOfWork, 50)), ...(await emit(emitter.unitOfWork, 50, { lane: 'bulk' }))];
      expect(new Set(ids).size).toBe(100);
      await done(ids);
      await effects(ids);
    } finally {
      await colleague.close();
    }
  });

  it('know nothing of an event whose transaction was rolled back', async () => {
    const lost = emitter.unitOfWork.run({ kind: 'system', name: 'test' }, async (tx) => {
      tx.outbox.emit('test.both', {});
      await tx.outbox.flush(tx.sql);
      throw new Error('rolled back');
    });
    await expect(lost).rejects.toThrow('rolled back');
    const next = await emit(emitter.unitOfWork, 1);
    await done(next);
    expect(await database.sql('SELECT DISTINCT event_id FROM relink.test_effects')).toEqual([{ event_id: next[0] }]);
  });

  it('try again after a failure, and only the handler that failed', async () => {
    const failures = new Map<string, number>();
    behaviour.before = ({ id }: DomainEvent) => {
      const failed = failures.get(id) ?? 0;
      if (failed === 3) return Promise.resolve();
      failures.set(id, failed + 1);
      return Promise.reject(new Error('not yet'));
    };
    const ids = await emit(emitter.unitOfWork, 5);
    await done(ids);
    await effects(ids);
    expect(await outbox(ids)).toEqual(ids.map((id) => ({ id, state: 'done', attempts: 3, last_error: null })));
  });

  it('give an event up after the most attempts, keep a code and no text, and go on with the others', async () => {
    const [hopeless] = await emit(emitter.unitOfWork, 1, { topic: 'test.first' });
    behaviour.before = ({ id }) =>
      id === hopeless ? Promise.reject(new TypeError('Amina Haddad, +47 900 00 000')) : Promise.resolve();
    await eventually(async () => {
      expect(await outbox([hopeless!])).toEqual([
        { id: hopeless, state: 'dead', attempts: 4, last_error: 'TypeError' },
      ]);
    });
    const others = await emit(emitter.unitOfWork, 3, { topic: 'test.first' });
    await done(others);
    await effects([...others], ['first']);
    await effects([hopeless!], []);
    expect(await outbox([hopeless!])).toMatchObject([{ state: 'dead' }]);
  });

  it('hand events over together where that is less work, each with its effect, once', async () => {
    const ids = await emit(emitter.unitOfWork, 50, { topic: 'test.together' });
    await done(ids);
    await effects(ids, ['together']);
    expect(behaviour.together.reduce((sum, count) => sum + count, 0)).toBe(50);
    expect(Math.max(...behaviour.together)).toBeGreaterThan(1);
  });

  it('go on at once with what an event causes', async () => {
    const ids = await emit(emitter.unitOfWork, 5, { topic: 'test.causing' });
    await done(ids);
    const caused = await database.sql<{ id: string; kept: boolean }>(
      `SELECT id, dispatched_at = created_at AS kept FROM relink.outbox WHERE topic = 'test.together'`,
    );
    expect(caused.map(({ kept }) => kept)).toEqual(ids.map(() => true));
    await done(caused.map(({ id }) => id));
    await effects(ids, ['causing']);
    await effects(
      caused.map(({ id }) => id),
      ['together'],
    );
  });

  it('hand over what was caused where whoever kept it did not go on', async () => {
    await emitter.unitOfWork.run({ kind: 'system', name: 'test' }, (tx) => {
      tx.outbox.emit('test.together', {});
      expect(tx.outbox.keep(() => true)).toHaveLength(1);
      return Promise.resolve();
    });
    const ids = (await database.sql<{ id: string }>('SELECT id FROM relink.outbox')).map(({ id }) => id);
    await done(ids);
    await effects(ids, ['together']);
  });

  it('let one event that fails hold up none of those it came with', async () => {
    let hopeless = '';
    behaviour.before = ({ id, payload }) => {
      if (payload.index !== '7') return Promise.resolve();
      hopeless = id;
      return Promise.reject(new TypeError('not this one'));
    };
    const ids = await emit(emitter.unitOfWork, 12, { topic: 'test.together' });
    await eventually(async () => {
      expect(await outbox([hopeless])).toMatchObject([{ state: 'dead', attempts: 4, last_error: 'TypeError' }]);
    });
    const others = ids.filter((id) => id !== hopeless);
    await done(others);
    await effects(
      ids.filter((id) => id !== hopeless),
      ['together'],
    );
    await effects([hopeless], []);
  });

  it('do an event once although it is handed over many times, before and after it is done', async () => {
    const { open, waiting } = gate();
    const ids = await emit(emitter.unitOfWork, 1);
    await eventually(() => expect(waiting()).toBe(1));
    const again = (round: string) =>
      queue('prompt').addBulk(
        Array.from({ length: 5 }, (_, index) => ({
          name: 'test.both',
          data: { events: [{ id: ids[0]!, topic: 'test.both' }] },
          opts: { jobId: `${round}-${index}`, removeOnComplete: true },
        })),
      );
    await again('during');
    // Three more hold on to the same event now, waiting for the first to commit or to fail.
    await eventually(async () => expect(await queue('prompt').getActiveCount()).toBe(4));
    open();
    await done(ids);
    await again('after');
    await eventually(async () => expect(await queue('prompt').getJobCountByTypes('active', 'waiting')).toBe(0));
    await effects(ids);
  });

  it('lose nothing and double nothing where the queue is wiped with everything in it', async () => {
    const { open, waiting } = gate();
    const ids = await emit(emitter.unitOfWork, 60, { topic: 'test.first' });
    await eventually(async () => {
      expect(waiting()).toBe(4);
      expect(await queue('prompt').getWaitingCount()).toBe(56);
    });
    await wipe();
    expect(await queue('prompt').getJobCountByTypes('active', 'waiting')).toBe(0);
    open();
    await done(ids);
    await effects(ids, ['first']);
  });

  it('let somebody who waits pass two thousand events of an import', async () => {
    behaviour.before = ({ lane }) => new Promise((resolve) => setTimeout(resolve, lane === 'bulk' ? 20 : 0));
    const bulk = await emit(emitter.unitOfWork, 2_000, { topic: 'test.first', lane: 'bulk' });
    const bulkDone = async () => (await outbox(bulk)).filter(({ state }) => state === 'done').length;
    await eventually(async () => expect(await bulkDone()).toBeGreaterThan(10));
    const prompt = await emit(emitter.unitOfWork, 10);
    await done(prompt);
    expect(await bulkDone()).toBeLessThan(1_000);
  });

  it('finish what they hold when a worker stops; the next one does the rest', async () => {
    const { open, waiting } = gate();
    const ids = await emit(emitter.unitOfWork, 30, { topic: 'test.first' });
    await eventually(() => expect(waiting()).toBe(4));
    const closing = worker.close();
    open();
    await closing;
    const rows = await outbox(ids);
    expect(rows.filter(({ state }) => state === 'done').length).toBeGreaterThanOrEqual(4);
    expect(rows.map(({ attempts }) => attempts)).toEqual(ids.map(() => 0));
    await effects(
      rows.filter(({ state }) => state === 'done').map(({ id }) => id),
      ['first'],
    );
    worker = await start();
    await done(ids);
    await effects(ids, ['first']);
  });

  it('do what was left while the queue itself was away', async () => {
    if (redis) await redis.halt();
    else await database.sql('ALTER SCHEMA queues RENAME TO queues_away');
    const ids = await emit(emitter.unitOfWork, 20);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await effects(ids, []);
    if (redis) await redis.launch();
    else await database.sql('ALTER SCHEMA queues_away RENAME TO queues');
    await done(ids);
    await effects(ids);
  });
});

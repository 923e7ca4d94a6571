import { fork, type ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createDataSource, UnitOfWork } from '#libs/database';
import { ChainedAuditTrail } from '#libs/audit';
import { CedarAuthorizer } from '#libs/access';
import { KeyringKeyProvider } from '#libs/crypto';
import { SystemClock, systemActor } from '#libs/kernel';
import { aKeyring, eventually, TestCluster, type TestKeyring } from '#libs/testing';
import { migrate } from '../../migrations/migrate.js';

const EVENTS = 1_000;
const DATABASE = 'relink_template';

let cluster: TestCluster;
let keys: TestKeyring;
const workers = new Set<ChildProcess>();
let restarts = 0;

beforeAll(async () => {
  // A database that really waits for the disk: it will crash.
  cluster = await TestCluster.start(migrate, ['fsync=on']);
  keys = await aKeyring();
  await sql(`CREATE TABLE relink.test_effects (handler text NOT NULL, event_id uuid NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
    GRANT SELECT, INSERT ON relink.test_effects TO relink_worker`);
});

afterAll(async () => {
  await stopWorkers();
  await cluster.stop();
  await keys.remove();
});

async function sql<Row>(text: string, parameters: unknown[] = []): Promise<Row[]> {
  return cluster.server.asSuperuser(DATABASE, async (client) => (await client.query(text, parameters)).rows as Row[]);
}

/** Starts a worker, and another one in its place whenever it ends: what a supervisor does. */
function supervise(): void {
  const worker = fork(new URL('./support/worker.mjs', import.meta.url), {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      TEST_DATABASE_URL: cluster.url(DATABASE, 'relink_worker'),
      TEST_KEYRING: keys.path,
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  workers.add(worker);
  worker.on('exit', () => {
    if (!workers.delete(worker)) return;
    restarts++;
    setTimeout(() => supervise(), 200);
  });
}

const ready = (worker: ChildProcess) => new Promise((resolve) => worker.once('message', resolve));

async function stopWorkers(): Promise<void> {
  const all = [...workers];
  workers.clear();
  await Promise.all(
    all.map((worker) => {
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      worker.kill('SIGKILL');
      return ended;
    }),
  );
}

/** Emits as the API does, each event in a transaction of its own; tries again where the database is away. */
async function emitAll(count: number): Promise<void> {
  const dataSource = await createDataSource({
    url: cluster.url(DATABASE, 'relink_api'),
    pool: 4,
    entities: [],
  }).initialize();
  const unitOfWork = new UnitOfWork(
    dataSource,
    new KeyringKeyProvider(keys.keyring),
    new ChainedAuditTrail(2),
    new CedarAuthorizer(),
    new SystemClock(),
  );
  for (let done = 0; done < count;) {
    try {
      await unitOfWork.run(systemActor('test-emitter'), (tx) => {
        for (let index = 0; index < 10; index++)
          tx.outbox.emit('test.faults', { slow: 'yes' }, index % 2 === 0 ? 'prompt' : 'bulk');
        return Promise.resolve();
      });
      done += 10;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  await dataSource.destroy();
}

async function progress(): Promise<{ events: number; done: number; effects: number; distinct: number }> {
  const [row] = await sql<{ events: number; done: number; effects: number; distinct: number }>(
    `SELECT (SELECT count(*)::int FROM relink.outbox) AS events, (SELECT count(*)::int FROM relink.outbox WHERE state = 'done') AS done,
            count(*)::int AS effects, count(DISTINCT event_id)::int AS distinct FROM relink.test_effects`,
  );
  return row!;
}

const reached = (share: number) =>
  eventually(async () => expect((await progress()).effects).toBeGreaterThanOrEqual(EVENTS * share));

describe('a thousand events', () => {
  it('are each done once, while workers are killed at random and the database crashes twice', async () => {
    let killing = true;
    let kills = 0;
    supervise();
    supervise();
    const killer = (async () => {
      await Promise.all([...workers].map(ready));
      while (killing && kills < 12) {
        await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 1_200));
        const victim = [...workers][Math.floor(Math.random() * workers.size)];
        if (victim?.kill('SIGKILL')) kills++;
      }
    })();
    const crashes = (async () => {
      for (const share of [0.25, 0.5]) {
        await reached(share);
        await cluster.server.crash();
        await cluster.server.start();
      }
    })();
    await Promise.all([emitAll(EVENTS), crashes]);
    await reached(0.7);
    killing = false;
    await killer;
    // Those killed held jobs that are taken over when their locks have expired.
    await eventually(async () => expect((await progress()).done).toBe((await progress()).events), 75_000);
    const { events, done, effects, distinct } = await progress();
    process.stdout.write(`kills ${kills}, restarts ${restarts}, events ${events}, effects ${effects}\n`);
    expect(kills).toBeGreaterThan(2);
    // An answer lost in a crash makes the emitter send again: never fewer events than it was told of.
    expect(events).toBeGreaterThanOrEqual(EVENTS);
    expect({ done, effects, distinct }).toEqual({ done: events, effects: events, distinct: events });
    expect(await sql(`SELECT id FROM relink.outbox WHERE state = 'dead'`)).toEqual([]);
    await stopWorkers();
  });

  it('after that the worker outlives a restart of the database, without being started again', async () => {
    supervise();
    await ready([...workers][0]!);
    const [before] = workers;
    const known = await progress();
    for (let round = 1; round <= 2; round++) {
      await cluster.server.stop();
      await new Promise((resolve) => setTimeout(resolve, 700));
      await cluster.server.start();
      await emitAll(10);
      await eventually(async () => {
        const { effects, distinct, done } = await progress();
        const expected = known.events + 10 * round;
        expect({ effects, distinct, done }).toEqual({ effects: expected, distinct: expected, done: expected });
      });
    }
    expect([...workers]).toEqual([before]);
  });

  it('arrive soon after their transaction, where nobody else is waiting', async () => {
    const client = new Client({ connectionString: cluster.url(DATABASE, 'relink_api') });
    await client.connect();
    const latencies: number[] = [];
    for (let round = 0; round < 40; round++) {
      const { rows } = await client.query<{ id: string }>('SELECT gen_random_uuid() AS id');
      const id = rows[0]!.id;
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO relink.outbox (id, topic, payload, lane) VALUES ($1, 'test.faults', '{}', 'prompt')`,
        [id],
      );
      await client.query(`SELECT pg_notify('relink_outbox', '')`);
      const [from] = (await client.query<{ at: Date }>('SELECT clock_timestamp() AS at')).rows;
      await client.query('COMMIT');
      const at = await eventually(async () => {
        const [row] = await sql<{ at: Date }>('SELECT at FROM relink.test_effects WHERE event_id = $1', [id]);
        expect(row).toBeDefined();
        return row!.at;
      });
      latencies.push(at.getTime() - from!.at.getTime());
    }
    await client.end();
    latencies.sort((a, b) => a - b);
    process.stdout.write(`outbox to effect: p50 ${latencies[20]} ms, p95 ${latencies[37]} ms\n`);
    expect(latencies).toHaveLength(40);
  });
});

import { fork, type ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PartnerId } from '#libs/partners';
import { eventually, SettableClock } from '#libs/testing';
import { pairOffices, PostOffice } from '../support/post-office.js';

const CASES = 8;
const OF_EACH = 5;
const KILLS = 6;

let a: PostOffice;
let b: PostOffice;
let bForA: PartnerId;
const processes = new Map<string, ChildProcess>();
let ended = false;

beforeAll(async () => {
  [a, b] = await Promise.all([
    PostOffice.open('NOR', new SettableClock()),
    PostOffice.open('KEN', new SettableClock()),
  ]);
  bForA = await pairOffices(a, b);
  await pairOffices(b, a);
});

afterAll(async () => {
  ended = true;
  await Promise.all([...processes.values()].map(killed));
  await Promise.all([a.close(), b.close()]);
});

/** Starts a process, and another one in its place whenever it ends. */
async function supervise(name: string, path: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = fork(path, [], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  processes.set(name, child);
  child.once('exit', () => {
    if (!ended) void supervise(name, path, env);
  });
  await new Promise((ready) => child.once('message', ready));
}

function killed(child: ChildProcess): Promise<unknown> {
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  return gone;
}

function workerOf({ database, keyring, settings }: PostOffice): NodeJS.ProcessEnv {
  return {
    TEST_DATABASE_URL: database.url('relink_worker'),
    TEST_KEYRING: keyring.path,
    TEST_EXCHANGE_KEYS: settings.exchangeKeys,
    TEST_SOCIETY: settings.society,
  };
}

/** As if the time of waiting were over: the test is about who dies, and not about patience. */
async function hurry(): Promise<void> {
  await a.database.sql(`UPDATE relink.exchange_outbox SET due_at = now() WHERE state = 'sealed'`);
  await b.database.sql(`UPDATE relink.exchange_inbox SET due_at = NULL WHERE taken_at IS NULL`);
}

describe('Two Societies whose processes are killed in the middle of messages', () => {
  it('lose none, act upon each once, and keep the order of every case', async () => {
    const ids: string[][] = [];
    for (let at = 0; at < CASES; at++) {
      const handle = await a.newCase(bForA);
      ids.push([]);
      for (let count = 0; count < OF_EACH; count++) ids[at]!.push(await a.queue(bForA, handle));
    }
    await b.stopGateway();
    const { home, exchangePort, exchangeOrigin, exchangeKeys, society } = b.settings;
    await Promise.all([
      supervise('sender', 'tests/faults/support/post-worker.mjs', workerOf(a)),
      supervise('taker', 'tests/faults/support/post-worker.mjs', workerOf(b)),
      supervise('gateway', 'dist/apps/exchange/src/main.js', {
        RELINK_HOME: home,
        RELINK_SOCIETY: society,
        RELINK_EXCHANGE_PORT: String(exchangePort),
        RELINK_EXCHANGE_ORIGIN: exchangeOrigin,
        RELINK_EXCHANGE_KEYS: exchangeKeys,
        RELINK_DATABASE_URL: b.database.url('relink_exchange'),
        RELINK_LOG_LEVEL: 'silent',
      }),
    ]);
    for (let kill = 1; kill <= KILLS; kill++) {
      await eventually(async () => {
        await hurry();
        expect((await b.taken()).length).toBeGreaterThanOrEqual(((kill - 1) * CASES * OF_EACH) / (KILLS + 2));
      });
      const victim = processes.get(['sender', 'gateway', 'taker'][kill % 3]!)!;
      await killed(victim);
    }
    await eventually(async () => {
      await hurry();
      expect(await b.taken()).toHaveLength(CASES * OF_EACH);
      expect((await a.outbox()).every(({ state }) => state === 'delivered')).toBe(true);
    }, 90_000);
    for (const ofCase of ids) expect(await b.takenOf(ofCase)).toEqual(ofCase);
    const [log] = await b.database.sql(
      `SELECT count(*)::int AS entries, count(DISTINCT object_id)::int AS messages FROM audit.entries WHERE action = 'exchange.received'`,
    );
    expect(log).toEqual({ entries: CASES * OF_EACH, messages: CASES * OF_EACH });
  });
});

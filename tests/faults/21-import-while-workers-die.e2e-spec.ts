import { fork, type ChildProcess } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '#libs/embedded';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { inState, sendList } from '../support/some-lists.js';
import type { Staff } from '../support/staff.js';
import { expectStatus } from '../support/stories.js';

const ROWS = 2_000;
/** Every so many rows somebody stands on the list a second time, and every so many a row has no name. */
const DOUBLE_EVERY = 500;
const NAMELESS_EVERY = 400;

let relink: Deployment;
let caseworker: Staff;
const workers = new Set<ChildProcess>();
let kills = 0;

beforeAll(async () => {
  relink = await Deployment.start({ worker: false });
  caseworker = await relink.signIn('caseworker');
  await Promise.all([supervise(), supervise()]);
});

afterAll(async () => {
  const all = [...workers];
  workers.clear();
  await Promise.all(all.map(killed));
  await relink.stop();
});

/** Starts a whole worker, and another one in its place whenever it ends. */
async function supervise(): Promise<void> {
  const worker = fork('dist/apps/worker/src/main.js', [], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      RELINK_DATABASE_URL: relink.database.url('relink_worker'),
      RELINK_DATABASE_POOL: '5',
      RELINK_KEYRING: relink.keyring.path,
      RELINK_HOME: `${relink.keyring.path}.home`,
      RELINK_WORKER_PORT: String(await freePort()),
      RELINK_LOG_LEVEL: 'silent',
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  workers.add(worker);
  worker.once('exit', () => {
    if (workers.delete(worker)) void supervise();
  });
  await new Promise((ready) => worker.once('message', ready));
}

function killed(worker: ChildProcess): Promise<unknown> {
  const ended = new Promise((done) => worker.once('exit', done));
  worker.kill('SIGKILL');
  return ended;
}

/** Kills one worker after the other, each as soon as so much of the run is done. */
async function killAt(id: string, shares: readonly number[]): Promise<void> {
  for (const share of shares) {
    await eventually(async () => {
      const { run } = await expectStatus(200, caseworker.get(`/lists/${id}`));
      expect(run.done).toBeGreaterThanOrEqual(ROWS * share);
    }, 120_000);
    const [victim] = workers;
    if (victim?.kill('SIGKILL')) kills++;
  }
}

function aList(): string {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    if (at % NAMELESS_EVERY === 7) return `p${at},`;
    return at % DOUBLE_EVERY === 499 ? `p${at - 499},Person ${at - 499}` : `p${at},Person ${at}`;
  });
  return ['id,name', ...rows].join('\n');
}

describe('An import whose workers are killed again and again', () => {
  it('lands every row once, and reports each of them', async () => {
    const { id } = await sendList(caseworker, aList());
    const { version } = await inState(caseworker, id, 'recognised');
    await expectStatus(200, caseworker.post(`/lists/${id}/check`, {}, version));
    await killAt(id, [0.1]);
    const checked = await inState(caseworker, id, 'checked');
    await expectStatus(200, caseworker.post(`/lists/${id}/start`, {}, checked.version));
    await killAt(id, [0.1, 0.4, 0.7]);
    const done = await inState(caseworker, id, 'imported');

    const [refused, known] = [ROWS / NAMELESS_EVERY, ROWS / DOUBLE_EVERY];
    const added = ROWS - refused - known;
    expect(kills).toBe(4);
    expect(done.run).toMatchObject({ of: 'import', done: ROWS, added, known, refused });
    // What was said before the import is what came of it.
    expect(checked.run).toMatchObject({ of: 'check', done: ROWS, added, known, refused });
    const [rows] = await relink.database.sql(
      `SELECT (SELECT count(*)::int FROM relink.registrations) AS registrations,
              (SELECT count(DISTINCT source_key)::int FROM relink.registrations) AS keys,
              (SELECT count(*)::int FROM relink.persons) AS persons,
              (SELECT count(*)::int FROM relink.bases) AS bases,
              (SELECT count(DISTINCT object_id)::int FROM audit.entries WHERE action = 'registrations.registered') AS logged,
              (SELECT count(*)::int FROM audit.entries WHERE action = 'registrations.registered') AS entries`,
    );
    expect(rows).toEqual({
      registrations: added,
      keys: added,
      persons: added,
      bases: added,
      logged: added,
      entries: added,
    });
    const lines = parse<{ line: string }>(await caseworker.download(`/lists/${id}/report`), { columns: true });
    expect(lines.map(({ line }) => Number(line))).toEqual(Array.from({ length: ROWS }, (_, at) => at + 2));
  }, 480_000);
});

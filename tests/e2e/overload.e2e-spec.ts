import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import type { Answer, Staff } from '../support/staff.js';
import { aRegistration } from '../support/stories.js';

/** As many as a deployment has here. */
const CONNECTIONS = 5;
/** More than may write at once with these. */
const WRITES = 12;

let relink: Deployment;
let caseworker: Staff;
let registrationId: string;

beforeAll(async () => {
  relink = await Deployment.start();
  caseworker = await relink.signIn('caseworker');
  registrationId = ((await caseworker.post('/registrations', aRegistration())) as Answer<{ id: string }>).body.id;
});
afterAll(() => relink.stop());

describe('More writing than the database can take', () => {
  it('is refused in time with a word when to come again, while reading goes on and nothing is done twice or half', async () => {
    const before = await registrations();
    const blocker = new Client({ connectionString: relink.database.superuserUrl });
    await blocker.connect();
    let answers: Promise<Answer<{ code?: string }>[]>;
    try {
      await blocker.query('BEGIN; LOCK TABLE relink.registrations IN EXCLUSIVE MODE');
      const writes = Array.from({ length: WRITES }, () => caseworker.post('/registrations', aRegistration()));
      answers = Promise.all(writes) as typeof answers;
      await eventually(async () => expect(await waitingForTheLock()).toBeGreaterThan(1));
      expect((await caseworker.get('/registrations')).status).toBe(200);
      expect((await caseworker.get(`/registrations/${registrationId}`)).status).toBe(200);
      // Only those who have a turn are still there: the others were answered.
      const open = new Set(writes);
      for (const write of writes) void write.then(() => open.delete(write));
      await eventually(() => expect(open.size).toBeLessThan(5));
    } finally {
      await blocker.query('COMMIT');
      await blocker.end();
    }
    const done = (await answers).filter(({ status }) => status === 201);
    const refused = (await answers).filter(({ status }) => status !== 201);
    expect(done.length).toBeGreaterThan(1);
    expect(refused.length).toBeGreaterThan(1);
    for (const { status, body, headers } of refused)
      expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'service.busy', '2']);
    expect(await registrations()).toBe(before + done.length);
  });
});

describe('While every connection waits', () => {
  it('those who come are still known: their sessions are asked for elsewhere', async () => {
    const blocker = new Client({ connectionString: relink.database.superuserUrl });
    await blocker.connect();
    const reads: Promise<Answer<unknown>>[] = [];
    try {
      await blocker.query('BEGIN; LOCK TABLE relink.registrations IN ACCESS EXCLUSIVE MODE');
      for (let at = 0; at < CONNECTIONS; at++) reads.push(caseworker.get('/registrations'));
      await eventually(async () => expect(await waitingOfTheApi()).toBe(CONNECTIONS));
      expect((await caseworker.get('/session')).status).toBe(200);
    } finally {
      await blocker.query('COMMIT');
      await blocker.end();
    }
    expect((await Promise.all(reads)).map(({ status }) => status)).toEqual(reads.map(() => 200));
  });
});

async function registrations(): Promise<number> {
  const [row] = await relink.database.sql<{ count: number }>('SELECT count(*)::int AS count FROM relink.registrations');
  return row!.count;
}

async function waitingForTheLock(): Promise<number> {
  const [row] = await relink.database.sql<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_locks WHERE relation = 'relink.registrations'::regclass AND NOT granted`,
  );
  return row!.count;
}

async function waitingOfTheApi(): Promise<number> {
  const [row] = await relink.database.sql<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE usename = 'relink_api' AND datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return row!.count;
}

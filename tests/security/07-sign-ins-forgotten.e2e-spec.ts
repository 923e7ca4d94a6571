import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Schedules } from '#libs/queues';
import { eventually, SettableClock } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { expectStatus } from '../support/stories.js';

let relink: Deployment;
let clock: SettableClock;
let administrator: Staff;

beforeAll(async () => {
  clock = new SettableClock();
  relink = await Deployment.start({ clock });
  administrator = await relink.signIn('administrator');
});
afterAll(() => relink.stop());

async function left(): Promise<Record<string, number>> {
  const [row] = await relink.database.sql<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM relink.sessions) AS sessions, (SELECT count(*)::int FROM relink.enrolments) AS enrolments,
            (SELECT count(*)::int FROM relink.sign_in_attempts) AS attempts`,
  );
  return row!;
}

async function forget(): Promise<void> {
  expect(await relink.workerApp.get(Schedules).begin('forget-sign-ins')).toBe(true);
  await eventually(async () => {
    const running = await relink.database.sql('SELECT 1 FROM relink.schedule_runs WHERE finished_at IS NULL');
    expect(running).toEqual([]);
  });
}

/** As if everything had happened earlier. */
async function later(days: number): Promise<void> {
  clock.advance({ days });
  for (const column of ['sessions.expires_at', 'enrolments.expires_at', 'sign_in_attempts.at']) {
    const [table, name] = column.split('.');
    await relink.database.sql(`UPDATE relink.${table} SET ${name} = ${name} - make_interval(days => ${days})`);
  }
}

it('What sign-ins leave behind is forgotten once it opens nothing and slows nobody down', async () => {
  const account = { email: 'new@relink.example', name: 'New colleague', role: 'caseworker' };
  await expectStatus(201, administrator.post('/accounts', { ...account, branchId: relink.branches.Harbour }));
  expect(await left()).toEqual({ sessions: 1, enrolments: 1, attempts: 2 });
  await later(1);
  await forget();
  expect(await left()).toEqual({ sessions: 1, enrolments: 1, attempts: 2 });
  await later(1);
  await forget();
  expect(await left()).toEqual({ sessions: 0, enrolments: 1, attempts: 2 });
  await later(3);
  await forget();
  expect(await left()).toEqual({ sessions: 0, enrolments: 0, attempts: 2 });
  await later(27);
  await forget();
  expect(await left()).toEqual({ sessions: 0, enrolments: 0, attempts: 0 });
});

it('A worker whose clock is wrong signs nobody out', async () => {
  clock.advance({ days: 60 });
  const caseworker = await relink.signIn('caseworker');
  await forget();
  await expectStatus(200, caseworker.get('/session'));
});

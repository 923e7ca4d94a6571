import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, aRegistration, expectStatus } from '../support/stories.js';

let relink: Deployment;
let caseworker: Staff;

beforeAll(async () => {
  relink = await Deployment.start();
  caseworker = await relink.signIn('caseworker');
});
afterAll(async () => {
  await setDatabase('back');
  await relink.stop();
});

/** This suite's own database refuses connections and ends those there are, or takes them again. */
async function setDatabase(to: 'away' | 'back'): Promise<void> {
  const url = new URL(relink.database.superuserUrl);
  url.pathname = '/postgres';
  const client = new Client({ connectionString: url.toString() });
  await client.connect();
  try {
    await client.query(`ALTER DATABASE ${relink.database.name} ALLOW_CONNECTIONS ${to === 'back'}`);
    if (to === 'away')
      await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
        relink.database.name,
      ]);
  } finally {
    await client.end();
  }
}

async function ask(url: string) {
  const response = await fetch(url);
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

describe('While the database answers', () => {
  it.each(['live', 'ready'])('the api and the worker are %s, and say so to anybody who asks', async (question) => {
    for (const url of [relink.url, relink.workerUrl])
      expect(await ask(`${url}/health/${question}`)).toMatchObject({ status: 200, text: '{"status":"ok"}' });
  });

  it('the worker has no other route, and says nothing of what it is made of', async () => {
    for (const path of ['/', '/api/v1/session', '/health', '/health/other']) {
      const answer = await ask(relink.workerUrl + path);
      expect(answer.status).toBe(404);
      expect(answer.text).not.toMatch(/ at |node_modules|\.ts/);
    }
  });
});

describe('While the database is away', () => {
  beforeAll(() => setDatabase('away'));
  afterAll(() => setDatabase('back'));

  it('both processes live on, and are not ready', async () => {
    for (const url of [relink.url, relink.workerUrl]) {
      expect(await ask(`${url}/health/live`)).toMatchObject({ status: 200 });
      expect(await ask(`${url}/health/ready`)).toMatchObject({ status: 503 });
    }
  });

  it('every request is asked to wait: 503 with a problem, never 500', async () => {
    const answers = await Promise.all([
      ...Array.from({ length: 12 }, () => caseworker.get('/work')),
      ...Array.from({ length: 6 }, () => caseworker.post('/registrations', aRegistration())),
      caseworker.post('/session', { email: 'somebody@relink.example', password: 'something' }),
      caseworker.send('DELETE', '/session'),
    ]);
    for (const { status, body, headers } of answers) {
      expect({ status, code: body.code }).toEqual({ status: 503, code: 'service.waiting' });
      expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });

  it('the pages of the console are still there', async () => {
    expect((await fetch(`${relink.url}/work`, { headers: { Accept: 'text/html' } })).status).toBe(200);
  });
});

describe('When the database comes back', () => {
  it('both are ready by themselves, and everything goes on: requests and the work behind them', async () => {
    await setDatabase('back');
    await eventually(async () => {
      for (const url of [relink.url, relink.workerUrl])
        expect(await ask(`${url}/health/ready`)).toMatchObject({ status: 200 });
    });
    await expectStatus(200, caseworker.get('/session'));
    const supervisor = await relink.signIn('supervisor');
    const { id, version } = await expectStatus(201, caseworker.post('/tracing-requests', { interview: anInterview() }));
    const submitted = await expectStatus(
      200,
      caseworker.post(`/tracing-requests/${id}/complete-interview`, {}, version),
    );
    await expectStatus(200, supervisor.post(`/tracing-requests/${id}/accept`, {}, submitted.version));
    await expectStatus(201, caseworker.post('/registrations', aRegistration()));
    await eventually(async () => {
      const { items } = await expectStatus(200, caseworker.get(`/potential-matches?requestId=${id}`));
      expect(items).toHaveLength(1);
    });
  });

  it('a connection that breaks in the middle costs a 503 at most', async () => {
    const terminate = () =>
      relink.database.sql(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'relink_api'`,
      );
    for (let round = 0; round < 10; round++) {
      const requests = Array.from({ length: 8 }, () => caseworker.post('/registrations', aRegistration()));
      await terminate();
      for (const { status, body } of await Promise.all(requests))
        expect({ status, code: body.code }).toEqual(
          status === 201 ? { status } : { status: 503, code: 'service.waiting' },
        );
    }
    await eventually(() => expectStatus(200, caseworker.get('/session')));
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, aRegistration, expectStatus, openRequest, publicInterest } from '../support/stories.js';

describe('Lists', () => {
  let relink: Deployment;
  let caseworker: Staff;

  beforeAll(async () => {
    relink = await Deployment.start({ worker: false });
    caseworker = await relink.signIn('caseworker');
    for (let number = 0; number < 7; number++) {
      await expectStatus(201, caseworker.post('/registrations', aRegistration()));
      await expectStatus(201, caseworker.post('/tracing-requests', { interview: anInterview() }));
    }
  });
  afterAll(() => relink.stop());

  it.each(['/registrations', '/tracing-requests'])(
    'of %s come in pages that miss nothing and repeat nothing',
    async (path) => {
      const seen: string[] = [];
      let cursor = '';
      do {
        const { items, nextCursor } = await expectStatus(
          200,
          caseworker.get(`${path}?limit=3${cursor && `&cursor=${cursor}`}`),
        );
        expect(items.length).toBeLessThanOrEqual(3);
        seen.push(...items.map(({ reference }: { reference: string }) => reference));
        cursor = nextCursor ?? '';
      } while (cursor);
      expect(seen).toHaveLength(7);
      expect(new Set(seen).size).toBe(7);
      expect(seen).toEqual([...seen].sort().reverse());
    },
  );

  it('give at most a hundred, and say so', async () => {
    const answer = await caseworker.get('/registrations?limit=101');
    expect(answer).toMatchObject({ status: 400, body: { code: 'input.invalid', violations: [{ path: 'limit' }] } });
  });

  it('can be narrowed to a state', async () => {
    expect((await expectStatus(200, caseworker.get('/tracing-requests?state=open'))).items).toEqual([]);
    expect((await expectStatus(200, caseworker.get('/tracing-requests?state=pre-case'))).items).toHaveLength(7);
    expect((await caseworker.get('/tracing-requests?state=lost')).status).toBe(400);
  });
});

describe('A permit on both sides', () => {
  let relink: Deployment;
  let caseworker: Staff;
  let supervisor: Staff;

  beforeAll(async () => {
    relink = await Deployment.start();
    caseworker = await relink.signIn('caseworker');
    supervisor = await relink.signIn('supervisor');
  });
  afterAll(() => relink.stop());

  /** Everything the records caused is done. */
  const untilQuiet = async () => {
    for (;;) {
      const [row] = await relink.database.sql<{ left: number }>(
        `SELECT count(*)::int AS left FROM relink.outbox WHERE state <> 'done'`,
      );
      if (row?.left === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const withoutMatching = { ...publicInterest, purposes: ['trace'] };

  it('is needed: whoever did not agree to matching is neither found nor looked for', async () => {
    await expectStatus(201, caseworker.post('/registrations', { ...aRegistration(), basis: withoutMatching }));
    const interview = anInterview();
    const unsought = {
      ...interview,
      soughtPersons: interview.soughtPersons.map((sought) => ({ ...sought, basis: withoutMatching })),
    };
    const asked = await openRequest(caseworker, supervisor);
    const silent = await openRequest(caseworker, supervisor, unsought);
    await untilQuiet();
    expect((await expectStatus(200, caseworker.get(`/potential-matches?requestId=${asked.id}`))).items).toEqual([]);

    await expectStatus(201, caseworker.post('/registrations', aRegistration()));
    await untilQuiet();
    expect((await expectStatus(200, caseworker.get(`/potential-matches?requestId=${asked.id}`))).items).toHaveLength(1);
    expect((await expectStatus(200, caseworker.get(`/potential-matches?requestId=${silent.id}`))).items).toEqual([]);
    const permits = await relink.database.sql<{ purpose: string }>('SELECT purpose FROM relink.permits');
    expect(permits.map(({ purpose }) => purpose)).toEqual(['match-within-society', 'match-within-society']);
  });
});

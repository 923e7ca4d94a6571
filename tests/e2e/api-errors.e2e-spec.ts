import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { exampleOf, ROUTES, type Route } from '../support/api-document.js';
import { Caller, exampleFor, expectProblem } from '../support/caller.js';
import { Deployment } from '../support/deployment.js';
import { MARK } from '../support/faults.js';
import { anInterview, aRegistration, expectStatus } from '../support/stories.js';

let relink: Deployment;
let caller: Caller;

beforeAll(async () => {
  relink = await Deployment.start({ worker: false });
  caller = await Caller.over(relink);
});
afterAll(() => relink.stop());

const WITH_BODY = ROUTES.filter(({ body }) => body);
const WITH_ID = ROUTES.filter(({ path }) => path.includes('{id}'));

describe('The address', () => {
  it('with an id that is none, or that nothing has, is answered 404, or refused for the body', () =>
    caller.expectNothingChanged(async () => {
      const ids = [
        newId(),
        'null',
        '0',
        '-1',
        `${MARK}`,
        `'%20OR%201=1--${MARK}`,
        '..%2f..%2fetc%2fpasswd',
        '%00',
        'x'.repeat(4_000),
        '%F0%9F%92%A3',
        '__proto__',
      ];
      const others = new Set<string>();
      for (const route of WITH_ID)
        for (const id of ids) {
          const body = route.body && JSON.stringify(exampleOf(route.body));
          const answer = await caller.send(route, body, {}, caller.addressOf(route, id));
          const right = body ? [404, 400] : [404];
          if (right.includes(answer.status)) expectProblem(answer, right);
          else others.add(`${route.name}: ${answer.status}`);
        }
      expect([...others]).toEqual([]);
    }));

  it('that cannot be read is answered 400 or 404', async () => {
    for (const path of [
      '/tracing-requests/%E0%A4%A',
      '/tracing-requests/%',
      '/%c0%ae%c0%ae/',
      '/enrolments/%E0%A4%A',
      '//',
      '/nothing',
      `/${MARK}`,
    ])
      for (const method of ['GET', 'POST', 'PATCH', 'OPTIONS'])
        expectProblem(await caller.caseworker.send(method, path), [400, 404]);
  });

  it.each([
    'limit=0',
    'limit=-1',
    'limit=101',
    'limit=1e9',
    `limit=${MARK}`,
    'limit=',
    'limit=1&limit=2',
    'limit[]=1',
    'limit=NaN',
    'limit=1.5',
    `cursor=${MARK}`,
    'cursor=',
    'cursor=00000000',
    'cursor=%00',
    `unknown=${MARK}`,
    'constructor=1',
    '__proto__=1',
    'hasOwnProperty=1',
    'toString=1',
    `${MARK}`,
    '%00=%00',
    '%E0%A4%A=1',
  ])('with the query %s is refused by every list', async (query) => {
    for (const route of ROUTES.filter(({ query }) => 'limit' in query))
      expectProblem(await caller.caseworker.get(`${caller.addressOf(route)}?${query}`), [400]);
  });

  it('with a state or a request that is none is refused', async () => {
    for (const query of [`state=${MARK}`, 'state=', 'state=open&state=open', 'state[]=open'])
      for (const list of ['tracing-requests', 'potential-matches'])
        expectProblem(await caller.caseworker.get(`/${list}?${query}`), [400]);
    expectProblem(await caller.caseworker.get(`/potential-matches?requestId=${MARK}`), [400]);
  });
});

describe('The headers', () => {
  const changes = ROUTES.filter(({ needsVersion }) => needsVersion);

  it('of a change must say which version: without it 428, unreadable 400, stale 412 unless the body is refused first', () =>
    caller.expectNothingChanged(async () => {
      const others = new Set<string>();
      const stale = async (route: Route, version: string) => {
        const answer = await caller.send(route, exampleFor(route), { 'If-Match': version });
        const right = [412, 400, 404];
        if (right.includes(answer.status)) expectProblem(answer, right);
        else others.add(`${route.name}: ${answer.status}`);
      };
      for (const route of changes.filter(({ path }) => path.startsWith('/tracing-requests'))) {
        const { method } = route;
        const without = await caller.whoFor(route).send(method, caller.addressOf(route), exampleFor(route));
        expectProblem(without, [428]);
        for (const version of [
          '',
          '*',
          '1',
          '"x"',
          '"1", "2"',
          `"${MARK}"`,
          '"-1"',
          '"1e3"',
          `"${'9'.repeat(30)}"`,
          `'1' OR 1=1`,
        ])
          expectProblem(await caller.send(route, exampleFor(route), { 'If-Match': version }), [400]);
        for (const version of ['"0"', '"2"', '"999999999"', 'W/"7"']) await stale(route, version);
      }
      expect([...others]).toEqual([]);
    }));

  it.each(['', 'short', `${MARK} with a space`, 'x'.repeat(101), `${MARK}';--12345`, '../../../../etc'])(
    'with the Idempotency-Key %p are refused',
    async (key) => {
      for (const route of WITH_BODY.filter(({ takesKey }) => takesKey))
        expectProblem(await caller.send(route, exampleFor(route), { 'Idempotency-Key': key }), [400]);
    },
  );

  it('with a cookie that is no session of ours are answered 401', async () => {
    for (const cookie of [
      '__Host-relink=',
      `__Host-relink=${MARK}`,
      `__Host-relink=${'x'.repeat(43)}`,
      '__Host-relink=%00',
      ';;;===',
      `__Host-relink=' OR 1=1--${MARK}`,
      '__proto__=1',
    ])
      expectProblem(await caller.caseworker.send('GET', '/work', undefined, { Cookie: cookie }), [401]);
  });
});

describe('Text that looks like a command', () => {
  it('is text: kept and shown as it was written', async () => {
    const nasty = [
      `Robert'); DROP TABLE relink.persons;--`,
      `" OR ""="`,
      '${7*7}{{7*7}}<%= 7*7 %>',
      '<script>alert(1)</script>',
      '\\\\x00 $1 $$ :name ?',
      '=HYPERLINK("http://relink.example")',
      'line\nbreak\ttab',
      '‮right to left‬',
      'Zoë e\u0301 🧭 𠮷',
    ];
    const names = nasty.map((text) => ({ text, kind: 'legal' }));
    const interview = { enquirer: { person: { names, marks: nasty.join('\n') } }, story: nasty.join('\n') };
    const { id } = await expectStatus(201, caller.caseworker.post('/tracing-requests', { interview }));
    const read = await expectStatus(200, caller.caseworker.get(`/tracing-requests/${id}`));
    expect(read.interview).toMatchObject(interview);
  });
});

describe('The same at the same moment', () => {
  it('is done once: the others are told so and no route fails', async () => {
    const [branch] = (await expectStatus(200, caller.administrator.get('/branches'))).items;
    const twins = (path: string, body: unknown) =>
      Promise.all(Array.from({ length: 6 }, () => caller.administrator.post(path, body)));
    const account = { email: 'twin@relink.example', name: 'Twin', role: 'caseworker', branchId: branch.id };
    for (const [path, body] of [
      ['/accounts', account],
      ['/branches', { name: 'Twin', code: 'TWIN' }],
    ] as const) {
      const statuses = (await twins(path, body)).map(({ status }) => status).sort();
      expect(statuses).toEqual([201, 409, 409, 409, 409, 409]);
    }
  });

  it('lets one of two changes of the same version through', async () => {
    const { id, version } = await expectStatus(
      201,
      caller.caseworker.post('/tracing-requests', { interview: anInterview() }),
    );
    const saves = await Promise.all(
      Array.from({ length: 6 }, () =>
        caller.caseworker.put(`/tracing-requests/${id}/interview`, anInterview(), version),
      ),
    );
    expect(saves.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
  });
});

describe('The same Idempotency-Key', () => {
  const key = () => ({ 'Idempotency-Key': newId() });

  it('gives the same receipt and does the work once, wherever something is created', async () => {
    for (const [path, body] of [
      ['/tracing-requests', { interview: anInterview() }],
      ['/registrations', aRegistration()],
    ] as const) {
      const again = key();
      const [first, second] = [
        await caller.caseworker.post(path, body, undefined, again),
        await caller.caseworker.post(path, body, undefined, again),
      ];
      expect(first.status).toBe(201);
      expect(second).toMatchObject({ status: 201, body: first.body });
      const { items } = await expectStatus(200, caller.caseworker.get(path));
      expect(items.filter(({ id }: { id: string }) => id === first.body.id)).toHaveLength(1);
      const before = items.length;
      await caller.caseworker.post(path, body, undefined, again);
      expect((await expectStatus(200, caller.caseworker.get(path))).items).toHaveLength(before);
    }
  });

  it('with another body, another version or another address is refused with 409', async () => {
    const again = key();
    const { id, version } = await expectStatus(
      201,
      caller.caseworker.post('/tracing-requests', { interview: anInterview() }, undefined, again),
    );
    await caller.expectNothingChanged(async () => {
      const other = { ...anInterview(), story: 'Another one.' };
      for (const [path, body] of [
        ['/tracing-requests', { interview: other }],
        ['/registrations', aRegistration()],
      ] as const)
        expectProblem(await caller.caseworker.post(path, body, undefined, again), [409]);
      expectProblem(
        await caller.caseworker.post(`/tracing-requests/${id}/complete-interview`, {}, version, again),
        [409],
      );
    });
  });

  it('of a change that was made gives its receipt, though the version has moved on', async () => {
    const { id, version } = await expectStatus(
      201,
      caller.caseworker.post('/tracing-requests', { interview: anInterview() }),
    );
    const again = key();
    const complete = () => caller.caseworker.post(`/tracing-requests/${id}/complete-interview`, {}, version, again);
    const first = await complete();
    expect(first).toMatchObject({ status: 200, body: { state: 'submitted' } });
    expect(await complete()).toMatchObject({ status: 200, body: first.body });
  });

  it('never gives the token of an enrolment twice', async () => {
    const [branch] = (await expectStatus(200, caller.administrator.get('/branches'))).items;
    const account = { email: 'once@relink.example', name: 'Once', role: 'caseworker', branchId: branch.id };
    const again = key();
    const first = await caller.administrator.post('/accounts', account, undefined, again);
    expect(first.body).toMatchObject({ enrolmentToken: expect.any(String) });
    const { enrolmentToken: _, ...receipt } = first.body;
    expect(await caller.administrator.post('/accounts', account, undefined, again)).toMatchObject({ status: 201 });
    expect((await caller.administrator.post('/accounts', account, undefined, again)).body).toEqual(receipt);
  });
});

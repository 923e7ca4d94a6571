import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exampleOf, placesIn, resolve, ROUTES } from '../support/api-document.js';
import { Caller, expectProblem } from '../support/caller.js';
import { Deployment } from '../support/deployment.js';
import { changeAt, FAULTS, MARK } from '../support/faults.js';
import { expectStatus } from '../support/stories.js';

let relink: Deployment;
let caller: Caller;

beforeAll(async () => {
  relink = await Deployment.start({ worker: false });
  caller = await Caller.over(relink);
});
afterAll(() => relink.stop());

const WITH_BODY = ROUTES.filter(({ body }) => body);

/** A body the schema allows, with one fault somewhere in it. */
const faulty = fc.constantFrom(...WITH_BODY).chain((route) =>
  fc.constantFrom(...placesIn(route.body!)).chain((place) => {
    const faults = FAULTS.flatMap(({ name, apply }) => {
      const values = apply(place);
      return values ? [values.map((value) => ({ name, value }))] : [];
    });
    return fc.oneof(...faults).map(({ name, value }) => ({
      route,
      what: `${route.name}: ${place.path.join('.') || 'the body'} ${name}`,
      body: changeAt(exampleOf(route.body!), place.path, (old) =>
        typeof value === 'function' ? (value as (old: unknown) => unknown)(old) : value,
      ),
    }));
  }),
);

describe('A body without a fault', () => {
  it('is taken, all fields filled in: whatever is refused below is refused for its fault', async () => {
    const [branch] = (await expectStatus(200, caller.administrator.get('/branches'))).items;
    for (const route of WITH_BODY.filter(
      ({ path, method }) => method === 'POST' && /^\/[a-z-]+$/.test(path) && path !== '/session',
    )) {
      const body = {
        ...(exampleOf(route.body!) as object),
        ...(route.path === '/accounts' && { branchId: branch.id }),
      };
      const answer = await caller.send(route, body);
      expect({ route: route.name, status: answer.status, violations: answer.body.violations }).toEqual({
        route: route.name,
        status: 201,
      });
    }
  });
});

describe('A body with a fault', () => {
  it('is refused, named by a code and changes nothing, wherever the fault is', () =>
    caller.expectNothingChanged(() =>
      fc.assert(
        fc.asyncProperty(faulty, async ({ route, what, body }) => {
          const answer = await caller.send(route, JSON.stringify(body));
          expect({ what, status: answer.status, body: answer.body }).toMatchObject({ what, status: 400 });
          expectProblem(answer, [400]);
        }),
        { numRuns: 600, interruptAfterTimeLimit: 25_000, markInterruptAsFailure: false },
      ),
    ));

  it('is refused whatever JSON it is', () =>
    caller.expectNothingChanged(() =>
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...WITH_BODY.filter(({ body }) => (resolve(body!).required ?? []).length > 0)),
          fc.json(),
          async (route, body) => {
            expectProblem(await caller.send(route, body), [400]);
          },
        ),
        { numRuns: 150 },
      ),
    ));

  const deep = (open: string, close: string, depth: number) => open.repeat(depth) + '1' + close.repeat(depth);
  it.each([
    ['broken JSON', `{"interview": {"story": "${MARK}`],
    ['no JSON at all', MARK],
    ['a value alone', `"${MARK}"`],
    ['null', 'null'],
    ['a list', `["${MARK}"]`],
    ['a list of lists', '[[]]'],
    ['nothing', ''],
    ['a list nested 200 000 deep', deep('[', ']', 200_000)],
    ['objects nested 80 000 deep', deep('{"a":', '}', 80_000)],
    ['objects nested 80 000 deep in a known field', `{"interview":${deep('{"a":', '}', 80_000)}}`],
    ['a key that pollutes', `{"__proto__": {"role": "administrator", "mark": "${MARK}"}}`],
    ['a constructor', `{"constructor": {"prototype": {"role": "${MARK}"}}}`],
    ['a byte order mark and rubbish', `\ufeff{${MARK}`],
    ['the same key twice, broken the second time', `{"interview": {}, "interview": "${MARK}"}`],
    [
      '20 000 unknown fields',
      JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`${index}x`, 1]))),
    ],
  ])('is refused where it is %s', async (_, body) => {
    for (const route of WITH_BODY.filter(({ body }) => (resolve(body!).required ?? []).length > 0))
      expectProblem(await caller.send(route, body), [400]);
    expect(({} as { role?: string }).role).toBeUndefined();
  });

  it('is refused where it is too large', async () => {
    for (const route of WITH_BODY)
      expectProblem(await caller.send(route, JSON.stringify({ story: MARK.repeat(200_000) })), [413]);
  });

  it.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/xml', 415],
    ['', 415],
    ['rubbish', 415],
    ['application/json; charset=utf-7', 415],
  ])('is refused as %p', async (type, status) => {
    for (const route of WITH_BODY)
      expectProblem(await caller.send(route, JSON.stringify(exampleOf(route.body!)), { 'Content-Type': type }), [
        status,
      ]);
  });

  it('is refused where it is said to be packed but is not, or is packed in an unknown way', async () => {
    for (const route of WITH_BODY) {
      expectProblem(await caller.send(route, '{}', { 'Content-Encoding': 'gzip' }), [400]);
      expectProblem(await caller.send(route, '{}', { 'Content-Encoding': 'rot13' }), [415]);
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Deployment } from '../support/deployment.js';
import { confirm, onlyMatchOf, told, untilQuiet } from '../support/matching.js';
import type { Staff } from '../support/staff.js';
import { anInterview, consent, expectStatus, openRequest } from '../support/stories.js';

const legal = (text: string) => ({ text, kind: 'legal' as const });

describe('Requests find each other', () => {
  let relink: Deployment;
  let caseworker: Staff;
  let supervisor: Staff;

  beforeAll(async () => {
    relink = await Deployment.start();
    caseworker = await relink.signIn('caseworker');
    supervisor = await relink.signIn('supervisor');
  });
  afterAll(() => relink.stop());

  it('two families seek the same person: people link the requests, and nobody counts as found', async () => {
    const sisters = await openRequest(caseworker, supervisor);
    const uncle = anInterview();
    uncle.enquirer.person.names = [legal('Farah Nur')];
    const uncles = await openRequest(caseworker, supervisor, uncle);
    await untilQuiet(relink.database);

    const match = await onlyMatchOf(caseworker, uncles.id);
    expect(match).toMatchObject({
      kind: 'same-sought',
      request: { reference: sisters.reference, relation: 'sibling' },
      otherRequest: { id: uncles.id, reference: uncles.reference, relation: 'sibling' },
    });
    expect(match.registration).toBeUndefined();
    expect(await onlyMatchOf(caseworker, sisters.id)).toMatchObject({ id: match.id });

    await confirm(caseworker, supervisor, match);
    await untilQuiet(relink.database);
    expect(await told(relink.database, 'matching.requests-linked')).toEqual([
      { matchId: match.id, kind: 'same-sought', requestId: sisters.id, otherRequestId: uncles.id },
    ]);
    for (const { id } of [sisters, uncles])
      expect(await expectStatus(200, caseworker.get(`/tracing-requests/${id}`))).toMatchObject({ state: 'open' });
    const located = await relink.database.sql('SELECT id FROM relink.sought_persons WHERE located');
    expect(located).toEqual([]);
  });

  it('two people seek each other: each request hears of the other', async () => {
    const [olena, petro] = [
      { names: [legal('Олена Коваль')], birth: { year: 1988, month: 11, day: 23 }, sex: 'female' },
      { names: [legal('Петро Мельник')], birth: { year: 1985, month: 2, day: 7 }, sex: 'male' },
    ];
    const asking = (enquirer: object, sought: object) => {
      const interview = anInterview();
      return {
        ...interview,
        enquirer: { person: enquirer, identityChecked: true, basis: consent },
        soughtPersons: [{ ...interview.soughtPersons[0]!, person: sought, relation: 'spouse' }],
      };
    };
    const hers = await openRequest(caseworker, supervisor, asking(olena, petro));
    const his = await openRequest(caseworker, supervisor, asking(petro, olena));
    await untilQuiet(relink.database);
    const { items } = await expectStatus(200, caseworker.get(`/potential-matches?requestId=${hers.id}`));
    expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(['seeking-each-other', 'seeking-each-other']);
    const references = items.map((item: { requestReference: string; registrationReference: string }) =>
      [item.requestReference, item.registrationReference].sort(),
    );
    expect(references).toEqual([0, 1].map(() => [hers.reference, his.reference].sort()));
    const match = await expectStatus(200, caseworker.get(`/potential-matches/${items[0].id}`));
    expect(match.otherRequest.relation).toBeUndefined();
  });

  it('an enquirer who is not to be matched is not', async () => {
    const nobody = { names: [legal('Tirunesh Bekele')], birth: { year: 1990, month: 5, day: 17 }, sex: 'female' };
    const quiet = anInterview();
    const first = await openRequest(caseworker, supervisor, {
      ...quiet,
      enquirer: { person: nobody, identityChecked: true, basis: { ...consent, purposes: ['trace'] } },
      soughtPersons: [{ ...quiet.soughtPersons[0]!, person: { names: [legal('Haile Bekele')], sex: 'male' } }],
    });
    const second = await openRequest(caseworker, supervisor, {
      ...quiet,
      soughtPersons: [{ ...quiet.soughtPersons[0]!, person: nobody }],
    });
    await untilQuiet(relink.database);
    for (const { id } of [first, second]) {
      const { items } = await expectStatus(200, caseworker.get(`/potential-matches?requestId=${id}`));
      expect(items).toEqual([]);
    }
  });
});

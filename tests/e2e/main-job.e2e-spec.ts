import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, aRegistration, expectStatus, openRequest } from '../support/stories.js';

describe('The main job: a sister asks, somebody was registered, people confirm', () => {
  let relink: Deployment;
  let caseworker: Staff;
  let supervisor: Staff;

  beforeAll(async () => {
    relink = await Deployment.start();
    caseworker = await relink.signIn('caseworker');
    supervisor = await relink.signIn('supervisor');
  });
  afterAll(() => relink.stop());

  it('opens a request, proposes the registered person with reasons, and moves on when two people agree', async () => {
    const request = await openRequest(caseworker, supervisor);
    expect(request.reference).toMatch(/^NOR-\d\d-\d{6}-[0-9A-Z]$/);
    const registered = await expectStatus(201, caseworker.post('/registrations', aRegistration()));

    const proposal = await eventually(async () => {
      const { items } = await expectStatus(200, caseworker.get(`/potential-matches?requestId=${request.id}`));
      expect(items).toHaveLength(1);
      return items[0];
    });
    expect(proposal).toMatchObject({
      state: 'proposed',
      requestReference: request.reference,
      registrationReference: registered.reference,
    });

    const match = await expectStatus(200, caseworker.get(`/potential-matches/${proposal.id}`));
    const mother = match.evidence.find(({ field }: { field: string }) => field === 'mother');
    expect(mother).toMatchObject({ left: 'Hodan Farah', right: 'Hodan Faarax' });
    expect(mother.weight).toBeGreaterThan(0);
    expect(match.actions).toContainEqual({ action: 'take', allowed: true, reasons: [] });

    const work = await expectStatus(200, caseworker.get('/work'));
    expect(work.items).toContainEqual(expect.objectContaining({ kind: 'match-review', recordId: match.id }));

    const taken = await expectStatus(200, caseworker.post(`/potential-matches/${match.id}/take`, {}, match.version));
    const reason = 'Mother and sister agree.';
    const judged = await expectStatus(
      200,
      caseworker.post(`/potential-matches/${match.id}/judge-probable`, { reason }, taken.version),
    );
    expect(judged.state).toBe('probable');

    const again = await caseworker.post(`/potential-matches/${match.id}/confirm`, { reason }, judged.version);
    expect(again).toMatchObject({ status: 409, body: { code: 'workflow.guard-not-met' } });
    const seenBySecond = await expectStatus(200, supervisor.get(`/potential-matches/${match.id}`));
    expect(JSON.stringify(seenBySecond.reviews)).not.toContain(reason);

    await expectStatus(
      200,
      supervisor.post(
        `/potential-matches/${match.id}/confirm`,
        { reason: 'I agree: the birthmark too.' },
        judged.version,
      ),
    );
    await eventually(async () => {
      const located = await expectStatus(200, caseworker.get(`/tracing-requests/${request.id}`));
      expect(located).toMatchObject({ state: 'located', nextAction: { code: 'ask-for-wishes' } });
      expect(located.timeline.map(({ action }: { action: string }) => action)).toContain('matching.match-confirmed');
    });
  });

  it('proposes in the other direction too: the registration was there first', async () => {
    const registration = aRegistration();
    registration.person.names = [{ text: 'Олена Коваль', kind: 'legal' }];
    registration.person.birth = { year: 1988, month: 11, day: 23 };
    registration.person.relatives = [];
    await expectStatus(201, caseworker.post('/registrations', registration));
    const interview = anInterview();
    const sought = interview.soughtPersons[0]!;
    sought.person = {
      ...sought.person,
      names: [{ text: 'Olena Koval', kind: 'legal' }],
      birth: { year: 1988, month: 11, day: 23 } as never,
      relatives: [],
    };
    const request = await openRequest(caseworker, supervisor, interview);
    const proposal = await eventually(async () => {
      const { items } = await expectStatus(200, caseworker.get(`/potential-matches?requestId=${request.id}`));
      expect(items.length).toBeGreaterThan(0);
      return items[0];
    });
    expect(proposal.registered).toBe('Олена Коваль');
  });
});

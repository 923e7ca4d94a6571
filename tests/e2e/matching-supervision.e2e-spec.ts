import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '#libs/database';
import { systemActor } from '#libs/kernel';
import { readLabels } from '#libs/matching';
import { Deployment } from '../support/deployment.js';
import { confirm, onlyMatchOf, tell, told, untilQuiet } from '../support/matching.js';
import type { Staff } from '../support/staff.js';
import { aRegistration, expectStatus, openRequest } from '../support/stories.js';

describe('A supervisor steps in', () => {
  let relink: Deployment;
  let caseworker: Staff;
  let colleague: Staff;
  let supervisor: Staff;
  let request: { id: string };
  let registration: { id: string };

  beforeAll(async () => {
    relink = await Deployment.start();
    caseworker = await relink.signIn('caseworker');
    colleague = await relink.signIn('caseworker', 'Harbour', 'Colleague');
    supervisor = await relink.signIn('supervisor');
    request = await openRequest(caseworker, supervisor);
    registration = await expectStatus(201, caseworker.post('/registrations', aRegistration()));
    await untilQuiet(relink.database);
  });
  afterAll(() => relink.stop());

  const match = () => onlyMatchOf(caseworker, request.id);
  const step = (by: Staff, verb: string, body: object, { id, version }: { id: string; version: number }) =>
    by.post(`/potential-matches/${id}/${verb}`, body, version);

  const labels = async () =>
    (await relink.workerApp.get(UnitOfWork).run(systemActor('test'), readLabels)).map(({ same, evidence }) => ({
      same,
      field: evidence[0]!.field,
    }));

  it('gives a review that was taken to somebody else, who goes on with it', async () => {
    await expectStatus(200, step(caseworker, 'take', {}, await match()));
    const refused = await step(supervisor, 'reassign', { reviewerId: supervisor.account.id }, await match());
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'workflow.guard-not-met', violations: [{ code: 'new-reviewer-named' }] },
    });
    expect(await step(caseworker, 'reassign', { reviewerId: colleague.account.id }, await match())).toMatchObject({
      status: 403,
    });
    await expectStatus(200, step(supervisor, 'reassign', { reviewerId: colleague.account.id }, await match()));
    const reason = 'Another mother.';
    expect(await step(caseworker, 'reject', { reason }, await match())).toMatchObject({ status: 409 });
    await expectStatus(200, step(colleague, 'reject', { reason }, await match()));
  });

  it('reopens a rejection, with a reason, and the review begins anew', async () => {
    expect(await step(supervisor, 'reopen', {}, await match())).toMatchObject({ status: 400 });
    await expectStatus(200, step(supervisor, 'reopen', { reason: 'The mother remarried.' }, await match()));
    const reopened = await match();
    expect(reopened).toMatchObject({ state: 'in-review', supervision: { reason: 'The mother remarried.' } });
    expect(reopened.reviews).toEqual([expect.not.objectContaining({ decision: expect.anything() })]);
    expect(await told(relink.database, 'matching.confirmation-superseded')).toEqual([]);
    await expectStatus(200, step(supervisor, 'reassign', { reviewerId: caseworker.account.id }, reopened));
  });

  it('supersedes a wrong confirmation: what followed is recalled, and the pair is not proposed on this evidence again', async () => {
    const judged = await expectStatus(
      200,
      step(caseworker, 'judge-probable', { reason: 'Same mother.' }, await match()),
    );
    await expectStatus(200, step(supervisor, 'confirm', { reason: 'Same scar.' }, judged));
    await untilQuiet(relink.database);
    expect(await labels()).toEqual([{ same: true, field: 'name' }]);
    await expectStatus(200, step(supervisor, 'supersede', { reason: 'The scar is on the other arm.' }, await match()));
    await untilQuiet(relink.database);
    expect(await labels()).toEqual([]);
    const [sought] = await relink.database.sql<{ id: string }>(
      'SELECT id FROM relink.sought_persons WHERE dossier_id = $1',
      [request.id],
    );
    expect(await told(relink.database, 'matching.confirmation-superseded')).toEqual([
      { matchId: (await match()).id, soughtId: sought!.id, requestId: request.id },
    ]);

    await relink.database.sql(`UPDATE relink.match_keys SET digest = '' WHERE dossier_id = $1`, [registration.id]);
    await tell(relink.database, 'registrations.registration-changed', { registrationId: registration.id });
    expect(await match()).toMatchObject({ state: 'superseded' });
  });

  it('a match that was confirmed stays as it is when the request is closed', async () => {
    const later = await openRequest(caseworker, supervisor);
    await untilQuiet(relink.database);
    const { items } = await expectStatus(200, caseworker.get(`/potential-matches?requestId=${later.id}`));
    const ofRegistration = items.find(({ kind }: { kind: string }) => kind === 'registration');
    await confirm(caseworker, supervisor, ofRegistration);
    await relink.database.sql(`UPDATE relink.tracing_requests SET state = 'closed' WHERE id = $1`, [later.id]);
    await tell(relink.database, 'cases.request-closed', { requestId: later.id });
    const states = await relink.database.sql<{ kind: string; state: string }>(
      'SELECT kind, state FROM relink.potential_matches WHERE $1 IN (request_id, registration_id) ORDER BY kind',
      [later.id],
    );
    expect(states).toEqual([
      { kind: 'registration', state: 'confirmed' },
      { kind: 'same-sought', state: 'superseded' },
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Deployment } from '../support/deployment.js';
import {
  aDelivery,
  aLocatedRequest,
  aResultTeam,
  resultStep,
  step,
  wishesOf,
  type Located,
  type ResultTeam,
} from '../support/located.js';
import { confirm, untilQuiet } from '../support/matching.js';
import { aRegistration, expectStatus, publicInterest } from '../support/stories.js';

let relink: Deployment;
let team: ResultTeam;

beforeAll(async () => {
  relink = await Deployment.start();
  team = await aResultTeam(relink);
});
afterAll(() => relink.stop());

const read = (id: string) => expectStatus(200, team.caseworker.get(`/tracing-requests/${id}`));
const results = (id: string) =>
  relink.database.sql<{ state: string }>('SELECT state FROM relink.results WHERE dossier_id = $1 ORDER BY id', [id]);
const recalls = (id: string) =>
  relink.database.sql(
    `SELECT for_role, branch_id AS branch, state FROM relink.tasks WHERE kind = 'recall-what-was-told' AND dossier_id = $1`,
    [id],
  );

/** The supervisor sees that it was somebody else. */
async function undo({ id, soughtId }: Located): Promise<void> {
  const [match] = await relink.database.sql<{ id: string; version: number }>(
    `SELECT id, version FROM relink.potential_matches WHERE sought_id = $1 AND state = 'confirmed' ORDER BY id LIMIT 1`,
    [soughtId],
  );
  const path = `/potential-matches/${match!.id}/supersede`;
  await expectStatus(200, team.supervisor.post(path, { reason: 'Another scar.' }, match!.version));
  await untilQuiet(relink.database);
  expect(id).toBeDefined();
}

async function prepared(request: Located): Promise<number> {
  const wishes = wishesOf({ place: 'tell', placeToTell: 'Kakuma, block seven' });
  const body = { soughtId: request.soughtId, wishes };
  const { version } = await step(team.caseworker, request.id, 'record-wishes', body, request.version);
  return (await step(team.caseworker, request.id, 'prepare-result', { language: 'en' }, version)).version;
}

async function isMissingAgain({ id, soughtId }: Located): Promise<void> {
  expect(await read(id)).toMatchObject({ state: 'open', nextAction: { code: 'search' } });
  const sought = 'SELECT located, located_at, located_by, told_at FROM relink.sought_persons WHERE id = $1';
  expect(await relink.database.sql(sought, [soughtId])).toEqual([
    { located: false, located_at: null, located_by: null, told_at: null },
  ]);
  const agreed = await relink.database.sql(
    `SELECT 1 FROM relink.bases b WHERE person_id = $1 AND withdrawn_at IS NULL AND 'tell-fate' = ANY (purposes)
       AND basis_version = (SELECT max(basis_version) FROM relink.bases WHERE id = b.id)`,
    [soughtId],
  );
  expect(agreed).toEqual([]);
  // Who is missing is looked for again.
  expect(await relink.database.sql('SELECT side FROM relink.match_keys WHERE person_id = $1', [soughtId])).toEqual([
    { side: 'sought' },
  ]);
}

describe('rule 3: a confirmation that was wrong', () => {
  it('before anybody was asked, puts the request back to the search', async () => {
    const request = await aLocatedRequest(relink, team);
    await undo(request);
    await isMissingAgain(request);
    expect(await recalls(request.id)).toEqual([]);
  });

  it('makes the result void that is in preparation, or approved, and nothing of it can be told', async () => {
    for (const approve of [false, true]) {
      const request = await aLocatedRequest(relink, team);
      let version = await prepared(request);
      if (approve) version = (await step(team.supervisor, request.id, 'approve-result', {}, version)).version;
      await undo(request);
      await isMissingAgain(request);
      expect(await results(request.id)).toEqual([{ state: 'void' }]);
      expect(await recalls(request.id)).toEqual([]);
      const late = await resultStep(team.caseworker, request.id, 'deliver-result', aDelivery, version);
      expect(late.status).toBe(412);
      const log = await relink.database.sql(
        `SELECT 1 FROM audit.entries WHERE object_id = $1 AND action = 'results.confirmation-undone'`,
        [request.id],
      );
      expect(log).toHaveLength(1);
    }
  });

  it('after the delivery, asks the supervisor to recall what was told', async () => {
    const request = await aLocatedRequest(relink, team);
    const approved = await step(team.supervisor, request.id, 'approve-result', {}, await prepared(request));
    const delivered = await step(team.caseworker, request.id, 'deliver-result', aDelivery, approved.version);
    await undo(request);
    const branch = team.supervisor.account.branchId;
    expect(await recalls(request.id)).toEqual([{ for_role: 'supervisor', branch, state: 'open' }]);
    expect(await results(request.id)).toEqual([{ state: 'delivered' }]);
    expect((await read(request.id)).state).toBe('result-delivered');
    const again = await step(team.caseworker, request.id, 'continue-search', {}, delivered.version);
    expect(again.state).toBe('open');
    await untilQuiet(relink.database);
    await isMissingAgain(request);
  });

  it('never lends the answer of the wrong person to the right one', async () => {
    const request = await aLocatedRequest(relink, team);
    await prepared(request);
    await undo(request);
    const { version } = await read(request.id);
    const found = await step(
      team.caseworker,
      request.id,
      'record-as-located',
      { soughtId: request.soughtId, certainty: 'seen-in-person', source: 'Our volunteer met her.' },
      version,
    );
    const early = await resultStep(team.caseworker, request.id, 'prepare-result', { language: 'en' }, found.version);
    expect(early.body.violations).toEqual([expect.objectContaining({ code: 'wishes-or-documented-fate' })]);
    const { answers } = await expectStatus(200, team.caseworker.get(`/tracing-requests/${request.id}/result`));
    expect(answers[0].wishes).toBeUndefined();
  });

  it('leaves a finding that rests on something else, and asks anew where another match was confirmed', async () => {
    const field = await aLocatedRequest(relink, team);
    await relink.database.sql(`UPDATE relink.sought_persons SET located_by = 'field-result' WHERE id = $1`, [
      field.soughtId,
    ]);
    await undo(field);
    expect((await read(field.id)).state).toBe('located');

    const request = await aLocatedRequest(relink, team);
    const view = await read(request.id);
    const { person } = view.interview.soughtPersons[0];
    const { names, birth } = person;
    await expectStatus(
      201,
      team.caseworker.post('/registrations', {
        ...aRegistration(),
        basis: publicInterest,
        person: { names: [{ text: names[0].text, kind: 'legal' }], birth: { year: birth.year, month: birth.month } },
      }),
    );
    await untilQuiet(relink.database);
    const { items } = await expectStatus(200, team.caseworker.get(`/potential-matches?requestId=${request.id}`));
    await confirm(
      team.caseworker,
      team.specialist,
      items.find(({ state }: { state: string }) => state === 'proposed'),
    );
    await untilQuiet(relink.database);
    await prepared({ ...request, version: (await read(request.id)).version });
    await undo(request);
    expect(await results(request.id)).toEqual([{ state: 'void' }]);
    expect(await read(request.id)).toMatchObject({ state: 'located', nextAction: { code: 'ask-for-wishes' } });
  });
});

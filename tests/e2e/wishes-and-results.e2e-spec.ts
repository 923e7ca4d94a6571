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
import type { Staff } from '../support/staff.js';
import { expectStatus } from '../support/stories.js';

const PLACE = 'Kakuma, block seven';
const PHONE = '+999 555 0142';

let relink: Deployment;
let team: ResultTeam;

beforeAll(async () => {
  relink = await Deployment.start();
  team = await aResultTeam(relink);
});
afterAll(() => relink.stop());

const read = (by: Staff, id: string) => expectStatus(200, by.get(`/tracing-requests/${id}/result`));

function record(by: Staff, { id, soughtId }: Located, wishes: object, version: number) {
  return step(by, id, 'record-wishes', { soughtId, wishes }, version);
}

describe('rule 1: what a located person wishes, and nothing else, reaches the enquirer', () => {
  let request: Located;
  let version: number;

  beforeAll(async () => {
    request = await aLocatedRequest(relink, team);
  });

  it('is not told before somebody answered', async () => {
    const early = await resultStep(team.caseworker, request.id, 'prepare-result', { language: 'en' }, request.version);
    expect(early.status).toBe(409);
    expect(early.body.violations).toEqual([expect.objectContaining({ code: 'wishes-or-documented-fate' })]);
  });

  it('is made by rule from the answers', async () => {
    const wishes = wishesOf({
      place: 'tell',
      placeToTell: PLACE,
      contact: 'pass-messages',
      words: 'My sister may know.',
    });
    const recorded = await record(team.caseworker, request, wishes, request.version);
    expect(recorded.state).toBe('located');
    const prepared = await step(team.caseworker, request.id, 'prepare-result', { language: 'fr' }, recorded.version);
    expect(prepared.state).toBe('result-ready');
    version = prepared.version;
    const { answers, result } = await read(team.caseworker, request.id);
    expect(answers[0]).toMatchObject({ version: 1, wishes: { placeToTell: PLACE, words: 'My sister may know.' } });
    expect(result).toMatchObject({
      state: 'prepared',
      language: 'fr',
      review: 'unreviewed',
      timing: 'promptly',
      inPersonOnly: false,
      approvalsNeeded: 1,
      upToDate: true,
    });
    expect(result.says).toHaveLength(1);
    expect(result.says[0]).toContain(PLACE);
    expect(result.letter[0]).toMatchObject({ text: result.says[0], beside: expect.stringContaining(PLACE) });
  });

  it('is approved by somebody who did not prepare it', async () => {
    expect((await resultStep(team.caseworker, request.id, 'approve-result', {}, version)).status).toBe(403);
    const own = await relink.database.sql(
      'UPDATE relink.results SET prepared_by = $2 WHERE dossier_id = $1 RETURNING id',
      [request.id, team.supervisor.account.id],
    );
    expect(own).toHaveLength(1);
    const refused = await resultStep(team.supervisor, request.id, 'approve-result', {}, version);
    expect(refused.body.violations).toEqual([expect.objectContaining({ code: 'not-the-preparer' })]);
    const approved = await step(team.secondSupervisor, request.id, 'approve-result', {}, version);
    expect(approved.state).toBe('result-approved');
    version = approved.version;
  });

  it('is void when the person changes their mind, and is made and approved again', async () => {
    const changed = await record(team.caseworker, request, wishesOf({ fate: 'do-not-tell' }), version);
    expect(changed).toMatchObject({ state: 'located' });
    expect((await read(team.caseworker, request.id)).result).toBeUndefined();
    const refused = await resultStep(team.caseworker, request.id, 'deliver-result', aDelivery, changed.version);
    expect(refused).toMatchObject({ status: 409, body: { code: 'workflow.not-allowed-now' } });
    const prepared = await step(team.caseworker, request.id, 'prepare-result', { language: 'en' }, changed.version);
    const { answers, result } = await read(team.caseworker, request.id);
    expect(answers[0]).toMatchObject({ version: 2, wishes: { fate: 'do-not-tell' } });
    expect(JSON.stringify(result)).not.toContain(PLACE);
    expect(result).toMatchObject({ timing: 'with-regular-contact', letter: [{ text: result.says[0] }, {}] });
    version = (await step(team.supervisor, request.id, 'approve-result', {}, prepared.version)).version;
  });

  it('rule 2: a silence has no day of its own: it waits for the day that was set before anybody was found', async () => {
    const days = async () =>
      (
        await relink.database.sql<{ action: string; due: string; regular: string; review: string }>(
          `SELECT next_action AS action, next_action_due::text AS due, review_on::text AS review,
                  least(review_on, contact_fresh_until)::text AS regular FROM relink.tracing_requests WHERE id = $1`,
          [request.id],
        )
      )[0]!;
    const { action, due, regular } = await days();
    expect({ action, due }).toEqual({ action: 'deliver', due: regular });
    expect(due > new Date(Date.now() + 100 * 86_400_000).toISOString()).toBe(true);
  });

  it('rule 2: a silence goes with the regular contact and is told in no other way', async () => {
    const refused = await resultStep(team.caseworker, request.id, 'deliver-result', aDelivery, version);
    expect(refused.body.violations).toEqual([expect.objectContaining({ code: 'delivery-recorded' })]);
    const delivered = await step(
      team.caseworker,
      request.id,
      'deliver-result',
      { ...aDelivery, mode: 'with-regular-contact' },
      version,
    );
    expect(delivered.state).toBe('result-delivered');
    version = delivered.version;
    expect((await read(team.caseworker, request.id)).delivered).toEqual([
      expect.objectContaining({ mode: 'with-regular-contact', supportOffered: aDelivery.supportOffered }),
    ]);
    const [result] = await relink.database.sql<{ permits: string[] }>(
      `SELECT permits FROM relink.results WHERE dossier_id = $1 AND state = 'delivered'`,
      [request.id],
    );
    expect(result!.permits).toEqual([]);
  });

  it('raises a task where the person is heard again after the delivery', async () => {
    await record(team.caseworker, request, wishesOf({}), version);
    const tasks = await relink.database.sql(
      `SELECT kind, owner_id, state FROM relink.tasks WHERE dossier_id = $1 AND kind = 'tell-changed-wishes'`,
      [request.id],
    );
    expect(tasks).toEqual([{ kind: 'tell-changed-wishes', owner_id: team.caseworker.account.id, state: 'open' }]);
  });

  it('rule 2: and none where there is nothing to tell any more', async () => {
    const state = async () =>
      (
        await relink.database.sql<{ state: string; review: boolean }>(
          `SELECT t.state, r.next_action = 'review' AND r.next_action_due = r.review_on AS review
           FROM relink.tasks t JOIN relink.tracing_requests r ON r.id = t.dossier_id
           WHERE t.dossier_id = $1 AND kind = 'tell-changed-wishes'`,
          [request.id],
        )
      )[0]!;
    const { version: now } = await read(team.caseworker, request.id);
    const silent = await record(team.caseworker, request, wishesOf({ fate: 'do-not-tell' }), now);
    expect(await state()).toEqual({ state: 'done', review: true });
    const heard = await record(team.caseworker, request, wishesOf({}), silent.version);
    const again = await step(team.caseworker, request.id, 'continue-search', {}, heard.version);
    expect(again.state).toBe('located');
    const { state: prepared } = await step(
      team.caseworker,
      request.id,
      'prepare-result',
      { language: 'en' },
      again.version,
    );
    expect(prepared).toBe('result-ready');
    expect((await read(team.caseworker, request.id)).result).toMatchObject({ timing: 'promptly' });
  });
});

describe('A wish', () => {
  let request: Located;

  beforeAll(async () => {
    request = await aLocatedRequest(relink, team);
  });

  it('is not kept where it may not be told', async () => {
    const wishes = wishesOf({ placeToTell: PLACE, contactsToGive: [{ kind: 'phone', value: PHONE }] });
    const body = { soughtId: request.soughtId, wishes };
    const refused = await resultStep(team.caseworker, request.id, 'record-wishes', body, request.version);
    expect(refused.status).toBe(400);
    expect(refused.body.violations.map(({ path }: { path: string }) => path)).toEqual([
      'wishes.placeToTell',
      'wishes.contactsToGive',
    ]);
  });

  it('of nobody, of two kinds at once, of tomorrow or for a stranger is refused', async () => {
    const today = { soughtId: request.soughtId, wishes: wishesOf({}) };
    const fate = { document: 'death-certificate', reference: '17/26', issuedBy: 'Registry' };
    const tomorrow = wishesOf({ asked: { on: '2099-01-01', language: 'so', interpreter: false, given: 'spoken' } });
    const stranger = wishesOf({ toWhom: 'these', enquirers: [request.soughtId] });
    for (const [body, code] of [
      [{ soughtId: request.soughtId }, 'wishes.answer-missing'],
      [{ ...today, documentedFate: fate }, 'wishes.answer-missing'],
      [{ ...today, wishes: tomorrow }, 'input.invalid'],
      [{ ...today, wishes: stranger }, 'wishes.enquirer-unknown'],
      [{ ...today, soughtId: request.enquirerId }, 'wishes.not-located'],
    ] as const)
      expect((await resultStep(team.caseworker, request.id, 'record-wishes', body, request.version)).body.code).toBe(
        code,
      );
  });

  it('of a child is taken with the caregiver and a child protection specialist', async () => {
    const child = await aLocatedRequest(relink, team, { person: { birth: { year: 2015, month: 3, day: 9 } } });
    const ask = (more: object) =>
      resultStep(
        team.specialist,
        child.id,
        'record-wishes',
        { soughtId: child.soughtId, wishes: wishesOf(more) },
        child.version,
      );
    await relink.database.sql('UPDATE relink.dossiers SET assigned = assigned || $2::uuid WHERE id = $1', [
      child.id,
      team.specialist.account.id,
    ]);
    expect((await ask({})).body.code).toBe('wishes.child-needs-two');
    const notOne = { caregiver: 'Grandmother', specialistId: team.caseworker.account.id };
    expect((await ask(notOne)).body.code).toBe('wishes.specialist-unsuitable');
    expect((await ask({ ...notOne, specialistId: team.specialist.account.id })).status).toBe(200);
  });
});

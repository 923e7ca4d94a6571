import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import {
  aDelivery,
  aLocatedRequest,
  aResultTeam,
  resultStep,
  wishesOf,
  type Located,
  type ResultTeam,
} from '../support/located.js';
import type { Staff } from '../support/staff.js';
import { expectStatus } from '../support/stories.js';

const TODAY = new Date().toISOString().slice(0, 10);
const contactRestored = { on: TODAY, text: 'They speak on the phone every Sunday.' };

let relink: Deployment;
let team: ResultTeam;
let request: Located;
let id: string;
let version: number;

beforeAll(async () => {
  relink = await Deployment.start();
  team = await aResultTeam(relink);
  // A sister looks for her brother of eleven.
  request = await aLocatedRequest(relink, team, { person: { birth: { year: 2015, month: 4, day: 2 } } });
  await relink.database.sql('UPDATE relink.dossiers SET assigned = assigned || $2::uuid WHERE id = $1', [
    request.id,
    team.specialist.account.id,
  ]);
});
afterAll(() => relink.stop());

async function deliver(): Promise<void> {
  const step = async (by: Staff, verb: string, body: object, from: number): Promise<number> =>
    (await expectStatus(200, resultStep(by, request.id, verb, body, from))).version;
  const wishes = wishesOf({ caregiver: 'Foster mother', specialistId: team.specialist.account.id });
  let now = await step(team.caseworker, 'record-wishes', { soughtId: request.soughtId, wishes }, request.version);
  now = await step(team.caseworker, 'prepare-result', { language: 'en' }, now);
  now = await step(team.supervisor, 'approve-result', {}, now);
  await step(team.caseworker, 'deliver-result', aDelivery, now);
}

function open(personIds: string[]) {
  return team.caseworker.post(`/tracing-requests/${request.id}/reunifications`, { personIds, contactRestored });
}

function send(by: Staff, verb: string, body: object = {}) {
  return by.post(`/reunifications/${id}/${verb}`, body, version);
}

async function take(by: Staff, verb: string, body: object = {}): Promise<string> {
  const receipt = await expectStatus(200, send(by, verb, body));
  version = receipt.version;
  return receipt.state;
}

const say = (by: Staff, kind: string, more: object = {}) =>
  take(by, 'record-statement', { kind, answer: 'yes', on: TODAY, text: 'As they said it.', ...more });

async function lacking(by: Staff, verb: string, body: object = {}): Promise<string[]> {
  const { status, body: problem } = await send(by, verb, body);
  expect({ status, code: problem.code }).toEqual({ status: 409, code: 'workflow.guard-not-met' });
  return problem.violations.map(({ code }: { code: string }) => code);
}

describe('rule 12: a reunification', () => {
  it('starts only after contact is restored, with people of the request', async () => {
    const early = await open([request.enquirerId, request.soughtId]);
    expect(early).toMatchObject({ status: 409, body: { code: 'workflow.guard-not-met' } });
    await deliver();
    expect((await open([request.enquirerId])).body.code).toBe('reunification.members');
    expect((await open([request.enquirerId, team.caseworker.account.id])).body.code).toBe('reunification.members');
    const opened = await expectStatus(201, open([request.enquirerId, request.soughtId]));
    expect(opened.state).toBe('opened');
    ({ id, version } = opened);
    const { items } = await expectStatus(200, team.caseworker.get(`/tracing-requests/${request.id}/reunifications`));
    expect(items).toEqual([expect.objectContaining({ id, state: 'opened' })]);
  });

  it('needs the relation verified', async () => {
    expect(await lacking(team.caseworker, 'verify-relation')).toEqual(['relation-evidenced']);
    await say(team.caseworker, 'relation-evidence');
    expect(await take(team.caseworker, 'verify-relation')).toBe('relation-verified');
  });

  it('needs every adult’s will, the child’s view, two decisions and the guardian', async () => {
    expect(await lacking(team.caseworker, 'confirm-willingness')).toEqual([
      'every-adult-willing',
      'every-child-heard',
      'best-interests-decided-by-two',
      'guardian-agrees',
    ]);
    const [adult, child] = [{ personId: request.enquirerId }, { personId: request.soughtId }];
    expect(
      (await send(team.caseworker, 'record-statement', { kind: 'willingness', answer: 'yes', on: TODAY, text: 'x' }))
        .body.code,
    ).toBe('reunification.statement-about');
    await say(team.caseworker, 'willingness', adult);
    await say(team.caseworker, 'childs-view', { ...child, answer: 'cannot-say' });
    await say(team.caseworker, 'best-interests', child);
    expect(await lacking(team.caseworker, 'confirm-willingness')).toEqual([
      'best-interests-decided-by-two',
      'guardian-agrees',
    ]);
    await say(team.specialist, 'best-interests', child);
    await say(team.caseworker, 'guardian', child);
    expect(await take(team.caseworker, 'confirm-willingness')).toBe('willing');
  });

  it('needs a safe place, documents and the word that nobody is forced, and a supervisor', async () => {
    expect((await send(team.caseworker, 'authorise')).status).toBe(403);
    expect(await lacking(team.supervisor, 'authorise')).toEqual(['place-is-safe', 'documents-complete', 'no-coercion']);
    for (const kind of ['place-check', 'documents', 'no-coercion']) await say(team.caseworker, kind);
    expect(await take(team.supervisor, 'authorise')).toBe('authorised');
  });

  it('waits where it has to, and asks everything again', async () => {
    expect((await send(team.caseworker, 'suspend', { reason: ' ' })).status).toBe(409);
    expect(await take(team.caseworker, 'suspend', { reason: 'The road is closed.' })).toBe('suspended');
    expect(await lacking(team.caseworker, 'resume-follow-up')).toEqual(['after-the-handover']);
    expect(await take(team.caseworker, 'resume')).toBe('opened');
    await take(team.caseworker, 'verify-relation');
    await say(team.caseworker, 'willingness', { personId: request.enquirerId, answer: 'no' });
    expect(await lacking(team.caseworker, 'confirm-willingness')).toEqual(['every-adult-willing']);
    await say(team.caseworker, 'willingness', { personId: request.enquirerId });
    await take(team.caseworker, 'confirm-willingness');
    await take(team.supervisor, 'authorise');
  });

  it('needs a planned journey and a handover signed by both sides', async () => {
    expect(await lacking(team.caseworker, 'plan-journey')).toEqual(['journey-planned']);
    await say(team.caseworker, 'journey');
    expect(await take(team.caseworker, 'plan-journey')).toBe('travel-planned');
    expect(await lacking(team.caseworker, 'hand-over', { on: TODAY })).toEqual(['signed-by-both-sides']);
    await say(team.caseworker, 'signed-by-handing-over');
    await say(team.caseworker, 'signed-by-receiving');
    await say(team.specialist, 'place-check', { answer: 'no' });
    expect(await lacking(team.caseworker, 'hand-over', { on: TODAY })).toEqual(['place-is-safe']);
    await say(team.specialist, 'place-check');
    expect((await send(team.caseworker, 'hand-over', { on: '2026-02-31' })).status).toBe(400);
    expect((await send(team.caseworker, 'hand-over', { on: '2099-01-01' })).status).toBe(400);
    expect(await take(team.caseworker, 'hand-over', { on: TODAY })).toBe('handed-over');
  });

  it('counts the child, and nobody else, among the reunited', async () => {
    await eventually(async () => {
      const counts = await relink.database.sql(
        `SELECT sex, age_group, count FROM relink.report_counts WHERE indicator = 'children-reunited'`,
      );
      expect(counts).toEqual([{ sex: 'not-told', age_group: 'not-told', count: 1 }]);
    });
  });

  it('is followed up after one, three and six months, and not closed before', async () => {
    const tasks = () =>
      relink.database.sql<{ state: string; due: string }>(
        `SELECT state, due::text FROM relink.tasks WHERE kind = 'follow-up-reunification' AND dossier_id = $1 ORDER BY due`,
        [request.id],
      );
    const { followUps } = await expectStatus(200, team.caseworker.get(`/reunifications/${id}`));
    expect(followUps.map(({ months }: { months: number }) => months)).toEqual([1, 3, 6]);
    expect((await tasks()).map(({ due }) => due)).toEqual(followUps.map(({ due }: { due: string }) => due));
    const visit = { on: TODAY, text: 'He goes to school; they laugh a lot.' };
    for (const open of [2, 1, 0]) {
      expect(await take(team.caseworker, 'record-follow-up', visit)).toBe('in-follow-up');
      expect((await tasks()).filter(({ state }) => state === 'open')).toHaveLength(open);
      if (open > 0) expect(await lacking(team.supervisor, 'close')).toEqual(['nothing-due']);
    }
    expect((await send(team.caseworker, 'record-follow-up', visit)).body.code).toBe('reunification.no-follow-up-left');
    expect(await take(team.supervisor, 'close')).toBe('closed');
    expect(
      (await send(team.caseworker, 'record-statement', { kind: 'journey', answer: 'yes', on: TODAY, text: 'x' })).body
        .code,
    ).toBe('reunification.not-after-the-end');
  });

  it('left its permits, and reads back with every word and who wrote it', async () => {
    const [row] = await relink.database.sql<{ permits: string[] }>(
      'SELECT permits FROM relink.reunifications WHERE id = $1',
      [id],
    );
    expect(row!.permits).toHaveLength(6);
    const view = await expectStatus(200, team.caseworker.get(`/reunifications/${id}`));
    expect(view.members).toContainEqual({ id: request.soughtId, name: expect.any(String), child: true });
    expect(view.statements[0]).toMatchObject({ kind: 'contact-restored', text: contactRestored.text, answer: 'yes' });
    expect(view.statements).toContainEqual(
      expect.objectContaining({
        kind: 'reason',
        text: 'The road is closed.',
        by: expect.objectContaining({ name: 'Caseworker in Charge' }),
      }),
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { daysAfter } from '#libs/kernel';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, consent, expectStatus, openRequest, publicInterest } from '../support/stories.js';

let relink: Deployment;
let caseworker: Staff;
let supervisor: Staff;
const due = daysAfter(new Date(), 5);

beforeAll(async () => {
  relink = await Deployment.start({ worker: false });
  caseworker = await relink.signIn('caseworker');
  supervisor = await relink.signIn('supervisor');
});
afterAll(() => relink.stop());

/** A request whose sought person is lost in a way that lets an authority be asked. */
async function opened(soughtBasis: object = publicInterest, enquirerBasis: object = consent) {
  const interview = anInterview();
  Object.assign(interview.enquirer, { basis: enquirerBasis });
  Object.assign(interview.soughtPersons[0]!, { basis: soughtBasis });
  const { id } = await openRequest(caseworker, supervisor, interview);
  const view = await expectStatus(200, caseworker.get(`/tracing-requests/${id}`));
  return { id: id, soughtId: view.interview.soughtPersons[0].id as string };
}

async function plan({ id, soughtId }: { id: string; soughtId: string }, more: object) {
  const { version } = await expectStatus(200, caseworker.get(`/tracing-requests/${id}`));
  return caseworker.post(`/tracing-requests/${id}/search-actions`, { soughtId, due, ...more }, version);
}

const on = (search: { id: string; version: number }, verb: string, body: object = {}, by = caseworker) =>
  by.post(`/search-actions/${search.id}/${verb}`, body, search.version);
const missing = ({ body }: { body: { violations?: { code: string }[] } }) =>
  (body.violations ?? []).map(({ code }) => code);

describe('A search action', () => {
  it('is planned, begun under a permit and done, with what came of it and from whom that is known', async () => {
    const request = await opened();
    const planned = await expectStatus(200, plan(request, { kind: 'field-visit', plan: 'Ask at the gate.' }));
    const open = await expectStatus(200, caseworker.get(`/tracing-requests/${request.id}`));
    expect(open.nextAction).toEqual({ code: 'field-visit', due });
    const { items } = await expectStatus(200, caseworker.get('/work'));
    expect(items).toContainEqual(expect.objectContaining({ kind: 'search-action', aboutId: planned.id }));
    expect((await on(planned, 'record-outcome', { outcome: 'nothing-found', source: 'x' })).body.code).toBe(
      'workflow.not-allowed-now',
    );
    const begun = await expectStatus(200, on(planned, 'begin'));
    const [row] = await relink.database.sql<{ purpose: string }>(
      'SELECT p.purpose FROM relink.search_actions s JOIN relink.permits p ON p.id = s.permit_id WHERE s.id = $1',
      [planned.id],
    );
    expect(row!.purpose).toBe('trace');
    expect(missing(await on(begun, 'record-outcome', { outcome: 'lead-found', source: '  ' }))).toEqual([
      'outcome-recorded',
    ]);
    await expectStatus(
      200,
      on(begun, 'record-outcome', { outcome: 'lead-found', source: 'The guard.', result: 'Seen in May.' }),
    );
    const done = await expectStatus(200, caseworker.get(`/tracing-requests/${request.id}`));
    expect(done.history.searchActions).toEqual([
      expect.objectContaining({ state: 'done', outcome: 'lead-found', source: 'The guard.', plan: 'Ask at the gate.' }),
    ]);
    expect(done.nextAction.code).toBe('plan-search');
  });

  it('is given up with a reason', async () => {
    const planned = await expectStatus(200, plan(await opened(), { kind: 'list-check' }));
    expect(missing(await on(planned, 'abandon', { reason: ' ' }))).toEqual(['reason-given']);
    expect((await expectStatus(200, on(planned, 'abandon', { reason: 'No list.' }))).state).toBe('abandoned');
  });

  it('ends with its request', async () => {
    const request = await opened();
    const planned = await expectStatus(200, plan(request, { kind: 'field-visit' }));
    const { version } = await expectStatus(200, caseworker.get(`/tracing-requests/${request.id}`));
    await expectStatus(200, caseworker.post(`/tracing-requests/${request.id}/withdraw`, {}, version));
    const [row] = await relink.database.sql<{ state: string }>(
      'SELECT state FROM relink.search_actions WHERE id = $1',
      [planned.id],
    );
    expect(row!.state).toBe('abandoned');
  });

  it('needs a permit for its purpose: a photo of the enquirer is published with their own consent alone', async () => {
    const photo = { kind: 'publication-of-photo' };
    expect(missing(await plan(await opened(), photo))).toContain('permit-for-purpose');
    const willing = { ...consent, purposes: [...consent.purposes, 'publish-enquirer-photo'] };
    await expectStatus(200, plan(await opened(publicInterest, willing), photo));
  });
});

describe('rule 8: an enquiry at an authority', () => {
  const vital = {
    ...publicInterest,
    legalBasis: 'vital-interest',
    rationale: 'She may be held in danger.',
    purposes: ['trace', 'match-within-society', 'share-with-authority'],
    recipients: ['authority'],
  };
  const enquiry = { kind: 'authority-enquiry', recipient: 'MOI-1', harmCheck: 'They hold her papers already.' };

  it('needs a basis of its own, a named receiver and a recorded do-no-harm check', async () => {
    expect(missing(await plan(await opened(), enquiry))).toContain('permit-for-purpose');
    const request = await opened(vital);
    expect(missing(await plan(request, { kind: 'authority-enquiry' }))).toEqual(
      expect.arrayContaining(['receiver-named', 'harm-checked']),
    );
  });

  it('begins after two people approved it who did not plan it', async () => {
    const planned = await expectStatus(200, plan(await opened(vital), enquiry));
    expect(missing(await on(planned, 'begin'))).toEqual(['two-approvals']);
    const { items } = await expectStatus(200, supervisor.get('/work'));
    expect(items).toContainEqual(expect.objectContaining({ kind: 'approval', aboutId: planned.id }));
    const once = await expectStatus(200, on(planned, 'approve', {}, supervisor));
    expect(missing(await on(once, 'approve', {}, supervisor))).toEqual(['not-approved-by-you']);
    expect(missing(await on(once, 'begin'))).toEqual(['two-approvals']);
    const specialist = await relink.signIn('child-protection-specialist');
    const twice = await expectStatus(200, on(once, 'approve', {}, specialist));
    expect((await expectStatus(200, on(twice, 'begin'))).state).toBe('under-way');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Deployment } from '../support/deployment.js';
import {
  aDelivery,
  aLocatedRequest,
  aResultTeam,
  resultStep,
  step,
  wishesOf,
  withoutWhatDiffers,
  type Located,
  type ResultTeam,
} from '../support/located.js';
import type { Staff } from '../support/staff.js';
import { expectStatus } from '../support/stories.js';

let relink: Deployment;
let team: ResultTeam;

beforeAll(async () => {
  relink = await Deployment.start();
  team = await aResultTeam(relink);
});
afterAll(() => relink.stop());

const read = (by: Staff, id: string) => expectStatus(200, by.get(`/tracing-requests/${id}/result`));

describe('rule 11: news of death', () => {
  const fate = { document: 'death-certificate', reference: 'Act 17 of 2026', issuedBy: 'Civil registry, Harbour' };
  let request: Located;
  let version: number;
  let ordinary: Located;

  beforeAll(async () => {
    request = await aLocatedRequest(relink, team);
    ordinary = await aLocatedRequest(relink, team);
  });

  it('rests on a document', async () => {
    const { soughtId } = request;
    const without = { soughtId, documentedFate: { ...fate, reference: '   ' } };
    expect((await resultStep(team.caseworker, request.id, 'record-wishes', without, request.version)).status).toBe(400);
    const recorded = await step(
      team.caseworker,
      request.id,
      'record-wishes',
      { soughtId, documentedFate: fate },
      request.version,
    );
    version = (await step(team.caseworker, request.id, 'prepare-result', { language: 'en' }, recorded.version)).version;
    const { answers, result } = await read(team.caseworker, request.id);
    expect(answers[0].documentedFate).toEqual(fate);
    expect(result).toMatchObject({ inPersonOnly: true, approvalsNeeded: 2, timing: 'promptly' });
    expect(JSON.stringify(result.letter)).not.toMatch(/died|sad news/);
  });

  it('is approved twice, by two others', async () => {
    const first = await step(team.supervisor, request.id, 'approve-result', {}, version);
    expect(first.state).toBe('result-ready');
    expect((await resultStep(team.supervisor, request.id, 'approve-result', {}, first.version)).body.code).toBe(
      'result.approved-by-you',
    );
    const second = await step(team.secondSupervisor, request.id, 'approve-result', {}, first.version);
    expect(second.state).toBe('result-approved');
    version = second.version;
  });

  it('is brought in person, by somebody trained for it', async () => {
    const untrained = await resultStep(team.caseworker, request.id, 'deliver-result', aDelivery, version);
    expect(untrained.body.violations).toEqual([expect.objectContaining({ code: 'trained-for-news-of-death' })]);
    const administrator = await relink.signIn('administrator');
    const { items } = await expectStatus(200, administrator.get('/accounts'));
    const account = items.find(({ id }: { id: string }) => id === team.caseworker.account.id);
    expect(account.trainedForNewsOfDeath).toBe(false);
    await expectStatus(
      200,
      administrator.post(`/accounts/${account.id}/record-training`, { newsOfDeath: true }, account.version),
    );
    for (const mode of ['by-phone', 'by-video', 'by-letter']) {
      const refused = await resultStep(team.caseworker, request.id, 'deliver-result', { ...aDelivery, mode }, version);
      expect(refused.body.violations).toEqual([expect.objectContaining({ code: 'trained-for-news-of-death' })]);
    }
    const delivered = await step(team.caseworker, request.id, 'deliver-result', aDelivery, version);
    expect(delivered.state).toBe('result-delivered');
    const [result] = await relink.database.sql<{ permits: string[] }>(
      `SELECT permits FROM relink.results WHERE dossier_id = $1 AND state = 'delivered'`,
      [request.id],
    );
    expect(result!.permits).toHaveLength(1);
  });

  it('shows nowhere to those who do not work on the case: step by step it looks like any other', async () => {
    let { version: now } = ordinary;
    const { soughtId } = ordinary;
    now = (await step(team.caseworker, ordinary.id, 'record-wishes', { soughtId, wishes: wishesOf({}) }, now)).version;
    now = (await step(team.caseworker, ordinary.id, 'prepare-result', { language: 'en' }, now)).version;
    now = (await step(team.supervisor, ordinary.id, 'approve-result', {}, now)).version;
    await step(team.caseworker, ordinary.id, 'deliver-result', aDelivery, now);
    for (const reader of [team.colleague, team.steward]) {
      const [death, other] = await Promise.all(
        [request, ordinary].map(({ id }) => expectStatus(200, reader.get(`/tracing-requests/${id}`))),
      );
      expect(withoutWhatDiffers(death)).toBe(withoutWhatDiffers(other));
      const { items } = await expectStatus(200, reader.get('/tracing-requests?limit=100'));
      const [one, two] = [request, ordinary].map(({ id }) => items.find((line: { id: string }) => line.id === id));
      expect(withoutWhatDiffers(one)).toBe(withoutWhatDiffers(two));
      for (const { id } of [request, ordinary])
        expect(await reader.get(`/tracing-requests/${id}/result`)).toMatchObject({
          status: 403,
          body: { code: 'access.forbidden' },
        });
    }
  });
});

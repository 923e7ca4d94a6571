import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, expectStatus } from '../support/stories.js';

const TODAY = new Date().toISOString().slice(0, 10);
const NEED = 'support-to-families-of-missing-persons';

let relink: Deployment;
let caseworker: Staff;
let supervisor: Staff;
let provider: { id: string; version: number };
let requestId: string;
let personId: string;

const service = {
  name: 'Families’ circle',
  place: 'Harbour',
  needs: [NEED, 'mental-health-and-psychosocial-support'],
  contact: '+999 555 0170',
  languages: ['en', 'so'],
  opening: 'Mondays 9 to 12',
  open: true,
};

beforeAll(async () => {
  relink = await Deployment.start();
  [caseworker, supervisor] = [await relink.signIn('caseworker'), await relink.signIn('supervisor')];
  provider = await expectStatus(201, supervisor.post('/service-providers', service));
  const request = await expectStatus(201, caseworker.post('/tracing-requests', { interview: anInterview() }));
  const handedIn = await expectStatus(
    200,
    caseworker.post(`/tracing-requests/${request.id}/complete-interview`, {}, request.version),
  );
  const refusal = { reason: 'outside-criteria', referral: 'Families’ circle' };
  await expectStatus(200, supervisor.post(`/tracing-requests/${request.id}/refuse`, refusal, handedIn.version));
  requestId = request.id;
  const [row] = await relink.database.sql<{ id: string }>(
    'SELECT enquirer_id AS id FROM relink.tracing_requests WHERE id = $1',
    [requestId],
  );
  personId = row!.id;
});
afterAll(() => relink.stop());

interface Receipt {
  id: string;
  version: number;
  state: string;
}
const propose = (more: object = {}): Promise<Receipt> =>
  expectStatus(
    201,
    caseworker.post(`/persons/${personId}/referrals`, {
      providerId: provider.id,
      need: NEED,
      why: 'They wait.',
      ...more,
    }),
  );
const send = ({ id, version }: Receipt, verb: string, body: object = {}) =>
  caseworker.post(`/referrals/${id}/${verb}`, body, version);
const take = (receipt: Receipt, verb: string, body: object = {}): Promise<Receipt> =>
  expectStatus(200, send(receipt, verb, body));
const agreed = async () => take(await propose(), 'agree', { agrees: true, given: 'spoken', on: TODAY });

async function lacking(receipt: Receipt, verb: string, body: object = {}): Promise<string[]> {
  const { status, body: problem } = await send(receipt, verb, body);
  expect({ status, code: problem.code }).toEqual({ status: 409, code: 'workflow.guard-not-met' });
  return problem.violations.map(({ code }: { code: string }) => code);
}

describe('The directory of services', () => {
  it('is kept by supervisors and administrators and read by all', async () => {
    expect((await caseworker.post('/service-providers', service)).status).toBe(403);
    expect(
      (await caseworker.send('PUT', `/service-providers/${provider.id}`, service, { 'If-Match': '"1"' })).status,
    ).toBe(403);
    const changed = await expectStatus(
      200,
      supervisor.put(`/service-providers/${provider.id}`, { ...service, opening: 'Tuesdays' }, provider.version),
    );
    expect(changed.version).toBe(2);
    const { items } = await expectStatus(200, caseworker.get(`/service-providers?need=${NEED}`));
    expect(items).toEqual([{ ...service, opening: 'Tuesdays', id: provider.id, version: 2 }]);
    expect((await expectStatus(200, caseworker.get('/service-providers?need=shelter'))).items).toEqual([]);
    expect((await caseworker.get('/service-providers?need=anything')).status).toBe(400);
  });
});

describe('rule 16: who was refused', () => {
  it('is referred to a service, with their agreement, to the outcome', async () => {
    const proposed = await propose();
    expect(proposed.state).toBe('proposed');
    expect(await lacking(proposed, 'agree', { agrees: false, given: 'spoken', on: TODAY })).toEqual(['person-agreed']);
    const yes = await take(proposed, 'agree', { agrees: true, given: 'spoken', on: TODAY });
    expect(await lacking(yes, 'send', { told: ' ' })).toEqual(['nothing-left-out']);
    const sent = await take(yes, 'send', { told: 'Name and phone; nothing of the case.' });
    const [permit] = await relink.database.sql<{ purpose: string; recipient: string }>(
      'SELECT p.purpose, p.recipient FROM relink.permits p JOIN relink.referrals r ON r.permit_id = p.id WHERE r.id = $1',
      [proposed.id],
    );
    expect(permit).toEqual({ purpose: 'refer', recipient: `service:${provider.id}` });
    const accepted = await take(sent, 'accept');
    const tasks = () =>
      relink.database.sql(
        `SELECT state FROM relink.tasks WHERE kind = 'follow-up-referral' AND about = $1 ORDER BY opened_at`,
        [proposed.id],
      );
    expect(await tasks()).toEqual([{ state: 'done' }, { state: 'open' }]);
    expect(await lacking(accepted, 'complete', { outcome: ' ' })).toEqual(['outcome-recorded']);
    expect((await take(accepted, 'complete', { outcome: 'They go every Monday.' })).state).toBe('completed');
    expect(await tasks()).toEqual([{ state: 'done' }, { state: 'done' }]);
    const { items } = await expectStatus(200, caseworker.get(`/dossiers/${requestId}/referrals`));
    expect(items[0]).toMatchObject({
      provider: { id: provider.id, name: service.name },
      agreed: { how: 'spoken', on: TODAY },
      told: 'Name and phone; nothing of the case.',
      outcome: 'They go every Monday.',
    });
  });
});

describe('A referral', () => {
  it('is to a service that offers the need and is open', async () => {
    const other = await caseworker.post(`/persons/${personId}/referrals`, {
      providerId: provider.id,
      need: 'shelter',
      why: 'No roof.',
    });
    expect(other.body.violations).toEqual([expect.objectContaining({ code: 'service-offers-it' })]);
    const yes = await agreed();
    const now = (await expectStatus(200, caseworker.get('/service-providers'))).items[0].version;
    const closed = await expectStatus(
      200,
      supervisor.put(`/service-providers/${provider.id}`, { ...service, open: false }, now),
    );
    expect(await lacking(yes, 'send', { told: 'Name.' })).toEqual(['service-offers-it']);
    await expectStatus(200, supervisor.put(`/service-providers/${provider.id}`, service, closed.version));
  });

  it('is declined or withdrawn with a reason', async () => {
    const sent = await take(await agreed(), 'send', { told: 'Name.' });
    expect(await lacking(sent, 'decline', { reason: ' ' })).toEqual(['reason-given']);
    expect((await take(sent, 'decline', { reason: 'No place before spring.' })).state).toBe('declined');
    expect((await take(await agreed(), 'withdraw', { reason: 'They changed their mind.' })).state).toBe('withdrawn');
  });

  it('is not sent once the person took the agreement back', async () => {
    const yes = await agreed();
    const { bases } = await expectStatus(200, caseworker.get(`/persons/${personId}/bases`));
    for (const { id, version, state, basis } of bases)
      if (state === 'standing' && basis.purposes.includes('refer'))
        await expectStatus(200, caseworker.post(`/bases/${id}/withdraw`, { by: 'self', how: 'spoken' }, version));
    expect((await send(yes, 'send', { told: 'Name.' })).body.code).toBe('permit.withdrawn');
  });
});

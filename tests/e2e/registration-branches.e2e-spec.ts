import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { aRegistration, expectStatus } from '../support/stories.js';

let relink: Deployment;
let caseworker: Staff;
let supervisor: Staff;
let elsewhere: Staff;

beforeAll(async () => {
  relink = await Deployment.start();
  [caseworker, supervisor, elsewhere] = [
    await relink.signIn('caseworker'),
    await relink.signIn('supervisor'),
    await relink.signIn('supervisor', 'Highlands'),
  ];
});
afterAll(() => relink.stop());

interface Receipt {
  id: string;
  version: number;
}

const register = (): Promise<Receipt> => expectStatus(201, caseworker.post('/registrations', aRegistration()));
const read = (id: string, by = caseworker) => expectStatus(200, by.get(`/registrations/${id}`));
const step = (by: Staff, { id, version }: Receipt, verb: string, body: object = {}): Promise<Receipt> =>
  expectStatus(200, by.post(`/registrations/${id}/${verb}`, body, version));

async function refusal(by: Staff, { id, version }: Receipt, verb: string, body: object = {}): Promise<string> {
  const answer = await by.post(`/registrations/${id}/${verb}`, body, version);
  expect(answer.status).toBe(409);
  return (answer.body as { code: string }).code;
}

describe('Branches', () => {
  it('share a registration for as long as its own branch wants (rule 22)', async () => {
    let shared = await register();
    const branchId = relink.branches.Highlands!;
    await expectStatus(404, elsewhere.get(`/registrations/${shared.id}`));
    expect(await refusal(supervisor, shared, 'share', { branchId: relink.branches.Harbour! })).toBe(
      'registration.sharing-unsuitable',
    );
    shared = await step(supervisor, shared, 'share', { branchId });
    expect((await read(shared.id, elsewhere)).sharedWith).toEqual([{ id: branchId, name: 'Highlands' }]);
    expect(await refusal(elsewhere, shared, 'end-sharing', { branchId })).toBe('registration.of-another-branch');
    await step(supervisor, shared, 'end-sharing', { branchId });
    await expectStatus(404, elsewhere.get(`/registrations/${shared.id}`));
  });

  it('hand a registration over when the other one takes it, and keep it when not', async () => {
    let offered = await register();
    const branchId = relink.branches.Highlands!;
    expect(await refusal(supervisor, offered, 'take-over')).toBe('registration.no-transfer-open');
    offered = await step(supervisor, offered, 'offer-transfer', { branchId, reason: 'She lives there now.' });
    expect(await refusal(supervisor, offered, 'offer-transfer', { branchId })).toBe('registration.transfer-open');
    offered = await step(elsewhere, offered, 'decline-transfer');
    await eventually(() => expectStatus(404, elsewhere.get(`/registrations/${offered.id}`)));
    expect((await read(offered.id)).branch.name).toBe('Harbour');
    offered = await step(supervisor, offered, 'offer-transfer', { branchId });
    offered = await step(elsewhere, offered, 'take-over');
    expect(await read(offered.id, elsewhere)).toMatchObject({
      branch: { name: 'Highlands' },
      owner: { name: 'Test supervisor' },
    });
    await expectStatus(404, caseworker.get(`/registrations/${offered.id}`));
  });

  it('cannot take what was not offered, whatever the application says', async () => {
    const { id } = await register();
    await expect(
      relink.database.sql(
        `SELECT set_config('relink.kind', 'staff', false), set_config('relink.role', 'supervisor', false), set_config('relink.branch', '${relink.branches.Highlands}', false);
         UPDATE relink.dossiers SET branch_id = '${relink.branches.Highlands}' WHERE id = '${id}'`,
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('withdraw what a person does not want registered', async () => {
    const registered = await register();
    const said = { by: 'self', how: 'spoken', reason: 'Afraid.' };
    expect(await step(caseworker, registered, 'withdraw', said)).toMatchObject({ state: 'withdrawn' });
    const topics = await relink.database.sql<{ topic: string }>(
      `SELECT topic FROM relink.outbox WHERE payload ->> 'registrationId' = $1 OR payload ->> 'dossierId' = $1 ORDER BY 1`,
      [registered.id],
    );
    expect(topics.map(({ topic }) => topic)).toEqual(
      expect.arrayContaining(['registrations.registration-changed', 'registrations.withdrawn']),
    );
    const standing = await relink.database.sql(
      'SELECT 1 FROM relink.bases WHERE dossier_id = $1 AND withdrawn_at IS NOT NULL',
      [registered.id],
    );
    expect(standing).toHaveLength(1);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { daysAfter } from '#libs/kernel';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, aRegistration, expectStatus, openRequest } from '../support/stories.js';

let relink: Deployment;
let caseworker: Staff;
let supervisor: Staff;
let steward: Staff;
let volunteer: Staff;

beforeAll(async () => {
  relink = await Deployment.start({ worker: false });
  caseworker = await relink.signIn('caseworker');
  supervisor = await relink.signIn('supervisor');
  steward = await relink.signIn('steward');
  volunteer = await relink.signIn('intake-volunteer');
});
afterAll(() => relink.stop());

interface Rights {
  personId: string;
  bases: { id: string; version: number; state: string; on?: string; legalBasis: string }[];
  actions: { action: string; allowed: boolean; reasons: { code: string }[] }[];
}

async function aCase() {
  const { id } = await openRequest(caseworker, supervisor, anInterview());
  const { interview } = await expectStatus(200, caseworker.get(`/tracing-requests/${id}`));
  return { id, enquirerId: interview.enquirer.id as string, soughtId: interview.soughtPersons[0].id as string };
}

async function rightsOf(staff: Staff, dossierId: string, personId: string): Promise<Rights> {
  const { persons } = await expectStatus(200, staff.get(`/dossiers/${dossierId}/rights`));
  const own = (persons as Rights[]).find((person) => person.personId === personId);
  if (!own) throw new Error('this person is not in it');
  return own;
}

const allowed = ({ actions }: Rights) => actions.filter((step) => step.allowed).map(({ action }) => action);

describe('Rule 21: what people of a record agreed to and asked for', () => {
  it('stands with each of them by the id that the record gives out, and so does what can be written down', async () => {
    const { id, enquirerId, soughtId } = await aCase();
    const enquirer = await rightsOf(caseworker, id, enquirerId);
    expect(enquirer.bases).toMatchObject([{ legalBasis: 'consent', state: 'standing', version: 1 }]);
    expect(allowed(enquirer)).toEqual(['restrict', 'take-back', 'receive']);
    expect(allowed(await rightsOf(caseworker, id, soughtId))).toEqual(['restrict', 'take-back', 'receive']);
    // A volunteer writes down what people say; a request by right is for whoever answers for the case.
    expect(allowed(await rightsOf(volunteer, id, enquirerId))).toEqual(['restrict', 'take-back']);
    const governs = await rightsOf(steward, id, enquirerId);
    expect(allowed(governs)).toEqual(['receive']);
    expect(governs.actions[0]!.reasons).toMatchObject([{ code: 'workflow.not-yours' }]);
  });

  it('of a registration and its household as well', async () => {
    const { id } = await expectStatus(201, caseworker.post('/registrations', aRegistration()));
    const { personId } = await expectStatus(200, caseworker.get(`/registrations/${id}`));
    expect((await rightsOf(caseworker, id, personId)).bases).toMatchObject([{ state: 'standing' }]);
  });

  it('says when a basis was withdrawn or ended, and offers nothing that would find nothing', async () => {
    const { id, enquirerId, soughtId } = await aCase();
    const [agreed] = (await rightsOf(caseworker, id, enquirerId)).bases;
    const said = { by: 'self', how: 'spoken' };
    await expectStatus(200, caseworker.post(`/bases/${agreed!.id}/withdraw`, said, agreed!.version));
    const enquirer = await rightsOf(caseworker, id, enquirerId);
    expect(enquirer.bases).toMatchObject([{ state: 'withdrawn', on: daysAfter(new Date(), 0), version: 2 }]);
    expect(enquirer.actions.slice(0, 2)).toMatchObject([
      { action: 'restrict', allowed: false, reasons: [{ code: 'basis-standing' }] },
      { action: 'take-back', allowed: false, reasons: [{ code: 'agreement-standing' }] },
    ]);
    await relink.database.sql(
      `UPDATE relink.bases SET valid_from = now() - interval '9 days', valid_until = now() - interval '2 days' WHERE person_id = $1`,
      [soughtId],
    );
    expect((await rightsOf(caseworker, id, soughtId)).bases).toMatchObject([
      { state: 'expired', on: daysAfter(new Date(), -2) },
    ]);
    // Nobody is asked whether their life is saved: there is nothing to take back.
    await relink.database.sql(
      `UPDATE relink.bases SET legal_basis = 'vital-interest', valid_until = NULL WHERE person_id = $1`,
      [soughtId],
    );
    expect(allowed(await rightsOf(caseworker, id, soughtId))).toEqual(['restrict', 'receive']);
  });

  it('shows what a located person lets be told to those on the case and the steward alone', async () => {
    const { id, soughtId } = await aCase();
    const colleague = await relink.signIn('caseworker');
    await relink.database.sql(`UPDATE relink.bases SET purposes = '{tell-fate,tell-place}' WHERE person_id = $1`, [
      soughtId,
    ]);
    expect((await rightsOf(colleague, id, soughtId)).bases).toEqual([]);
    expect((await rightsOf(caseworker, id, soughtId)).bases).toHaveLength(1);
    expect((await rightsOf(steward, id, soughtId)).bases).toHaveLength(1);
  });

  it('lists the requests that wait before those that ended, with the steps of whoever reads; reading is logged', async () => {
    const { id, enquirerId } = await aCase();
    const receive = (kind: string, asked: string) =>
      expectStatus(201, caseworker.post(`/persons/${enquirerId}/rights-requests`, { kind, asked }));
    const first = await receive('copy', 'What do you know of me?');
    await expectStatus(200, steward.post(`/rights-requests/${first.id}/refuse`, { reason: 'Not them.' }, 1));
    const second = await receive('objection', 'I do not want it.');
    const { requests } = await expectStatus(200, caseworker.get(`/dossiers/${id}/rights`));
    expect(requests).toMatchObject([
      {
        id: second.id,
        kind: 'objection',
        state: 'received',
        personId: enquirerId,
        dueOn: daysAfter(new Date(), 30),
        words: { asked: 'I do not want it.' },
      },
      { id: first.id, state: 'refused', actions: [] },
    ]);
    const check = { action: 'check-identity', allowed: true };
    expect(requests[0].actions).toContainEqual(expect.objectContaining(check));
    const { readings } = await expectStatus(200, steward.get(`/persons/${enquirerId}/access-history`));
    expect(readings).toContainEqual(expect.objectContaining({ by: 'Test caseworker', role: 'caseworker' }));
    const [logged] = await relink.database.sql<{ details: string }>(
      `SELECT details FROM audit.entries WHERE action = 'rights.read' AND object_id = $1 ORDER BY seq DESC LIMIT 1`,
      [id],
    );
    expect(logged!.details).toContain(enquirerId);
  });
});

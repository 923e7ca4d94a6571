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
    // The sought person was never asked: they have nothing to take back, and may object.
    const sought = await rightsOf(caseworker, id, soughtId);
    expect(sought.bases).toMatchObject([{ legalBasis: 'public-interest', ownNo: 'object' }]);
    expect(sought.actions.map(({ action }) => action)).toEqual(['restrict', 'object', 'receive']);
    expect(allowed(sought)).toEqual(['restrict', 'object', 'receive']);
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

  it('all that wait are listed page by page for the steward alone, the next due first; reading is logged', async () => {
    const { items: others } = await expectStatus(200, steward.get('/rights-requests?limit=100'));
    const asked: string[] = [];
    const { id, enquirerId, soughtId } = await aCase();
    const registered = await expectStatus(201, caseworker.post('/registrations', aRegistration()));
    const { personId } = await expectStatus(200, caseworker.get(`/registrations/${registered.id}`));
    // The last that came is due first: one whose time is over, then two of one day, then one whose time was extended.
    for (const [person, days] of [
      [enquirerId, 90],
      [soughtId, 12],
      [personId, 12],
      [enquirerId, -1],
    ] as const) {
      const words = { kind: 'copy', asked: `All of it ${asked.length}` };
      const one = await expectStatus(201, caseworker.post(`/persons/${person}/rights-requests`, words));
      const due = daysAfter(new Date(), days);
      await relink.database.sql('UPDATE relink.rights_requests SET due_on = $2 WHERE id = $1', [one.id, due]);
      asked.push(one.id);
    }
    const answered = await expectStatus(
      201,
      caseworker.post(`/persons/${enquirerId}/rights-requests`, { kind: 'copy', asked: 'Again' }),
    );
    await expectStatus(200, steward.post(`/rights-requests/${answered.id}/refuse`, { reason: 'Told already.' }, 1));

    const seen: { id: string; dueOn: string; recordKind: string; reference: string }[] = [];
    let cursor = '';
    do {
      const page = await expectStatus(200, steward.get(`/rights-requests?limit=2${cursor && `&cursor=${cursor}`}`));
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items);
      cursor = page.nextCursor ?? '';
    } while (cursor);
    const days = seen.map(({ dueOn }) => dueOn);
    expect(days).toEqual([...days].sort());
    const before = new Set((others as { id: string }[]).map((one) => one.id));
    const own = seen.filter((one) => !before.has(one.id));
    expect(own.map((one) => one.id)).toEqual([asked[3], asked[1], asked[2], asked[0]]);
    const { reference } = await expectStatus(200, caseworker.get(`/tracing-requests/${id}`));
    expect(own[0]).toMatchObject({ recordKind: 'tracing-request', reference, words: { asked: 'All of it 3' } });
    expect(own[2]).toMatchObject({ recordKind: 'registration', reference: registered.reference });

    // An answer between two pages takes nobody out of the next one.
    const first = await expectStatus(200, steward.get('/rights-requests?limit=1'));
    await expectStatus(
      200,
      steward.post(`/rights-requests/${first.items[0].id}/refuse`, { reason: 'Not them.' }, first.items[0].version),
    );
    const next = await expectStatus(200, steward.get(`/rights-requests?limit=1&cursor=${first.nextCursor}`));
    expect(next.items).toMatchObject([{ id: seen[1]!.id }]);

    const { readings } = await expectStatus(200, steward.get(`/persons/${personId}/access-history`));
    expect(readings).toContainEqual(expect.objectContaining({ by: 'Test steward', role: 'steward' }));
    expect((await supervisor.get('/rights-requests')).status).toBe(403);
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

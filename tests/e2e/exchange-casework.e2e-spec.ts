import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import type { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, aRegistration, consent, expectStatus, openRequest, publicInterest } from '../support/stories.js';
import { twoDeployments, type TwoDeployments } from '../support/two-deployments.js';

type Body = Awaited<ReturnType<typeof expectStatus>>;

interface Team {
  caseworker: Staff;
  supervisor: Staff;
  specialist: Staff;
  liaison: Staff;
  steward: Staff;
}

let alpha: Deployment;
let beta: Deployment;
let two: TwoDeployments;
const teams = new Map<Deployment, Team>();

async function team(relink: Deployment): Promise<Team> {
  return {
    caseworker: await relink.signIn('caseworker'),
    supervisor: await relink.signIn('supervisor'),
    specialist: await relink.signIn('child-protection-specialist'),
    liaison: await relink.signIn('liaison'),
    steward: await relink.signIn('steward'),
  };
}

beforeAll(async () => {
  two = await twoDeployments();
  [alpha, beta] = [two.a, two.b];
  for (const relink of [alpha, beta]) teams.set(relink, await team(relink));
}, 180_000);
afterAll(() => two.stop());

const SHARED = ['trace', 'match-within-society', 'share-with-partner'];
const ofAlpha = () => teams.get(alpha)!;
const ofBeta = () => teams.get(beta)!;

function told(name: string, year: number) {
  return { names: [{ text: name, kind: 'legal' }], birth: { year, month: 3, day: 12 }, sex: 'female' };
}

async function aRequest(name: string, year: number): Promise<{ id: string; soughtId: string; enquirerId: string }> {
  const interview = anInterview();
  const basis = { ...consent, purposes: SHARED, recipients: ['partner'] };
  interview.enquirer.basis = basis as never;
  interview.soughtPersons[0]!.person = told(name, year) as never;
  interview.soughtPersons[0]!.basis = { ...publicInterest, purposes: SHARED, recipients: ['partner'] } as never;
  const { id } = await openRequest(ofAlpha().caseworker, ofAlpha().supervisor, interview);
  const [row] = await alpha.database.sql<{ sought: string; enquirer: string }>(
    `SELECT s.id AS sought, r.enquirer_id AS enquirer FROM relink.sought_persons s JOIN relink.tracing_requests r ON r.id = s.dossier_id WHERE r.id = $1`,
    [id],
  );
  return { id, soughtId: row!.sought, enquirerId: row!.enquirer };
}

async function aPersonAtBeta(name: string, year: number, purposes: readonly string[] = SHARED) {
  const basis = { ...consent, purposes, recipients: ['partner', 'family'] };
  const { id } = await expectStatus(
    201,
    ofBeta().caseworker.post('/registrations', { ...aRegistration(), person: told(name, year), basis }),
  );
  const [row] = await beta.database.sql<{ person: string }>(
    'SELECT person_id AS person FROM relink.registrations WHERE id = $1',
    [id],
  );
  await eventually(async () => {
    const found = await beta.database.sql('SELECT 1 FROM relink.match_keys WHERE person_id = $1', [row!.person]);
    if (found.length === 0) throw new Error('not indexed yet');
  }, 20_000);
  return { id: id as string, personId: row!.person };
}

/** Asks B: prepared by the caseworker, approved by the supervisor, carried over. */
async function ask(request: { id: string; soughtId: string }, fields: readonly string[]) {
  const { caseworker, supervisor } = ofAlpha();
  const prepared = await expectStatus(
    201,
    caseworker.post(`/tracing-requests/${request.id}/enquiries`, {
      soughtId: request.soughtId,
      partnerId: two.bForA,
      fields,
    }),
  );
  const { items } = await expectStatus(200, supervisor.get(`/dossiers/${request.id}/disclosures`));
  const [carried] = items;
  await expectStatus(200, supervisor.post(`/disclosures/${carried.id}/approve`, {}, carried.version));
  return { enquiryId: prepared.id as string, disclosureId: carried.id as string };
}

/** Their enquiry in this state. */
function received(state: string): Promise<Body> {
  return eventually(async () => {
    const { items } = await expectStatus(200, ofBeta().liaison.get('/partner-enquiries'));
    const found = (items as { id: string; state: string }[]).find((one) => one.state === state);
    if (!found) throw new Error('not there yet');
    return expectStatus(200, ofBeta().caseworker.get(`/partner-enquiries/${found.id}`));
  }, 30_000);
}

function becomes(read: () => Promise<Body>, state: string): Promise<Body> {
  return eventually(async () => {
    const one = await read();
    if (one.state !== state) throw new Error(`${one.state} and not ${state}`);
    return one;
  }, 30_000);
}

const act = (by: Staff, path: string, { version }: { version: number }, body: object = {}) =>
  expectStatus(200, by.post(path, body, version));

describe('one enquiry from end to end', () => {
  it('is asked, judged by two, answered, disclosed, accepted, called back, deleted and certified', async () => {
    const person = await aPersonAtBeta('Amina Warsame Jama', 1994);
    const request = await aRequest('Amina Warsame Jama', 1994);
    const asked = await ask(request, ['names', 'birth', 'sex', 'relatives']);

    // B: proposed, judged by two people, answered by a third.
    const enquiry = await received('searching');
    expect(enquiry.findings).toMatchObject([{ foundId: person.personId, state: 'proposed' }]);
    expect(enquiry.records[0].person.relatives).toMatchObject([{ names: [{ text: 'Asha Warsame' }] }]);
    const { caseworker, supervisor, steward } = ofBeta();
    const [finding] = enquiry.findings;
    const path = `/enquiry-findings/${finding.id}`;
    const reason = { reason: 'Name and day of birth.' };
    const early = await supervisor.post(`/partner-enquiries/${enquiry.id}/answer-nothing`, {}, enquiry.version);
    expect(early).toMatchObject({ status: 409, body: { code: 'workflow.guard-not-met' } });
    const probable = await act(caseworker, `${path}/judge-probable`, finding, reason);
    expect((await caseworker.post(`${path}/confirm`, reason, probable.version)).status).toBe(409);
    await act(supervisor, `${path}/confirm`, probable, reason);
    const judged = await expectStatus(200, supervisor.get(`/partner-enquiries/${enquiry.id}`));
    await act(supervisor, `/partner-enquiries/${enquiry.id}/offer-to-talk`, judged);
    await becomes(() => expectStatus(200, ofAlpha().caseworker.get(`/enquiries/${asked.enquiryId}`)), 'talking');

    // B discloses two fields; whoever prepared it cannot approve it.
    const content = { personId: person.personId, partnerId: two.aForB, theirEnquiry: enquiry.id };
    const where = `/dossiers/${person.id}/disclosures`;
    const withWhereabouts = await caseworker.post(where, { ...content, fields: ['names', 'whereabouts'] });
    expect(withWhereabouts).toMatchObject({ status: 409 });
    const disclosure = await expectStatus(201, caseworker.post(where, { ...content, fields: ['names', 'languages'] }));
    expect((await caseworker.post(`/disclosures/${disclosure.id}/approve`, {}, disclosure.version)).status).not.toBe(
      200,
    );
    await act(supervisor, `/disclosures/${disclosure.id}/approve`, disclosure);

    // A holds exactly that, accepts it, and B has the receipt.
    const record = await eventually(async () => {
      const { items } = await expectStatus(200, ofAlpha().caseworker.get(`/dossiers/${request.id}/partner-records`));
      if (items.length === 0) throw new Error('nothing came yet');
      return items[0];
    }, 30_000);
    expect(record).toMatchObject({ society: 'KEN', state: 'received', fields: ['names', 'languages'] });
    expect(Object.keys(record.person)).toEqual(['names']);
    await act(ofAlpha().caseworker, `/partner-records/${record.id}/accept`, record);
    const held = () => expectStatus(200, caseworker.get(`/disclosures/${disclosure.id}`));
    const accepted = await becomes(held, 'accepted');

    // B's record changes: somebody is asked to set it right over there, another approves, and A reads what is true now.
    const registration = await expectStatus(200, caseworker.get(`/registrations/${person.id}`));
    const knownNow = { ...told('Amina Warsame Jama', 1994), languages: ['so'] };
    const basis = { ...consent, purposes: SHARED, recipients: ['partner', 'family'] };
    await act(caseworker, `/registrations/${person.id}/correct`, registration, {
      registration: { ...aRegistration(), person: knownNow, basis },
      reason: 'She told us her language.',
    });
    await eventually(async () => {
      const tasks = await beta.database.sql(
        `SELECT 1 FROM relink.tasks WHERE kind = 'correct-disclosure' AND about = $1 AND state = 'open'`,
        [disclosure.id],
      );
      if (tasks.length === 0) throw new Error('nobody was asked');
    }, 20_000);
    const correction = await act(caseworker, `/disclosures/${disclosure.id}/correct`, accepted);
    expect((await caseworker.post(`/disclosures/${correction.id}/approve`, {}, correction.version)).status).toBe(403);
    await act(supervisor, `/disclosures/${correction.id}/approve`, correction);
    const read = () => expectStatus(200, ofAlpha().caseworker.get(`/partner-records/${record.id}`));
    const corrected = await eventually(async () => {
      const one = await read();
      if (!one.correctedAt) throw new Error('not corrected yet');
      return one;
    }, 30_000);
    expect(corrected).toMatchObject({ state: 'accepted', person: { languages: ['so'] } });
    await becomes(() => expectStatus(200, caseworker.get(`/disclosures/${correction.id}`)), 'accepted');

    // B calls it back, and with it what set it right: gone for A's people at once; the steward deletes; B has both certificates.
    await act(supervisor, `/disclosures/${disclosure.id}/recall`, accepted, { cause: 'objection' });
    const frozen = await becomes(
      () => expectStatus(200, ofAlpha().steward.get(`/partner-records/${record.id}`)),
      'frozen',
    );
    expect((await ofAlpha().caseworker.get(`/partner-records/${record.id}`)).status).toBe(404);
    await act(ofAlpha().steward, `/partner-records/${record.id}/delete`, frozen);
    await becomes(held, 'deleted');
    await becomes(() => expectStatus(200, caseworker.get(`/disclosures/${correction.id}`)), 'deleted');
    const { items: recalls } = await expectStatus(200, steward.get('/recalls'));
    const certified = { state: 'certified', cause: 'objection' };
    expect(recalls).toMatchObject([
      { disclosureId: correction.id, ...certified },
      { disclosureId: disclosure.id, ...certified },
    ]);

    // A's mother takes one agreement back: what the question carried is called back by itself.
    const bases = await expectStatus(200, ofAlpha().caseworker.get(`/persons/${request.enquirerId}/bases`));
    const said = { by: 'self', how: 'spoken', purposes: ['share-with-partner'] };
    await act(ofAlpha().caseworker, `/bases/${bases.bases[0].id}/narrow`, bases.bases[0], said);
    const ofTheirs = () => expectStatus(200, steward.get(`/partner-records/${enquiry.records[0].id}`));
    const theirs = await becomes(ofTheirs, 'frozen');
    await act(steward, `/partner-records/${theirs.id}/delete`, theirs);
    const sent = () => expectStatus(200, ofAlpha().caseworker.get(`/disclosures/${asked.disclosureId}`));
    await becomes(sent, 'deleted');
    await eventually(async () => {
      const told = await alpha.database.sql('SELECT recipient FROM relink.family_recalls WHERE dossier_id = $1', [
        request.id,
      ]);
      expect(told).toEqual([{ recipient: 'partner:KEN' }]);
    }, 10_000);
  }, 120_000);
});

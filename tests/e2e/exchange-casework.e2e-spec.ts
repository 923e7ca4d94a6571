import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { Messenger, pair } from '../support/messenger.js';
import type { Staff } from '../support/staff.js';
import { anInterview, aRegistration, consent, expectStatus, openRequest, publicInterest } from '../support/stories.js';

interface Team {
  caseworker: Staff;
  supervisor: Staff;
  specialist: Staff;
  liaison: Staff;
  steward: Staff;
}

let alpha: Deployment;
let beta: Deployment;
let messenger: Messenger;
const teams = new Map<Deployment, Team>();
const partners = new Map<Deployment, string>();

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
  [alpha, beta] = [await Deployment.start(), await Deployment.start()];
  for (const relink of [alpha, beta]) teams.set(relink, await team(relink));
  partners.set(alpha, await pair(teams.get(alpha)!, 'BET'));
  partners.set(beta, await pair(teams.get(beta)!, 'ALP'));
  messenger = new Messenger({ code: 'ALP', relink: alpha }, { code: 'BET', relink: beta });
}, 60_000);
afterAll(async () => {
  await alpha.stop();
  await beta.stop();
});

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
    const found = await beta.database.sql('SELECT 1 FROM relink.search_persons WHERE person_id = $1', [row!.person]);
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
      partnerId: partners.get(alpha),
      fields,
    }),
  );
  const { items } = await expectStatus(200, supervisor.get(`/dossiers/${request.id}/disclosures`));
  const [carried] = items;
  await expectStatus(200, supervisor.post(`/disclosures/${carried.id}/approve`, {}, carried.version));
  await messenger.carryAll();
  return { enquiryId: prepared.id as string, disclosureId: carried.id as string };
}

/** Their newest enquiry, once the search is through. */
function received(): Promise<any> {
  return eventually(async () => {
    const { items } = await expectStatus(200, ofBeta().supervisor.get('/partner-enquiries'));
    if (items[0]?.state !== 'searching') throw new Error('not searched yet');
    return expectStatus(200, ofBeta().supervisor.get(`/partner-enquiries/${items[0].id}`));
  }, 20_000);
}

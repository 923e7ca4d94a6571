import { eventually } from '#libs/testing';
import type { Deployment } from './deployment.js';
import type { Staff } from './staff.js';
import { expectStatus } from './stories.js';
import { twoDeployments, type TwoDeployments } from './two-deployments.js';

type Body = Awaited<ReturnType<typeof expectStatus>>;

/** Purposes of a case that partners are asked about. */
export const SHARED = ['trace', 'match-within-society', 'share-with-partner'];

export interface Team {
  caseworker: Staff;
  supervisor: Staff;
  specialist: Staff;
  liaison: Staff;
  steward: Staff;
}

/** A asks, B was asked. */
export interface Border extends TwoDeployments {
  atA: Team;
  atB: Team;
}

export async function acrossTheBorder(agreed: Parameters<typeof twoDeployments>[0] = {}): Promise<Border> {
  const two = await twoDeployments(agreed);
  return { ...two, atA: await team(two.a), atB: await team(two.b) };
}

async function team(relink: Deployment): Promise<Team> {
  return {
    caseworker: await relink.signIn('caseworker'),
    supervisor: await relink.signIn('supervisor'),
    specialist: await relink.signIn('child-protection-specialist'),
    liaison: await relink.signIn('liaison'),
    steward: await relink.signIn('steward'),
  };
}

/** A step that has to succeed. */
export const act = (by: Staff, path: string, { version }: { version: number }, body: object = {}) =>
  expectStatus(200, by.post(path, body, version));

export function becomes(read: () => Promise<Body>, state: string): Promise<Body> {
  return eventually(async () => {
    const one = await read();
    if (one.state !== state) throw new Error(`${one.state} and not ${state}`);
    return one;
  });
}

/** Until there is one. */
export function first(read: () => Promise<{ items: Body[] }>): Promise<Body> {
  return eventually(async () => {
    const { items } = await read();
    if (items.length === 0) throw new Error('nothing there yet');
    return items[0]!;
  });
}

/** Registers somebody who can be found at once. */
export async function registered(relink: Deployment, by: Staff, registration: object) {
  const { id } = await expectStatus(201, by.post('/registrations', registration));
  const [row] = await relink.database.sql<{ person: string }>(
    'SELECT person_id AS person FROM relink.registrations WHERE id = $1',
    [id],
  );
  await eventually(async () => {
    const found = await relink.database.sql('SELECT 1 FROM relink.match_keys WHERE person_id = $1', [row!.person]);
    if (found.length === 0) throw new Error('not indexed yet');
  });
  return { id: id as string, personId: row!.person };
}

/** A asks B about somebody: prepared by the caseworker, approved by somebody else. */
export async function ask(
  { atA: { caseworker, supervisor }, bForA: partnerId }: Border,
  { id, soughtId }: { id: string; soughtId: string },
  fields: readonly string[],
  approver = supervisor,
) {
  const question = { soughtId, partnerId, fields };
  const prepared = await expectStatus(201, caseworker.post(`/tracing-requests/${id}/enquiries`, question));
  const carried = await first(() => expectStatus(200, approver.get(`/dossiers/${id}/disclosures`)));
  await act(approver, `/disclosures/${carried.id}/approve`, carried as { version: number });
  return { enquiryId: prepared.id as string, disclosureId: carried.id as string };
}

/** The enquiry as it came to B, once Relink has looked for the person. */
export function searched({ atB: { liaison } }: Border): Promise<Body> {
  return eventually(async () => {
    const { items } = await expectStatus(200, liaison.get('/partner-enquiries'));
    const found = (items as { id: string; state: string }[]).find(({ state }) => state === 'searching');
    if (!found) throw new Error('not there yet');
    return expectStatus(200, liaison.get(`/partner-enquiries/${found.id}`));
  });
}

/** Who is in a request. */
export async function personsOf(relink: Deployment, id: string): Promise<{ soughtId: string; enquirerId: string }> {
  const [row] = await relink.database.sql<{ soughtId: string; enquirerId: string }>(
    `SELECT s.id AS "soughtId", r.enquirer_id AS "enquirerId"
     FROM relink.sought_persons s JOIN relink.tracing_requests r ON r.id = s.dossier_id WHERE r.id = $1`,
    [id],
  );
  return row!;
}

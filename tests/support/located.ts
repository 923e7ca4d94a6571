import { eventually } from '#libs/testing';
import type { Deployment } from './deployment.js';
import type { Staff } from './staff.js';
import { anInterview, aRegistration, expectStatus, openRequest, publicInterest } from './stories.js';

export interface Located {
  id: string;
  soughtId: string;
  enquirerId: string;
  version: number;
}

/** Letters as different as names can be, so that no request meets somebody else's registration. */
const NAMES = ['Bogdan Kowalski', 'Chinwe Okafor', 'Esperanza Fernandez', 'Giorgos Papadopoulos', 'Ingrid Lindqvist', 'Kwame Mensah', 'Quang Nguyen', 'Petra Novakova']; // prettier-ignore
let used = 0;

/**
 * A request whose sought person was registered and confirmed by two people: the next thing is to ask them.
 * @param person what is known of the person beside the name, in the request and in the registration
 */
export async function aLocatedRequest(
  relink: Deployment,
  { caseworker, specialist, supervisor }: Pick<ResultTeam, 'caseworker' | 'specialist' | 'supervisor'>,
  { person = {}, registered = {} }: { person?: object; registered?: object } = {},
): Promise<Located> {
  const index = used++;
  const text = NAMES[index % NAMES.length]!;
  const known = {
    names: [{ text, kind: 'legal' }],
    birth: { year: 1961 + index, month: 1 + (index % 12), day: 3 + index },
    ...person,
  };
  const interview = anInterview();
  interview.soughtPersons[0]!.person = known as never;
  const { id } = await openRequest(caseworker, supervisor, interview);
  await expectStatus(
    201,
    caseworker.post('/registrations', {
      ...aRegistration(),
      basis: publicInterest,
      person: { ...known, ...registered },
    }),
  );
  const match = await eventually(async () => {
    const { items } = await expectStatus(200, caseworker.get(`/potential-matches?requestId=${id}`));
    if (items.length === 0) throw new Error('not proposed yet');
    return items[0];
  });
  const step = (by: Staff, name: string, version: number) =>
    expectStatus(200, by.post(`/potential-matches/${match.id}/${name}`, { reason: 'It is them.' }, version));
  const taken = await expectStatus(200, caseworker.post(`/potential-matches/${match.id}/take`, {}, match.version));
  const judged = await step(caseworker, 'judge-probable', taken.version);
  await step(specialist, 'confirm', judged.version);
  const version = await eventually(async () => {
    const request = await expectStatus(200, caseworker.get(`/tracing-requests/${id}`));
    if (request.state !== 'located') throw new Error('not located yet');
    return request.version as number;
  });
  const [row] = await relink.database.sql<{ sought: string; enquirer: string }>(
    `SELECT s.id AS sought, r.enquirer_id AS enquirer FROM relink.sought_persons s JOIN relink.tracing_requests r ON r.id = s.dossier_id WHERE r.id = $1`,
    [id],
  );
  return { id, soughtId: row!.sought, enquirerId: row!.enquirer, version };
}

/** Wishes as a caseworker writes them down; asked today, in Somali, with an interpreter. */
export function wishesOf(wishes: object): object {
  const asked = { on: new Date().toISOString().slice(0, 10), language: 'so', interpreter: true, given: 'spoken' };
  return { fate: 'tell', place: 'do-not-tell', contact: 'none', toWhom: 'all-enquirers', asked, ...wishes };
}

export const aDelivery = {
  mode: 'in-person',
  where: 'At our office.',
  on: new Date().toISOString().slice(0, 10),
  supportOffered: 'A talk with our psychologist; they took the number.',
};

/** Everybody who has to do with a result, signed in. */
export interface ResultTeam {
  caseworker: Staff;
  /** Of the same branch, and not on the case. */
  colleague: Staff;
  supervisor: Staff;
  secondSupervisor: Staff;
  specialist: Staff;
  steward: Staff;
}

export async function aResultTeam(relink: Deployment): Promise<ResultTeam> {
  const [caseworker, colleague, supervisor, secondSupervisor, specialist, steward] = await Promise.all([
    relink.signIn('caseworker', 'Harbour', 'Caseworker in Charge'),
    relink.signIn('caseworker', 'Harbour', 'Colleague'),
    relink.signIn('supervisor', 'Harbour', 'Supervisor'),
    relink.signIn('supervisor', 'Harbour', 'Second Supervisor'),
    relink.signIn('child-protection-specialist'),
    relink.signIn('steward'),
  ]);
  return { caseworker, colleague, supervisor, secondSupervisor, specialist, steward };
}

/** A step on the wishes and the result of a request. */
export function resultStep(by: Staff, id: string, verb: string, body: object, version: number) {
  return by.post(`/tracing-requests/${id}/${verb}`, body, version);
}

/** The same where it has to succeed. */
export function step(by: Staff, id: string, verb: string, body: object, version: number) {
  return expectStatus(200, resultStep(by, id, verb, body, version));
}

/** What somebody sees, without what differs from one case and moment to the next. */
export function withoutWhatDiffers(view: { timeline?: { action: string }[] } & object): string {
  const differing =
    /"(at|by|due|id|[a-z]+Reference|reference|registered|version|name|sought|text|year|month|day|earliest|latest)":("[^"]*"|\d+|\[[^\]]*\])/g;
  const timeline = [...new Set((view.timeline ?? []).map(({ action }) => action))];
  const idsAndMoments = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z/g;
  return JSON.stringify({ ...view, timeline })
    .replaceAll(differing, '')
    .replaceAll(idsAndMoments, '');
}

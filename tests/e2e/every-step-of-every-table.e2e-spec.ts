import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Role } from '#libs/kernel';
import type { AnyWorkflow } from '#libs/workflow';
import { WORKFLOWS } from '../../apps/cli/src/workflows.js';
import { exampleOf, ROUTES, type Route } from '../support/api-document.js';
import { Deployment } from '../support/deployment.js';
import { putBack, rememberAsSeeded } from '../support/put-back.js';
import { seedDossiers, type Seeded } from '../support/seeded-dossiers.js';
import type { Staff } from '../support/staff.js';
import { expectStatus } from '../support/stories.js';
import { RULES, type RecordKind } from '../support/who-may-what.js';

/** Where a table's records stand: in the seeded dossiers, in the database and behind the API. */
interface Place {
  about: RecordKind;
  table: string;
  path: string;
  id: (seeded: Seeded) => string;
  /** Steps whose route is not called like the step. */
  routes?: Record<string, string>;
  /** States in which the record is gone for everybody but the steward. */
  gone?: readonly string[];
}

const PLACES: Record<string, Place> = {
  'tracing-request': {
    about: 'request',
    table: 'tracing_requests',
    path: '/tracing-requests/{id}',
    id: ({ requests }) => requests[0]!.id,
    // A result is made of what was answered; made anew, it takes back the one before.
    routes: {
      'record-search-action': 'search-actions',
      'record-wishes': 'prepare-result',
      'change-wishes': 'prepare-result',
      deliver: 'deliver-result',
    },
  },
  'search-action': {
    about: 'search',
    table: 'search_actions',
    path: '/search-actions/{id}',
    id: ({ searches }) => searches[0]!.id,
  },
  registration: {
    about: 'registration',
    table: 'registrations',
    path: '/registrations/{id}',
    id: ({ registrations }) => registrations[0]!.id,
  },
  'potential-match': {
    about: 'match',
    table: 'potential_matches',
    path: '/potential-matches/{id}',
    id: ({ matches }) => matches[0]!.id,
  },
  file: {
    about: 'file',
    table: 'files',
    path: '/files/{id}',
    id: ({ requests }) => requests[0]!.files.announced,
    routes: { receive: 'content' },
  },
  retention: {
    about: 'retention',
    table: 'retention_clocks',
    path: '/retention/{id}',
    id: ({ requests }) => requests[0]!.id,
  },
  'rights-request': {
    about: 'rights',
    table: 'rights_requests',
    path: '/rights-requests/{id}',
    id: ({ requests }) => requests[0]!.rightsId,
  },
  export: {
    about: 'export',
    table: 'exports',
    path: '/exports/{id}',
    id: () => exportId,
    routes: { 'approve-second': 'approve' },
  },
  breach: { about: 'breach', table: 'breaches', path: '/breaches/{id}', id: () => breachId },
  reunification: {
    about: 'reunification',
    table: 'reunifications',
    path: '/reunifications/{id}',
    id: ({ requests }) => requests[0]!.reunificationId,
  },
  'red-cross-message': {
    about: 'message',
    table: 'red_cross_messages',
    path: '/red-cross-messages/{id}',
    id: ({ messages }) => messages[0]!.id,
  },
  list: {
    about: 'list',
    table: 'lists',
    path: '/lists/{id}',
    id: ({ lists }) => lists[0]!.id,
    routes: { receive: 'content' },
  },
  'list-finding': {
    about: 'finding',
    table: 'list_findings',
    path: '/list-findings/{id}',
    id: ({ lists }) => lists[0]!.findingId,
  },
  referral: {
    about: 'referral',
    table: 'referrals',
    path: '/referrals/{id}',
    id: ({ requests }) => requests[0]!.referralId,
  },
  partner: { about: 'partner', table: 'partners', path: '/partners/{id}', id: ({ partners }) => partners.proposed },
  enquiry: {
    about: 'enquiry',
    table: 'enquiries',
    path: '/enquiries/{id}',
    id: ({ exchange }) => exchange[1]!.enquiryId,
  },
  'partner-enquiry': {
    about: 'partner-enquiry',
    table: 'partner_enquiries',
    path: '/partner-enquiries/{id}',
    id: ({ exchange }) => exchange[1]!.partnerEnquiryId,
  },
  'enquiry-finding': {
    about: 'enquiry-finding',
    table: 'enquiry_findings',
    path: '/enquiry-findings/{id}',
    id: ({ exchange }) => exchange[1]!.findingId,
  },
  disclosure: {
    about: 'disclosure',
    table: 'disclosures',
    path: '/disclosures/{id}',
    id: ({ exchange }) => exchange[1]!.disclosureId,
  },
  recall: {
    about: 'recall',
    table: 'recalls',
    path: '/recalls/{id}',
    id: ({ exchange }) => exchange[1]!.recallId,
  },
  'partner-record': {
    about: 'partner-record',
    table: 'partner_records',
    path: '/partner-records/{id}',
    id: ({ exchange }) => exchange[1]!.recordId,
    gone: ['frozen', 'kept', 'deleted'],
  },
};
/** Tables whose steps are taken by the system, or together with the steps of a request. */
const WITHOUT_ROUTES = ['notification', 'result'];

let relink: Deployment;
let seeded: Seeded;
let breachId: string;
let exportId: string;
const staff = new Map<string, Staff>();

beforeAll(async () => {
  relink = await Deployment.start();
  for (const role of ROLES) staff.set(role, await relink.signIn(role));
  const viewers = [...staff.values()].map(({ account }) => account.id);
  // A second one for what goes to partners: of the first the walk erases everybody.
  const cell = { where: 'own', sensitivity: 'open', assigned: true } as const;
  seeded = await seedDossiers(relink, viewers, [cell, cell]);
  await rememberAsSeeded(relink.database);
  const lost = { discoveredAt: '2026-01-15T10:00Z', description: 'A lost phone.' };
  const list = { what: 'registrations', purpose: 'trace', reason: 'The camp closes.' };
  exportId = (await expectStatus(201, (await relink.signIn('supervisor')).post('/exports', list))).id;
  breachId = (await expectStatus(201, staff.get('steward')!.post('/breaches', lost))).id;
  // What follows from a step must not move a record while it is looked at.
  await relink.stopWorker();
});
afterAll(() => relink.stop());

interface Way {
  route: Route;
  by: string;
  /** From which states it leads where. */
  leads: ReadonlyMap<string, string>;
}

/** The steps of a table that somebody takes on a record that is there, by their routes. */
function waysOf(table: AnyWorkflow, { path, routes = {} }: Place): Map<string, Way> {
  const ways = new Map<string, Way>();
  for (const { action, from, to, by } of table.transitions) {
    const doer = by.find(isRole);
    if (from === 'none' || !doer) continue;
    const name = `POST ${path}/${routes[action] ?? action}`;
    const route = ROUTES.find((one) => one.name === name);
    if (!route) throw new Error(`${table.name}, ${action}: there is no ${name}`);
    const leads = [...(ways.get(name)?.leads ?? []), ...from.map((state) => [state, to] as const)];
    ways.set(name, { route, by: doer, leads: new Map(leads) });
  }
  return ways;
}

function isRole(doer: string): boolean {
  return ROLES.includes(doer as Role);
}

function bodyFor({ name, body, takesBytes }: Route): object {
  if (takesBytes) return Buffer.from('A letter.');
  const rule = RULES[name];
  const given = rule && 'body' in rule ? rule.body : undefined;
  if (typeof given !== 'function') return given ?? (body ? (exampleOf(body) as object) : {});
  return (given as (known: object) => object)({
    soughtId: seeded.requests[0]!.soughtId,
    colleague: staff.get('caseworker')!.account.id,
    elsewhere: relink.branches.Highlands!,
    partnerId: seeded.partners.paired,
  });
}

describe('The tables', () => {
  it('are all walked here, or have no steps of their own behind the API', () => {
    expect([...Object.keys(PLACES), ...WITHOUT_ROUTES].sort()).toEqual(WORKFLOWS.map(({ name }) => name).sort());
  });
});

const tables = (WORKFLOWS as readonly AnyWorkflow[]).filter(({ name }) => name in PLACES);
describe.each(tables.map((table) => [table.title, table] as const))('%s', (_, table) => {
  const place = PLACES[table.name]!;
  const ways = waysOf(table, place);

  it.each(table.states)('that is %s takes the steps of its table and refuses all others', async (state) => {
    const id = place.id(seeded);
    const row = () =>
      relink.database.sql<{ state: string; version: number }>(
        `SELECT state, version FROM relink.${place.table} WHERE id = $1`,
        [id],
      );
    const found: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const [name, { route, by, leads }] of ways) {
      await putBack(relink.database, place.about, state, staff.get('caseworker')!.account.id);
      const { status, body } = await staff
        .get(by)!
        .send('POST', route.path.replace('{id}', id), bodyFor(route), { 'If-Match': '"1"' });
      const [after] = await row();
      const to = leads.get(state);
      // What else a step needs is shown by the tests of its room: here the table has to know it.
      const mayLack = status === 409 && body.code !== 'workflow.not-allowed-now';
      if (by !== 'steward' && place.gone?.includes(state)) expected[name] = '404 record.not-found';
      else expected[name] = to ? (mayLack ? `not yet, ${state}` : `taken, ${to}`) : `refused, ${state} 1`;
      found[name] =
        status === 200
          ? `taken, ${after!.state}`
          : mayLack
            ? `not yet, ${after!.state}`
            : status === 409
              ? `refused, ${after!.state} ${after!.version}`
              : `${status} ${body.code}`;
    }
    expect(found).toEqual(expected);
  });
});

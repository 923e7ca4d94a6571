import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, ROLES, type Role } from '#libs/kernel';
import { exampleOf, ROUTES, type Route } from '../support/api-document.js';
import { Deployment } from '../support/deployment.js';
import { EXCHANGED, expectedStatus, isOfExchange, type Asked } from '../support/expected-status.js';
import { putBack, rememberAsSeeded } from '../support/put-back.js';
import { READERS } from '../support/roles.js';
import { interviewAbout, seedDossiers, type Cell, type Seeded } from '../support/seeded-dossiers.js';
import { newPartnerKeys } from '../support/partner-keys.js';
import { Staff } from '../support/staff.js';
import { aRegistration, expectStatus } from '../support/stories.js';
import { aMessage } from '../support/who-may-what-after-locating.js';
import {
  RECORD_KINDS,
  RULES,
  sees,
  seesMatch,
  seesOfExchange,
  type ExchangeKind,
  type Known,
  type RecordKind,
  type Rule,
} from '../support/who-may-what.js';

let relink: Deployment;
let seeded: Seeded;
let breachId: string;
let exportId: string;
const viewers = new Map<Role, Staff>();

beforeAll(async () => {
  relink = await Deployment.start();
  for (const role of ROLES) viewers.set(role, await relink.signIn(role));
  seeded = await seedDossiers(
    relink,
    [...viewers.values()].map(({ account }) => account.id),
  );
  await rememberAsSeeded(relink.database);
  const breach = { discoveredAt: '2026-01-15T10:00Z', description: 'A lost phone.' };
  breachId = (await expectStatus(201, viewers.get('steward')!.post('/breaches', breach))).id;
  const list = { what: 'registrations', purpose: 'trace', reason: 'The camp closes.' };
  exportId = (await expectStatus(201, (await relink.signIn('supervisor')).post('/exports', list))).id;
}, 300_000);
afterAll(() => relink.stop());

/** Before each row of the matrix: a reviewer takes the steps of the first review; the second opinion is somebody else's. */
async function asSeeded(about: RecordKind, state: string, role: Role): Promise<void> {
  const first =
    state === 'proposed' ? null : state === 'probable' ? await anotherReviewer() : viewers.get(role)!.account.id;
  await putBack(relink.database, about, state, first);
}

async function anotherReviewer(): Promise<string> {
  const [row] = await relink.database.sql<{ owner_id: string }>(
    'SELECT owner_id FROM public.as_seeded WHERE owner_id IS NOT NULL LIMIT 1',
  );
  return row!.owner_id;
}

function recordsOf(rule: Rule, role: Role): Asked[] {
  const told = ({ where, sensitivity, assigned }: Cell) => `${where} ${sensitivity}${assigned ? ' assigned' : ''}`;
  if (rule.about === 'request')
    return seeded.requests.map(({ id, soughtId, cell }) => ({
      id,
      what: told(cell),
      visible: sees(role, cell),
      assigned: cell.assigned,
      cell,
      body:
        bodyOf(rule.body, soughtId) ??
        interviewAbout({ names: [{ text: 'Somebody Sought', kind: 'legal' }] }, soughtId),
    }));
  if (rule.about === 'search')
    return seeded.searches.map(({ id, cell }) => ({
      id,
      what: told(cell),
      visible: sees(role, cell),
      assigned: cell.assigned,
      cell,
      body: bodyOf(rule.body, ''),
    }));
  const others: Partial<Record<RecordKind, readonly { id: string; cell: Cell }[]>> = {
    message: seeded.messages,
    list: seeded.lists,
    finding: seeded.lists.map(({ findingId, cell }) => ({ id: findingId, cell })),
  };
  if (rule.about === 'partner')
    return [
      { id: seeded.partners.proposed, what: 'a partner', visible: true, assigned: false, body: bodyOf(rule.body, '') },
    ];
  if (rule.about === 'dead-letter')
    return [{ id: seeded.partners.deadLetter, what: 'a dead letter', visible: true, assigned: false }];
  if (isOfExchange(rule.about)) {
    const kind = rule.about;
    const state = 'state' in rule ? rule.state : undefined;
    return seeded.exchange.map((one) => ({
      id: one[EXCHANGED[kind]],
      what: `${told(one.cell)}${kind === 'enquiry-finding' ? ` × ${told(one.foundIn)}` : ''}`,
      visible: seesOfExchange(kind, role, one, state),
      assigned: one.cell.assigned,
      cell: one.cell,
      body: bodyOf('body' in rule ? rule.body : undefined, ''),
    }));
  }
  const other = others[rule.about as RecordKind];
  if (other)
    return other.map(({ id, cell }) => ({
      id,
      what: told(cell),
      visible: sees(role, cell),
      assigned: cell.assigned,
      body: bodyOf('body' in rule ? rule.body : undefined, ''),
    }));
  if (rule.about === 'registration')
    return seeded.registrations.map(({ id, cell }) => ({
      id,
      what: told(cell),
      visible: sees(role, cell),
      assigned: cell.assigned,
      cell,
      body: bodyOf(rule.body, ''),
    }));
  if (rule.about === 'breach')
    return [{ id: breachId, what: 'a breach', visible: true, assigned: false, body: bodyOf(rule.body, '') }];
  if (rule.about === 'export')
    return [{ id: exportId, what: 'an export', visible: true, assigned: false, body: bodyOf(rule.body, '') }];
  const ids = {
    person: 'soughtId',
    basis: 'basisId',
    release: 'releaseId',
    rights: 'rightsId',
    retention: 'id',
    reunification: 'reunificationId',
    referral: 'referralId',
    card: 'cardId',
    task: 'taskId',
  } as const;
  if (rule.about in ids) {
    return seeded.requests.map((request) => ({
      id: request[ids[rule.about as keyof typeof ids]],
      what: told(request.cell),
      visible: sees(role, request.cell),
      assigned: request.cell.assigned,
      body: bodyOf('body' in rule ? rule.body : undefined, request.soughtId),
    }));
  }
  if (rule.about === 'file')
    return seeded.requests.map(({ files, cell }) => ({
      id: rule.state === 'announced' ? files.announced : files.ready,
      what: told(cell),
      visible: sees(role, cell),
      assigned: cell.assigned,
      body: bodyOf(rule.body, ''),
    }));
  return seeded.matches.map(({ id, request, registration }) => ({
    id,
    what: `${told(request)} × ${told(registration)}`,
    visible: seesMatch(role, { request, registration }),
    // Somebody assigned sees that side, so the assignment counts.
    assigned: [request, registration].some((cell) => cell.assigned),
    body: 'body' in rule ? bodyOf(rule.body, '') : undefined,
  }));
}

function bodyOf(body: object | ((known: Known) => object) | undefined, soughtId: string): object | undefined {
  if (typeof body !== 'function') return body;
  const colleague = viewers.get('caseworker')!.account.id;
  const elsewhere = relink.branches.Highlands!;
  return (body as (known: Known) => object)({ soughtId, colleague, elsewhere, partnerId: seeded.partners.paired });
}

async function denials(role: Role): Promise<Map<string, number>> {
  const rows = await relink.database.sql<{ id: string; count: number }>(
    `SELECT object_id AS id, count(*)::int AS count FROM audit.entries WHERE action = 'access.denied' AND actor_id = $1 GROUP BY 1`,
    [viewers.get(role)!.account.id],
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}

describe('The table of this test', () => {
  it('has a row for every route of the API, and none for others', () => {
    expect(Object.keys(RULES).sort()).toEqual(ROUTES.map(({ name }) => name).sort());
  });
});

describe.each(ROLES)('%s', (role) => {
  const ofRecords = ROUTES.filter(({ name }) => RECORD_KINDS.some((kind) => kind === RULES[name]?.about));

  it.each(ofRecords)('$name', async (route) => {
    const rule = RULES[route.name] as Extract<Rule, { about: RecordKind }>;
    if (rule.state) await asSeeded(rule.about, rule.state, role);
    const before = await denials(role);
    const records = recordsOf(rule, role);
    const answers = await Promise.all(
      records.map(async ({ id, body }) => {
        const path = route.path.replace('{id}', id);
        const sent = route.method === 'GET' ? undefined : route.body ? (body ?? {}) : {};
        const answer = await viewers.get(role)!.send(route.method, path, bodyFor(route, sent), { 'If-Match': '"1"' });
        return answer.status;
      }),
    );
    const table = (statuses: number[]) => records.map(({ what }, index) => `${what}: ${statuses[index]}`);
    expect(table(answers)).toEqual(table(records.map((record) => expectedStatus(route, rule, role, record))));
    const after = await denials(role);
    const denied = records.filter(({ id }) => (after.get(id) ?? 0) > (before.get(id) ?? 0)).map(({ what }) => what);
    expect(denied).toEqual(expect.arrayContaining(records.filter(({ visible }) => !visible).map(({ what }) => what)));
  });

  const ofAll = ROUTES.filter(({ name }) => RULES[name]?.about === 'all');
  it.each(ofAll)('$name', async (route) => {
    const { roles, status = 200 } = RULES[route.name] as { roles: readonly Role[]; status?: number };
    // Where it is about one of them, it is an account nobody works with.
    const about = route.path.includes('{id}') ? (await relink.addAccount('analyst')).id : '';
    const path = route.path.replace('{id}', about);
    const answer = await viewers.get(role)!.send(route.method, path, newBody(route), { 'If-Match': '"1"' });
    expect(answer.status).toBe(roles.includes(role) ? status : 403);
  });

  it.each([
    ['/tracing-requests', () => seeded.requests.filter(({ cell }) => sees(role, cell)), () => seeded.requests],
    ['/registrations', () => seeded.registrations.filter(({ cell }) => sees(role, cell)), () => seeded.registrations],
    ['/lists', () => seeded.lists.filter(({ cell }) => sees(role, cell)), () => seeded.lists],
    ['/potential-matches', () => seeded.matches.filter((match) => seesMatch(role, match)), () => seeded.matches],
  ])('%s lists exactly what is visible', async (path, visible, all) => {
    if (!READERS.includes(role)) return expect((await viewers.get(role)!.get(path)).status).toBe(403);
    const { items } = await expectStatus(200, viewers.get(role)!.get(`${path}?limit=100`));
    const listed = new Set((items as { id: string }[]).map(({ id }) => id));
    expect(all().filter(({ id }) => listed.has(id))).toEqual(visible());
  });

  const ofExchange = (kind: ExchangeKind) => ({
    visible: () => seeded.exchange.filter((one) => seesOfExchange(kind, role, one)).map((one) => one[EXCHANGED[kind]]),
    all: () => seeded.exchange.map((one) => one[EXCHANGED[kind]]),
  });
  it.each([
    ['/partner-enquiries', 'partner-enquiry', 'searching'],
    ['/disclosures', 'disclosure', 'sent'],
    ['/recalls', 'recall', 'overdue'],
    ['/partner-records', 'partner-record', 'received'],
  ] as const)('%s lists exactly what is visible of the exchange', async (path, kind, state) => {
    await asSeeded(kind, state, role);
    const { roles } = RULES[`GET ${path}`] as { roles: readonly Role[] };
    if (!roles.includes(role)) return expect((await viewers.get(role)!.get(path)).status).toBe(403);
    const { items } = await expectStatus(200, viewers.get(role)!.get(path));
    const listed = new Set((items as { id: string }[]).map(({ id }) => id));
    const { visible, all } = ofExchange(kind);
    expect(all().filter((id) => listed.has(id))).toEqual(visible());
  });

  it('finds nothing any more of what a partner called back, save the steward, who judges it', async () => {
    await asSeeded('partner-record', 'frozen', role);
    const viewer = viewers.get(role)!;
    const found: string[] = [];
    for (const { recordId } of seeded.exchange)
      if ((await viewer.get(`/partner-records/${recordId}`)).status === 200) found.push(recordId);
    const visible = seeded.exchange.filter((one) => seesOfExchange('partner-record', role, one, 'frozen'));
    expect(found).toEqual(visible.map(({ recordId }) => recordId));
    if (role === 'steward') return expect(found).toHaveLength(seeded.exchange.length);
    for (const path of ['/partner-records', ...seeded.requests.map(({ id }) => `/dossiers/${id}/partner-records`)]) {
      const { status, body } = await viewer.get(path);
      expect({ path, items: status === 200 ? body.items : [] }).toEqual({ path, items: [] });
    }
  });

  it('is shown no work on what is hidden', async () => {
    await asSeeded('request', 'submitted', role);
    await asSeeded('match', 'probable', role);
    const { items } = await expectStatus(200, viewers.get(role)!.get('/work'));
    const hidden = [
      ...seeded.requests.filter(({ cell }) => !sees(role, cell)),
      ...seeded.matches.filter((match) => !seesMatch(role, match)),
    ].map(({ id }) => id);
    const shown = (items as { recordId: string }[]).map(({ recordId }) => recordId);
    expect(shown.filter((id) => hidden.includes(id))).toEqual([]);
    if (role === 'supervisor') expect(shown.length).toBeGreaterThan(5);
  });
});

describe('Nobody', () => {
  it('gets past the door without a session, whatever the route', async () => {
    const nobody = new Staff(relink.url, viewers.get('caseworker')!.account);
    for (const route of ROUTES.filter(({ name }) => RULES[name]?.about !== 'nothing')) {
      const path = route.path.replace('{id}', seeded.requests[0]!.id);
      const answer = await nobody.send(route.method, path, bodyFor(route, {}), { 'If-Match': '"1"' });
      expect({ route: route.name, status: answer.status, code: answer.body.code }).toEqual({
        route: route.name,
        status: 401,
        code: 'session.required',
      });
    }
  });
});

function bodyFor({ name, method, body }: Route, sent: object | undefined): object | undefined {
  if (method === 'GET') return undefined;
  if (name.endsWith('/content')) return Buffer.from('A letter.');
  return body && name.endsWith('/accept') ? {} : sent;
}

function newBody({ name, method, body }: Route): object | undefined {
  if (method === 'GET') return undefined;
  if (name === 'POST /registrations') return aRegistration();
  if (name === 'POST /tracing-requests')
    return { interview: interviewAbout({ names: [{ text: 'Somebody New', kind: 'legal' }] }) };
  if (name === 'POST /red-cross-messages') return aMessage;
  if (!body) return {};
  const example = exampleOf(body) as object;
  if (name === 'POST /accounts/{id}/change') return { ...example, branchId: relink.branches.Harbour };
  if (!('email' in example) && name !== 'POST /branches' && name !== 'POST /partners') return example;
  const letters = newId()
    .replace(/[^a-f]/g, '')
    .toUpperCase()
    .slice(-6);
  if (name === 'POST /branches') return { ...example, code: letters };
  // A Society is proposed once, and no key belongs to two.
  if (name === 'POST /partners')
    return { ...example, society: `X${newId().slice(-8).toUpperCase()}`, keys: newPartnerKeys() };
  if (name !== 'POST /accounts') return example;
  return { ...example, email: `${newId()}@relink.example`, branchId: relink.branches.Harbour };
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Clock } from '#libs/kernel';
import { Schedules } from '#libs/queues';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { untilQuiet } from '../support/matching.js';
import type { Staff } from '../support/staff.js';
import { anInterview, aRegistration, consent, expectStatus, openRequest } from '../support/stories.js';

let relink: Deployment;
/** The worker's clock, which the test puts forward. */
const clock = new (class implements Clock {
  hours = 0;
  now(): Date {
    return new Date(Date.now() + this.hours * 3_600_000);
  }
})();
let caseworker: Staff;
let asker: Staff;
let supervisor: Staff;
let steward: Staff;
let registrations: string[];

/** People whom a list may hold, and people whom it may not. */
const PERSONS = [
  { name: 'Bogdan Kowalski' },
  { name: '=HYPERLINK("http://x","Quang")' },
  { name: 'Chinwe Okafor', basis: { restrictions: ['not-to-authorities'] } },
  { name: 'Esperanza Fernandez', person: { protection: ['persecution-risk'] } },
  { name: 'Giorgos Papadopoulos', basis: { purposes: ['match-within-society'] } },
  { name: 'Ingrid Lindqvist', sensitivity: 'protected' },
];

beforeAll(async () => {
  relink = await Deployment.start({ clock, environment: { RELINK_EXPORT_ROWS: '8' } });
  [caseworker, asker, supervisor, steward] = [
    await relink.signIn('caseworker'),
    await relink.signIn('supervisor', 'Harbour', 'Supervisor who asks'),
    await relink.signIn('supervisor', 'Harbour', 'Supervisor'),
    await relink.signIn('steward', 'Highlands', 'Steward'),
  ];
  registrations = [];
  for (const { name, person, basis, sensitivity } of PERSONS) {
    const known = { names: [{ text: name, kind: 'legal' }], birth: { year: 1961, month: 3, day: 2 }, ...person };
    const agreed = { ...consent, purposes: ['trace', 'share-with-authority'], recipients: ['authority'], ...basis };
    const one = { ...aRegistration(), person: known, basis: agreed, ...(sensitivity && { sensitivity }) };
    const { id } = await expectStatus(201, caseworker.post('/registrations', one));
    registrations.push(id);
  }
  await untilQuiet(relink.database);
});
afterAll(() => relink.stop());

const TRACE = { what: 'registrations', purpose: 'trace', reason: 'The camp closes; the list goes with the convoy.' };

interface Asked {
  id: string;
  version: number;
  state: string;
}

const ask = (more: object = {}, by = asker): Promise<Asked> =>
  expectStatus(201, by.post('/exports', { ...TRACE, ...more }));
const send = (by: Staff, { id, version }: Asked, verb: string, body: object = {}) =>
  by.post(`/exports/${id}/${verb}`, body, version);
const take = (by: Staff, one: Asked, verb: string, body: object = {}): Promise<Asked> =>
  expectStatus(200, send(by, one, verb, body));

async function lacking(by: Staff, one: Asked, verb: string, body: object = {}): Promise<string[]> {
  const { status, body: problem } = await send(by, one, verb, body);
  expect({ status, code: problem.code }).toEqual({ status: 409, code: 'workflow.guard-not-met' });
  return problem.violations.map(({ code }: { code: string }) => code);
}

/** Agreed to by two, and made. */
async function made(more: object = {}): Promise<Asked> {
  const once = await take(supervisor, await ask(more), 'approve');
  await take(steward, once, 'approve');
  return ready(once.id);
}

const ready = (id: string) =>
  eventually(async () => {
    const one = await expectStatus(200, asker.get(`/exports/${id}`));
    expect(one.state).toBe('ready');
    return one as Asked & { rows: number; leftOut: number };
  });

async function withKey(one: Asked): Promise<{ one: Asked; key: string }> {
  const { key, ...shown } = await expectStatus(200, send(asker, one, 'show-key'));
  return { one: shown, key };
}

/** As text: a browser saves it. */
const fetchFile = (one: Asked, key: string): Promise<string> =>
  expectStatus(200, send(asker, one, 'download', { key }));

describe('A list of persons that leaves Relink', () => {
  it('is asked for by supervisors, of their own branch, and by the steward, with a reason', async () => {
    for (const role of ['caseworker', 'administrator', 'analyst', 'liaison'] as const)
      expect((await (await relink.signIn(role)).post('/exports', TRACE)).status).toBe(403);
    expect((await asker.post('/exports', { ...TRACE, reason: ' ' })).body.violations[0].code).toBe('reason-given');
    const elsewhere = { ...TRACE, ofBranch: relink.branches.Highlands };
    expect((await asker.post('/exports', elsewhere)).status).toBe(403);
    const stewards = await ask({ ofBranch: relink.branches.Harbour }, steward);
    expect((await take(steward, stewards, 'take-back')).state).toBe('taken-back');
    const others = await relink.signIn('supervisor', 'Highlands');
    expect((await others.get(`/exports/${stewards.id}`)).status).toBe(404);
  });

  it('names who receives it, where it is not for our own use, and what an authority could do with it', async () => {
    for (const wrong of [
      { recipient: 'partner:KEN' },
      { purpose: 'share-with-authority' },
      { purpose: 'share-with-partner', recipient: 'partner' },
    ])
      expect((await asker.post('/exports', { ...TRACE, ...wrong })).body.violations[0].code).toBe('export.recipient');
    const police = { ...TRACE, purpose: 'share-with-authority', recipient: 'authority:police' };
    expect((await asker.post('/exports', police)).body.violations[0].code).toBe('harm-considered');
  });

  it('is not made with one approver: two are needed, neither of them the one who asks, nor the same twice', async () => {
    const asked = await ask();
    expect(await lacking(asker, asked, 'approve')).toEqual(['not-the-asker']);
    const once = await take(supervisor, asked, 'approve');
    expect(once.state).toBe('approved-once');
    expect(await lacking(supervisor, once, 'approve')).toEqual(['not-the-first-approver']);
    expect(await lacking(asker, once, 'approve')).toEqual(['not-the-asker']);
    for (const verb of ['show-key', 'download'])
      expect((await send(asker, once, verb, verb === 'download' ? { key: 'k'.repeat(43) } : {})).status).toBe(409);
    await untilQuiet(relink.database);
    const [row] = await relink.database.sql('SELECT state, content FROM relink.exports WHERE id = $1', [asked.id]);
    expect(row).toEqual({ state: 'approved-once', content: null });
    expect((await take(steward, once, 'refuse', { reason: 'The convoy has its own list.' })).state).toBe('refused');
    const told = await expectStatus(200, asker.get(`/exports/${asked.id}`));
    expect(told).toMatchObject({
      branch: { id: relink.branches.Harbour, name: 'Harbour' },
      askedBy: { name: 'Supervisor who asks' },
      firstApprover: { name: 'Supervisor' },
      refusedBy: { name: 'Steward' },
      refusedAt: expect.stringMatching(/^\d{4}-/),
      words: { refusal: 'The convoy has its own list.' },
    });
    expect(told).not.toHaveProperty('secondApprover');
  });

  it('not even past the application', async () => {
    const { id } = await ask();
    const set = (columns: string) =>
      relink.database
        .sql(`UPDATE relink.exports SET ${columns} WHERE id = '${id}'`)
        .catch((error: { code: string }) => error.code);
    const [first, second] = [supervisor.account.id, asker.account.id];
    expect(await set(`first_approver_id = '${second}'`)).toBe('23514');
    expect(await set(`first_approver_id = '${first}', second_approver_id = '${first}'`)).toBe('23514');
  });

  it('holds those alone who may be in it, and tells how many were left out', async () => {
    const one = await made();
    expect(one).toMatchObject({ rows: 3, leftOut: 3 });
    const { one: shown, key } = await withKey(one);
    const file = await fetchFile(shown, key);
    const lines = file.replace('\ufeff', '').trim().split('\r\n');
    expect(lines[0]).toBe('Reference,Opened,Name,Other names,Sex,Born,Places');
    const text = lines.join('\n');
    expect(lines).toHaveLength(4);
    for (const name of ['Bogdan Kowalski', 'Chinwe Okafor']) expect(text).toContain(name);
    for (const name of ['Esperanza', 'Giorgos', 'Ingrid']) expect(text).not.toContain(name);
    expect(text).toContain(`"'=HYPERLINK(""http://x"",""Quang"")"`);

    const police = {
      purpose: 'share-with-authority',
      recipient: 'authority:police',
      harm: 'They know of each of them.',
    };
    expect(await made(police)).toMatchObject({ rows: 2, leftOut: 4 });
  });

  it('is in the log of everybody who is read, and a permit stands behind each', async () => {
    const one = await made();
    const { key } = await withKey(one);
    await fetchFile(one, key);
    const read = await relink.database.sql<{ object_id: string }>(
      `SELECT object_id FROM audit.entries WHERE action = 'exports.person-read' AND actor_id = $1 AND details LIKE $2 ORDER BY 1`,
      [asker.account.id, `%${one.id}%`],
    );
    expect(read.map(({ object_id }) => object_id)).toEqual(registrations.slice(0, 3).sort());
    const [person] = await relink.database.sql<{ id: string }>(
      'SELECT person_id AS id FROM relink.registrations WHERE id = $1',
      [registrations[0]],
    );
    const { readings, received } = await expectStatus(200, steward.get(`/persons/${person!.id}/access-history`));
    expect(readings[0]).toMatchObject({ by: 'Supervisor who asks' });
    expect(received).toContainEqual(expect.objectContaining({ purpose: 'trace', recipient: 'own-society' }));
  });

  it('lies there sealed to a key that is shown once, to the one who asked, and is kept nowhere', async () => {
    const one = await made();
    expect(await lacking(supervisor, one, 'show-key')).toEqual(['the-asker']);
    const { one: shown, key } = await withKey(one);
    expect((await send(asker, shown, 'show-key')).body.code).toBe('workflow.not-allowed-now');
    expect(await lacking(supervisor, shown, 'download', { key })).toEqual(['the-asker']);
    expect(
      await lacking(asker, shown, 'download', { key: `${key.slice(0, 42)}${key.endsWith('A') ? 'E' : 'A'}` }),
    ).toEqual(['key-fits']);
    const [row] = await relink.database.sql<{ key: unknown; content: Buffer }>(
      'SELECT key, content FROM relink.exports WHERE id = $1',
      [one.id],
    );
    expect(row!.key).toBeNull();
    expect(row!.content.includes('Bogdan')).toBe(false);
    for (let time = 0; time < 3; time++) await fetchFile(one, key);
    expect(await lacking(asker, shown, 'download', { key })).toEqual(['downloads-left']);
  });

  it('is not handed over with a key that has expired, and is gone soon after', async () => {
    const one = await made();
    const { one: shown, key } = await withKey(one);
    await relink.database.sql(`UPDATE relink.exports SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      one.id,
    ]);
    expect(await lacking(asker, shown, 'download', { key })).toEqual(['not-expired']);
    const [before] = await relink.database.sql<{ subject: string }>(
      'SELECT content_subject AS subject FROM relink.exports WHERE id = $1',
      [one.id],
    );
    clock.hours = 1;
    expect(await relink.workerApp.get(Schedules).begin('expire-exports')).toBe(true);
    await eventually(async () => {
      const [row] = await relink.database.sql('SELECT state, content FROM relink.exports WHERE id = $1', [one.id]);
      expect(row).toEqual({ state: 'expired', content: null });
    });
    clock.hours = 0;
    const keys = await relink.database.sql('SELECT wrapped FROM vault.data_keys WHERE subject_id = $1', [
      before!.subject,
    ]);
    expect(keys).toEqual([{ wrapped: null }]);
  });

  it('is made again without whoever says no, needs protection or is erased before it is fetched', async () => {
    const last = await expectStatus(
      201,
      caseworker.post('/registrations', { ...aRegistration(), basis: { ...consent, purposes: ['trace'] } }),
    );
    const risk = await expectStatus(
      201,
      caseworker.post('/registrations', { ...aRegistration(), basis: { ...consent, purposes: ['trace'] } }),
    );
    const one = await made();
    expect(one).toMatchObject({ rows: 5 });
    const { one: shown, key } = await withKey(one);

    await relink.stopWorker();
    const [person] = await relink.database.sql<{ id: string }>(
      'SELECT person_id AS id FROM relink.registrations WHERE id = $1',
      [last.id],
    );
    const { bases } = await expectStatus(200, caseworker.get(`/persons/${person!.id}/bases`));
    await expectStatus(
      200,
      caseworker.post(`/bases/${bases[0].id}/withdraw`, { by: 'self', how: 'spoken' }, bases[0].version),
    );
    expect(await lacking(asker, shown, 'download', { key })).toEqual(['still-permitted']);
    await relink.startWorker();
    expect(await ready(one.id)).toMatchObject({ rows: 4 });

    await expectStatus(
      200,
      caseworker.post(
        `/registrations/${risk.id}/correct`,
        {
          person: { names: [{ text: 'Petra Novakova', kind: 'legal' }], protection: ['witness'] },
          source: 'Her sister.',
        },
        1,
      ),
    );
    await untilQuiet(relink.database);
    expect(await ready(one.id)).toMatchObject({ rows: 3 });

    await expectStatus(201, steward.post(`/dossiers/${registrations[0]}/erase`));
    await untilQuiet(relink.database);
    const again = await ready(one.id);
    expect(again).toMatchObject({ rows: 2 });
    const { key: newKey } = await withKey(again);
    const file = await fetchFile(one, newKey);
    expect(file).not.toMatch(/Bogdan|Petra/);
  });

  it('of requests shows nobody as found by leaving them out', async () => {
    const interview = anInterview();
    const { id } = await openRequest(caseworker, supervisor, interview);
    await relink.database.sql(`UPDATE relink.tracing_requests SET state = 'located' WHERE id = $1`, [id]);
    expect(await made({ what: 'tracing-requests' })).toMatchObject({ rows: 1, leftOut: 0 });
    const tomorrow = { what: 'tracing-requests', openedFrom: '2026-01-02', openedTo: '2026-01-01' };
    expect((await asker.post('/exports', { ...TRACE, ...tomorrow })).body.violations[0].code).toBe('export.days');
  });

  it('gives those who have to agree, and the one who waits, something to do', async () => {
    const asked = await ask();
    await untilQuiet(relink.database);
    const about = (state: string) =>
      relink.database.sql(
        `SELECT kind, coalesce(for_role, owner_id::text) AS whose FROM relink.tasks WHERE about = $1 AND state = '${state}' ORDER BY kind`,
        [asked.id],
      );
    expect(await about('open')).toEqual([
      { kind: 'approve-export', whose: 'supervisor' },
      { kind: 'review-export', whose: 'steward' },
    ]);
    await take(steward, await take(supervisor, asked, 'approve'), 'approve');
    await ready(asked.id);
    await untilQuiet(relink.database);
    expect(await about('open')).toEqual([{ kind: 'collect-export', whose: asker.account.id }]);
  });

  it('is no longer than what leaves at once', async () => {
    for (let more = 0; more < 3; more++) await expectStatus(201, caseworker.post('/registrations', aRegistration()));
    expect((await asker.post('/exports', TRACE)).body.violations[0].code).toBe('within-the-limit');
    const before = await expectStatus(201, asker.post('/exports', { ...TRACE, openedTo: '2020-01-01' }));
    expect(before.state).toBe('asked');
  });
});

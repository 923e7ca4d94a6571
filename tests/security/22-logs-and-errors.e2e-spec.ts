import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Log } from '#libs/process';
import { eventually } from '#libs/testing';
import { exampleOf, ROUTES, type Route } from '../support/api-document.js';
import { Canaries } from '../support/canaries.js';
import { Deployment } from '../support/deployment.js';
import { Staff } from '../support/staff.js';
import { expectStatus } from '../support/stories.js';
import { tellEverything } from '../support/tell-everything.js';

const canaries = new Canaries();
const tell = (place: string, most?: number) => canaries.tell(place, most);
/** Everything that was logged or printed. */
let said = '';
/** The bodies of all refusals. */
const refusals: string[] = [];
let relink: Deployment;
let staff: Staff[];

beforeAll(async () => {
  const hear = (text: unknown) => (said += `${String(text)}\n`);
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    jest.spyOn(console, method).mockImplementation((...words: unknown[]) => void words.forEach(hear));
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => Boolean(hear(text)));
  relink = await Deployment.start({ exchange: true, log: new Log('test', 'debug', { write: hear }) });
  staff = [await relink.signIn('caseworker'), await relink.signIn('supervisor'), await relink.signIn('administrator')];
  await tellEverything(relink, tell);
});
afterAll(async () => {
  await relink.stop();
  jest.restoreAllMocks();
});

async function send(
  by: Staff,
  { method, path, needsVersion }: Route,
  body: unknown,
  more: Record<string, string> = {},
) {
  const version: Record<string, string> = needsVersion ? { 'If-Match': '"1"' } : {};
  const to = path
    .replace('{id}', '01900000-0000-7000-8000-000000000001')
    .replace('{token}', encodeURIComponent(tell(path)));
  const answer = await by.send(method, to, body, { ...version, ...more });
  if (answer.status >= 400) refusals.push(JSON.stringify(answer.body));
  return answer.status;
}

const WITH_BODY = ROUTES.filter(({ body }) => body);

async function refusedBySchema(): Promise<void> {
  for (const route of WITH_BODY)
    for (const by of staff) {
      const body = exampleOf(route.body!, tell, route.name) as object;
      await send(by, route, { ...body, [tell('a field name')]: tell('its value') });
      await send(by, route, JSON.stringify(body).slice(0, -1));
      await send(by, route, { ...body, names: tell('names') });
      await send(by, route, body);
      await send(by, route, body, { 'If-Match': `"${tell('a version')}"`.replace(/[^\x20-\x7e]/g, 'x') });
      await send(by, route, body, { 'Content-Type': 'text/plain' });
    }
}

async function refusedAddresses(): Promise<void> {
  for (const path of ['/tracing-requests', '/registrations', '/potential-matches', '/nothing'])
    for (const by of staff) {
      const text = encodeURIComponent(tell(path));
      for (const address of [`${path}/${text}`, `${path}?state=${text}&${text}=1`, `/${text}`]) {
        const answer = await by.get(address);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        refusals.push(JSON.stringify(answer.body));
      }
    }
}

/** A database that repeats the row in its errors, as PostgreSQL does. */
async function failingDatabase(): Promise<void> {
  const { sql } = { sql: (text: string) => relink.database.sql(text) };
  await sql(`ALTER TABLE relink.accounts ADD CONSTRAINT no_canary CHECK (name NOT LIKE '%canary of%')`);
  await sql(`CREATE FUNCTION public.tell_row() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '% was written', '${tell('the database')}' USING DETAIL = '${tell('a detail')}', HINT = '${tell('a hint')}'; END $$`);
  await sql('CREATE TRIGGER tell BEFORE INSERT ON relink.permits FOR EACH ROW EXECUTE FUNCTION public.tell_row()');
  await sql('CREATE TRIGGER tell BEFORE INSERT ON relink.match_keys FOR EACH ROW EXECUTE FUNCTION public.tell_row()');
  await sql('CREATE TRIGGER tell BEFORE INSERT ON relink.relations FOR EACH ROW EXECUTE FUNCTION public.tell_row()');
}

describe('What was told', () => {
  it('is refused in many ways here, so that there is something to look at', async () => {
    await refusedBySchema();
    await refusedAddresses();
    const codes = new Set(refusals.map((text) => (JSON.parse(text) as { code: string }).code));
    expect([...codes]).toEqual(
      expect.arrayContaining([
        'input.invalid',
        'request.not-understood',
        'record.not-found',
        'route.not-found',
        'access.forbidden',
        'request.header-invalid',
        'request.media-type',
        'sign-in.refused',
        'enrolment.invalid',
      ]),
    );
  });

  it('meets a database and handlers that fail with it in their messages', async () => {
    await failingDatabase();
    const [caseworker, , administrator] = staff;
    const account = {
      email: 'other@relink.example',
      name: `${tell('a name')} canary of the row`,
      role: 'caseworker',
      branchId: relink.branches.Harbour,
    };
    const failed = await administrator!.post('/accounts', account);
    const registration = exampleOf(ROUTES.find(({ name }) => name === 'POST /registrations')!.body!, tell) as {
      person: { relatives?: object[] };
      members?: object[];
    };
    const withRelatives = await caseworker!.post('/registrations', registration);
    for (const answer of [failed, withRelatives]) {
      expect(answer).toMatchObject({ status: 500, body: { code: 'service.failed' } });
      refusals.push(JSON.stringify(answer.body));
    }
    registration.person.relatives = [];
    registration.members = [];
    await expectStatus(201, caseworker!.post('/registrations', registration));
    await eventually(async () => {
      const failures = await relink.database.sql(`SELECT last_error FROM relink.outbox WHERE last_error IS NOT NULL`);
      expect(failures).toEqual([{ last_error: 'P0001' }]);
    });
  });

  it('is in none of the refusals', () => {
    expect(refusals.length).toBeGreaterThan(100);
    for (const refusal of refusals) expect(canaries.foundIn(Buffer.from(refusal))).toEqual([]);
  });

  it('is in no line of the logs and in nothing that was printed', () => {
    for (const event of ['request', 'request-failed']) expect(said).toContain(`"event":"${event}"`);
    expect(said).toContain('"status":400');
    expect(canaries.foundIn(Buffer.from(said))).toEqual([]);
  });

  it('is in no job, no event and no error kept of one', async () => {
    const tables = await relink.database.sql<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'queues' OR tablename IN ('outbox', 'inbox', 'entries', 'idempotency_keys')`,
    );
    expect(tables.length).toBeGreaterThan(5);
    for (const { name } of tables) {
      const rows = await relink.database.sql<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
      expect({ name, found: canaries.foundIn(Buffer.from(JSON.stringify(rows))) }).toEqual({ name, found: [] });
    }
  });

  it('is in no log of PostgreSQL, which speaks of failures but not of values', async () => {
    const settings = await relink.database.sql<{ name: string; setting: string }>(
      `SELECT name, setting FROM pg_settings WHERE name IN ('log_statement', 'log_parameter_max_length_on_error', 'log_min_error_statement', 'log_min_duration_statement') ORDER BY 1`,
    );
    expect(settings).toEqual([
      { name: 'log_min_duration_statement', setting: '-1' },
      { name: 'log_min_error_statement', setting: 'panic' },
      { name: 'log_parameter_max_length_on_error', setting: '0' },
      { name: 'log_statement', setting: 'none' },
    ]);
  });
});

describe('A log', () => {
  it('writes of an error its kind, its code and where, whatever its message looks like', () => {
    let line = '';
    const log = new Log('test', 'debug', { write: (text) => (line += text) });
    const message = `${tell('a message')}\n    at ${tell('what looks like a frame')} (x.ts:1:1)`;
    const error = Object.assign(new RangeError(message, { cause: new Error(tell('a cause')) }), {
      detail: tell('a detail'),
      code: 'E1',
    });
    log.failure('test', error);
    log.error(error, tell('a stack'), 'Context');
    log.warn(tell('a warning'));
    log.log(tell('a line'));
    log.failure('test', tell('a text that was thrown'));
    expect(line).toContain('"errorName":"RangeError","frames":["at ');
    expect(line).toContain('"code":"E1"');
    expect(canaries.foundIn(Buffer.from(line))).toEqual([]);
  });

  it('writes no field that is not on its list', () => {
    let line = '';
    const log = new Log('test', 'debug', { write: (text) => (line += text) });
    const fields = { event: 'test', name: tell('a field'), body: { text: tell('a body') }, url: tell('an address') };
    log.write('info', fields);
    expect(line).toContain('"event":"test"');
    expect(canaries.foundIn(Buffer.from(line))).toEqual([]);
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { eventually } from '#libs/testing';
import { generatedDocs } from '../../apps/cli/src/commands/docs.js';
import { WORKFLOWS } from '../../apps/cli/src/workflows.js';
import type { Staff } from '../support/staff.js';
import { signedInWith, somebody } from './up/at-the-console.js';
import { Authenticators, Place, RelinkUp } from './up/relink-process.js';

const ADMINISTRATOR = 'first@norland.example';
const CASEWORKER = 'caseworker@norland.example';
const PASSWORD = 'four words for signing in';
/** Enough that wrapping their keys anew takes a while. */
const PEOPLE = 800;

describe('The command line of a deployment that started empty', () => {
  let place: Place;
  let relink: RelinkUp;
  let caseworker: Staff;
  const secrets = new Map<string, string>();
  const authenticators = new Authenticators((email) => secrets.get(email)!);

  beforeAll(async () => {
    place = await Place.make();
    relink = await RelinkUp.start(place, ['--no-demo']);
  });
  afterAll(async () => {
    await relink?.stop();
    place.remove();
  });

  const file = (name: string, text: string) => {
    const path = join(place.home, name);
    writeFileSync(path, text);
    return path;
  };
  const asSuperuser = async <Row extends object>(sql: string): Promise<Row[]> => {
    const { superuser } = JSON.parse(readFileSync(join(place.home, 'secrets.json'), 'utf8')) as { superuser: string };
    const client = new Client({
      host: '127.0.0.1',
      port: place.ports.database,
      user: 'postgres',
      password: superuser,
      database: 'relink',
    });
    await client.connect();
    try {
      const results: unknown = await client.query(sql);
      return ([results].flat().at(-1) as { rows: Row[] }).rows;
    } finally {
      await client.end();
    }
  };

  describe('the first administrator', () => {
    it('is asked for at the start, and nothing is said of a demonstration', () => {
      expect(relink.printed).toContain('relink -- admin create');
      expect(relink.printed).not.toMatch(/demonstration|Password/);
    });

    it('needs a real address and a long password', async () => {
      const short = await place.relink(['admin', 'create'], { input: `${ADMINISTRATOR}\nAda\nOslo\nshort\n` });
      expect(short).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^The password needs at least 12[^\n]*\n$/),
      });
      const none = await place.relink(['admin', 'create'], { input: 'ada\n' });
      expect(none).toMatchObject({ code: 1, stderr: expect.stringMatching(/^That is not an e-mail address[^\n]*\n$/) });
    });

    it('is made from answers, and gets a key for an authenticator', async () => {
      const input = `${ADMINISTRATOR}\nAda Moe\nOslo\n${PASSWORD}\n`;
      const { code, stdout } = await place.relink(['admin', 'create'], { input });
      expect(code).toBe(0);
      expect(stdout).not.toContain(PASSWORD);
      secrets.set(ADMINISTRATOR, /or type in: (\S+)/.exec(stdout)![1]!);
    });

    it('signs in, makes a branch and an account, whose link leads to a password and an authenticator', async () => {
      const administrator = await signedInWith(authenticators, place, ADMINISTRATOR, PASSWORD);
      const branch = await administrator.post('/branches', { name: 'Bergen', code: 'BER' });
      expect(branch.status).toBe(201);
      const account = { email: CASEWORKER, name: 'Kari Fjeld', role: 'caseworker', branchId: branch.body.id };
      const invited = await administrator.post('/accounts', account);
      expect(invited.status).toBe(201);
      const path = `/enrolments/${invited.body.enrolmentToken}`;
      const setUp = await administrator.post(path, { password: PASSWORD });
      secrets.set(CASEWORKER, setUp.body.totpSecret);
      expect(
        (await administrator.post(`${path}/confirm`, { code: await authenticators.code(CASEWORKER) })).status,
      ).toBe(204);
    });

    it('whose phone is lost gets a new link from the server, and the old password opens nothing any more', async () => {
      const unknown = await place.relink(['admin', 'invite-again', 'nobody@relink.example']);
      expect(unknown).toMatchObject({ code: 1, stderr: expect.stringMatching(/^There is no account[^\n]*\n$/) });
      const { code, stdout } = await place.relink(['admin', 'invite-again', ADMINISTRATOR]);
      expect(code).toBe(0);
      const path = `/enrolments/${/\/enrol\/(\S+)/.exec(stdout)![1]}`;
      const outside = somebody(place, ADMINISTRATOR);
      expect((await outside.post('/session', { email: ADMINISTRATOR, password: PASSWORD })).status).toBe(401);
      const setUp = await outside.post(path, { password: PASSWORD });
      secrets.set(ADMINISTRATOR, setUp.body.totpSecret);
      const confirmed = await outside.post(`${path}/confirm`, { code: await authenticators.code(ADMINISTRATOR) });
      expect(confirmed.status).toBe(204);
      await signedInWith(authenticators, place, ADMINISTRATOR, PASSWORD);
    });
  });

  it('does not start over where real records may be', async () => {
    const { code, stderr } = await place.relink(['up', '--fresh']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^[^\n]*made without the demo[^\n]*--fresh does not touch it[^\n]*\n$/);
    expect((await fetch(`http://127.0.0.1:${place.ports.worker}/health/ready`)).status).toBe(200);
  });

  describe('relink import registrations', () => {
    const rows = Array.from(
      { length: PEOPLE },
      (_, at) => `${at},Given${at},Family${at % 90},19${10 + (at % 89)}-03-04`,
    );
    const csv = ['id,given_name,surname,date_of_birth', ...rows, `${PEOPLE},,,`].join('\n');
    const run = (path: string, ...more: string[]) =>
      place.relink(['import', 'registrations', path, '--as', CASEWORKER, '--kind', 'safe-and-well', ...more]);
    const kept = async () => (await asSuperuser('SELECT 1 FROM relink.registrations')).length;

    it('does everything and takes it back on a dry run', async () => {
      const { code, stdout } = await run(file('people.csv', csv), '--dry-run');
      expect({ code, stdout }).toEqual({ code: 3, stdout: expect.stringContaining('dry run: nothing was kept') });
      expect(stdout).toMatch(new RegExp(`added +${PEOPLE}\\b`));
      expect(await kept()).toBe(0);
    });

    it('keeps the good rows of a CSV file, and tells row by row what it did', async () => {
      const report = join(place.home, 'report.csv');
      const { code, stdout } = await run(join(place.home, 'people.csv'), '--report', report);
      expect(code).toBe(3);
      expect(stdout).toMatch(new RegExp(`added +${PEOPLE}\\b[\\s\\S]*refused +1\\b`));
      const lines = readFileSync(report, 'utf8').trim().split('\n');
      expect(lines).toHaveLength(PEOPLE + 2);
      expect(lines.join()).not.toContain('Family');
    });

    it('adds nothing twice', async () => {
      const { stdout } = await run(join(place.home, 'people.csv'));
      expect(stdout).toMatch(new RegExp(`added +0\\b[\\s\\S]*known +${PEOPLE}\\b`));
    });

    // Here, because the code that confirmed the account opens no door: by now the authenticator shows the next one.
    it('makes records of the branch of the account they came in with', async () => {
      caseworker = await signedInWith(authenticators, place, CASEWORKER, PASSWORD);
      expect((await caseworker.get('/session')).body).toMatchObject({
        demo: false,
        account: { email: CASEWORKER, branchName: 'Bergen' },
      });
      expect((await caseworker.get('/registrations?limit=25')).body.items).toHaveLength(25);
    });

    it('reads PFIF', async () => {
      const pfif = `<?xml version="1.0"?>
        <pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.4"><pfif:person>
          <pfif:person_record_id>board.example/1</pfif:person_record_id>
          <pfif:full_name>Invented Person</pfif:full_name><pfif:source_date>2026-01-05T00:00:00Z</pfif:source_date>
        </pfif:person></pfif:pfif>`;
      const { code, stdout } = await run(file('board.xml', pfif));
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^PFIF, 1 records[\s\S]*added +1\b/) });
      const { items } = (await caseworker.get('/registrations?limit=1')).body;
      expect(items[0].person).toBe('Invented Person');
    });

    it.each([
      ['an address nobody has', ['--as', 'nobody@norland.example'], /^There is no active account/],
      ['a file that is not there', ['--as', CASEWORKER], /^The file cannot be read: there is none at this path/],
    ])('says in one line what is wrong with %s', async (_what, as, line) => {
      const path = as[1] === CASEWORKER ? join(place.home, 'none.csv') : join(place.home, 'people.csv');
      const { code, stdout, stderr } = await place.relink(['import', 'registrations', path, ...as]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(line);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    });
  });

  describe('relink keys rotate, while everything runs', () => {
    const current = () =>
      (JSON.parse(readFileSync(join(place.home, 'keyring.json'), 'utf8')) as { currentKek: string }).currentKek;
    const behind = async () => {
      const sql = `SELECT count(*)::int AS keys FROM vault.data_keys WHERE wrapped IS NOT NULL AND kek_id::text <> '${current()}'`;
      return (await asSuperuser<{ keys: number }>(sql))[0]!.keys;
    };
    const readable = async () => {
      const { items } = (await caseworker.get('/registrations?limit=25')).body;
      expect(items).toHaveLength(25);
      for (const { person } of items) expect(person).toMatch(/^(Given\d+ Family\d+|Invented Person)$/);
      return items;
    };

    it('wraps every data key with the new key, and everything stays readable', async () => {
      const [before, kek] = [await readable(), current()];
      const { code, stdout } = await place.relink(['keys', 'rotate']);
      expect(code).toBe(0);
      expect(Number(/^(\d+) data keys/.exec(stdout)![1])).toBeGreaterThanOrEqual(PEOPLE);
      expect(current()).not.toBe(kek);
      expect(await behind()).toBe(0);
      expect(await readable()).toEqual(before);
    });

    it('is completed with --resume where it was killed half-way', async () => {
      const [before, kek] = [await readable(), current()];
      const child = place.spawn(['keys', 'rotate']);
      const ended = new Promise((done) => child.once('close', done));
      // It is a process of its own, which takes its time to start on a machine that is busy.
      await eventually(() => expect(current()).not.toBe(kek));
      child.kill('SIGKILL');
      await ended;
      const left = await behind();
      expect(left).toBeGreaterThan(0);
      expect(await readable()).toEqual(before);
      const rotated = current();
      const { code, stdout } = await place.relink(['keys', 'rotate', '--resume']);
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(new RegExp(`^${left} data keys`)) });
      expect(current()).toBe(rotated);
      expect(await behind()).toBe(0);
      expect(await readable()).toEqual(before);
    });
  });

  it('lists the workflow tables for machines', async () => {
    const { code, stdout } = await place.relink(['workflow', 'list', '--json']);
    expect(code).toBe(0);
    const tables = JSON.parse(stdout) as { name: string; states: string[]; transitions: unknown[] }[];
    expect(tables.map(({ name }) => name)).toEqual(WORKFLOWS.map(({ name }) => name));
    for (const { states, transitions } of tables)
      expect(Math.min(states.length, transitions.length)).toBeGreaterThan(2);
  });

  describe('relink match', () => {
    it('says how far the search keys are, and tells no count that could point at somebody', async () => {
      const rekey = await place.relink(['match', 'rekey', '--status']);
      expect(rekey.stdout).toMatch(/^ {2}version [\d.]+: \d+ persons$/m);
      expect(rekey.stdout).toContain('Everybody has keys of version');
      const { code, stdout } = await place.relink(['match', 'evaluate']);
      expect({ code, lines: stdout.match(/fewer than 5/g) }).toEqual({ code: 0, lines: Array(3).fill('fewer than 5') });
    });

    it('changes no weight: it only shows what could be changed', async () => {
      const refused = await place.relink(['match', 'retrain']);
      expect(refused.code).not.toBe(0);
      expect(refused.stderr).toContain('--dry-run');
      const { code, stdout } = await place.relink(['match', 'retrain', '--dry-run']);
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('nothing can be learnt') });
    });
  });

  describe('relink audit verify', () => {
    it('says that the log is whole', async () => {
      const { code, stdout } = await place.relink(['audit', 'verify']);
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: expect.stringMatching(/^\d+ entries in .*\nThe log is whole\.\n$/),
      });
    });

    it('ends with 1 and names the entry that somebody with every right has edited', async () => {
      const [edited] = await asSuperuser<{ chain: number; seq: string }>(
        `SET session_replication_role = replica; UPDATE audit.entries SET action = 'cases.read' WHERE (chain, seq) = (SELECT chain, seq FROM audit.entries WHERE action <> 'cases.read' ORDER BY at LIMIT 1) RETURNING chain, seq`,
      );
      const { code, stdout } = await place.relink(['audit', 'verify']);
      expect(code).toBe(1);
      expect(stdout).toContain(`edited: chain ${edited!.chain}, entry ${edited!.seq}`);
      expect(stdout).toContain('The log was tampered with.');
    });
  });
});

describe('The documents made from the code', () => {
  it.each(Object.entries(generatedDocs()))('docs/%s is what "relink docs" writes', (name, text) => {
    expect(readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')).toBe(text);
  });
});

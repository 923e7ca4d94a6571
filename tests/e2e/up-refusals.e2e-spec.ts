import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createKeyring } from '#libs/crypto';
import { Place } from './up/relink-process.js';

const API = fileURLToPath(new URL('../../dist/apps/api/src/main.js', import.meta.url));

let place: Place;
beforeAll(async () => {
  place = await Place.make();
});
afterAll(() => place.remove());

describe('relink up says in one line what is in the way, ends with 1, and leaves nothing running', () => {
  let holder: Server | undefined;

  const hold = (port: number) =>
    new Promise<void>((held) => {
      holder = createServer().listen(port, '127.0.0.1', held);
    });

  const refused = async (env: NodeJS.ProcessEnv = {}) => {
    const { code, stdout, stderr } = await place.relink(['up'], { env });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(place.databasePid()).toBeUndefined();
    expect(existsSync(join(place.home, 'relink.pid'))).toBe(false);
    return stderr;
  };

  afterEach(async () => {
    await new Promise((done) => (holder ? holder.close(done) : done(undefined)));
    holder = undefined;
  });

  it.each([
    ['api', 'RELINK_API_PORT'],
    ['worker', 'RELINK_WORKER_PORT'],
    ['portal', 'RELINK_PORTAL_PORT'],
    ['database', 'RELINK_DB_PORT'],
  ] as const)('the port of the %s is busy', async (name, variable) => {
    await hold(place.ports[name]);
    const line = new RegExp(`^Port ${place.ports[name]} is in use by another program\\. .*${variable}\\.\\n$`);
    expect(await refused()).toMatch(line);
  });

  it('the folder cannot be made', async () => {
    const file = join(place.home, 'a-file');
    writeFileSync(file, '');
    expect(await refused({ RELINK_HOME: join(file, 'home') })).toMatch(/^[^\n]*a-file[^\n]*RELINK_HOME\.\n$/);
  });

  it.each([
    ['RELINK_API_PORT', 'eighty', '  - RELINK_API_PORT must be a whole number from 1 to 65535\n'],
    ['RELINK_APi_PORT', '4300', '  - RELINK_APi_PORT is not a setting of Relink; see docs/settings.md for the names\n'],
    ['RELINK_SOCIETY', 'secret-value', '  - RELINK_SOCIETY must look like ^[A-Z]{3}$\n'],
  ])('the setting %s=%s', async (variable, value, line) => {
    expect(await refused({ [variable]: value })).toBe(`Relink cannot start with these settings:\n${line}`);
  });

  it('production, which this start is not for', async () => {
    expect(await refused({ RELINK_ENV: 'production' })).toMatch(/^"relink up" keeps [^\n]*RELINK_ENV[^\n]*\n$/);
  });

  describe('the keyring', () => {
    const keyring = () => join(place.home, 'keyring.json');

    it('can be read by others', async () => {
      await createKeyring(keyring(), { demo: true });
      chmodSync(keyring(), 0o644);
      expect(await refused()).toMatch(/^[^\n]*chmod 600[^\n]*\n$/);
    });

    it('is damaged', async () => {
      chmodSync(keyring(), 0o600);
      const whole = readFileSync(keyring(), 'utf8');
      writeFileSync(keyring(), whole.slice(0, 200));
      const said = await refused();
      expect(said).toMatch(/^[^\n]*keyring\.json[^\n]*\n$/);
      expect(said).not.toContain((JSON.parse(whole) as { indexKey: string }).indexKey);
    });
  });
});

describe('a process in production refuses to start', () => {
  const SECRET = 'a-database-password';
  const good = {
    RELINK_ENV: 'production',
    RELINK_PUBLIC_ORIGIN: 'https://relink.example.org',
    RELINK_DATABASE_URL: `postgresql://relink_api:${SECRET}@127.0.0.1:1/relink?sslmode=verify-full`,
  };

  const start = async (env: NodeJS.ProcessEnv, demo: boolean): Promise<string> => {
    const path = join(place.home, `${demo}-keyring.json`);
    if (!existsSync(path)) await createKeyring(path, { demo });
    const child = spawn(process.execPath, [API], {
      env: { ...place.environment, RELINK_KEYRING: path, ...good, ...env },
      timeout: 30_000,
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise((done) => child.once('close', done));
    expect(code).toBe(1);
    expect(said).not.toContain(SECRET);
    return said;
  };

  it('with the keys of a demonstration', async () => {
    expect(await start({}, true)).toContain('the keyring was made for a demonstration');
  });

  it.each([
    ['no address of a database', '', 'RELINK_DATABASE_URL is missing'],
    ['a plain line to it', `postgresql://relink_api:${SECRET}@db/relink`, 'needs sslmode=verify-full'],
    [
      'a line that trusts anybody',
      `postgresql://relink_api:${SECRET}@db/relink?sslmode=require`,
      'sslmode=verify-full',
    ],
    ['the owner', `postgresql://relink_owner:${SECRET}@db/relink?sslmode=verify-full`, 'not an owner or superuser'],
    ['a superuser', `postgresql://postgres:${SECRET}@db/relink?sslmode=verify-full`, 'not an owner or superuser'],
  ])('with %s', async (_what, url, reason) => {
    expect(await start({ RELINK_DATABASE_URL: url }, false)).toContain(reason);
  });

  it('where nobody is behind its socket, which needs no encrypted line', async () => {
    const said = await start({ RELINK_DATABASE_URL: `postgresql://relink_api:${SECRET}@%2Fnowhere/relink` }, false);
    expect(said).toContain('ENOENT');
    expect(said).not.toContain('sslmode');
  });
});

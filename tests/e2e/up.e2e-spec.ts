import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '#libs/kernel';
import { eventually } from '#libs/testing';
import { Family } from '../support/family.js';
import type { Staff } from '../support/staff.js';
import { signedIn, signedInWith } from './up/at-the-console.js';
import { childrenNamed, isAlive } from './up/processes.js';
import { Authenticators, Place, RelinkUp } from './up/relink-process.js';

const CASEWORKER = 'caseworker@harbour.example';
const ADMINISTRATOR = 'administrator@harbour.example';

interface Listed {
  items: { id: string; email?: string; name?: string; role?: string; reference?: string; state?: string }[];
}

/** One deployment, through its whole life, in order. */
describe('relink up', () => {
  let place: Place;
  let relink: RelinkUp;
  let authenticators: Authenticators;
  let caseworker: Staff;
  let administrator: Staff;
  let references: string[];

  const list = async (staff: Staff, path: string) => (await staff.get(path)).body as Listed;
  const gone = (pids: readonly number[]) => eventually(() => expect(pids.filter(isAlive)).toEqual([]));
  const isReady = async (port: number) => (await fetch(`http://127.0.0.1:${port}/health/ready`)).status;

  beforeAll(async () => {
    place = await Place.make();
    relink = await RelinkUp.start(place);
    authenticators = Authenticators.ofDemo(place);
    caseworker = await signedInWith(authenticators, place, CASEWORKER, relink.password);
    administrator = await signedInWith(authenticators, place, ADMINISTRATOR, relink.password);
  });

  afterAll(async () => {
    await relink?.stop('SIGTERM');
    place.remove();
  });

  it('prints where to go, how to sign in, and that everybody is invented', () => {
    expect(relink.printed).toContain(`http://localhost:${place.ports.api}`);
    expect(relink.printed).toContain(place.home);
    expect(relink.printed).toContain('every person in it is invented');
    for (const role of ROLES) expect(relink.printed).toContain(role);
  });

  it('lets an invented family in with the card that it printed', async () => {
    const [, code, word] = /invented: code (\S+), word (\S+)/.exec(relink.printed)!;
    await eventually(async () => {
      const family = new Family(`http://127.0.0.1:${place.ports.portal}`);
      const { path, html } = await family.signIn({ code: code!, word: word! });
      expect(path).toBe('/en/request');
      expect(html).toContain('We are looking.');
    });
  });

  it.each(['live', 'ready'])('answers whether the worker is %s', async (question) => {
    const answer = await fetch(`http://127.0.0.1:${place.ports.worker}/health/${question}`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'ok' });
  });

  it.each(['live', 'ready'])('answers whether the API is %s, to somebody who has no account', async (question) => {
    const answer = await fetch(`${place.url}/health/${question}`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'ok' });
  });

  it('has two branches and an account for every role', async () => {
    const branches = await list(administrator, '/branches');
    expect(branches.items.map(({ name }) => name).sort()).toEqual(['Harbour', 'Highlands']);
    const accounts = await list(administrator, '/accounts');
    expect(new Set(accounts.items.map(({ role }) => role))).toEqual(new Set(ROLES));
  });

  it('proposes people of the demonstration to each other', async () => {
    await eventually(async () => {
      const { items } = await list(caseworker, '/potential-matches');
      expect(items.length).toBeGreaterThanOrEqual(3);
    });
    references = (await list(caseworker, '/tracing-requests')).items.map(({ reference }) => reference!);
    expect(references.length).toBeGreaterThanOrEqual(5);
  });

  it('gives the code an authenticator would show, which opens the door with the printed password', async () => {
    const email = 'caseworker@highlands.example';
    const { code, stdout } = await place.relink(['demo', 'code', email]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d{6}\n$/);
    const staff = await signedIn(place, email, relink.password, stdout.trim());
    expect((await staff.get('/session')).body).toMatchObject({ demo: true, account: { email } });
    const unknown = await place.relink(['demo', 'code', 'nobody@harbour.example']);
    expect(unknown).toMatchObject({ code: 1, stdout: '' });
    expect(unknown.stderr).toContain(email);
  });

  it('says in one line that it runs in this folder already, and leaves what runs alone', async () => {
    const second = await place.relink(['up']);
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toMatch(/^Relink runs already in this folder \(process \d+\)\. .*RELINK_HOME\.\n$/);
    expect(await isReady(place.ports.worker)).toBe(200);
  });

  it('starts a worker again that was killed', async () => {
    const [worker] = childrenNamed(relink.pid, 'apps/worker');
    process.kill(worker!, 'SIGKILL');
    await gone([worker!]);
    await eventually(async () => expect(await isReady(place.ports.worker)).toBe(200));
    expect(childrenNamed(relink.pid, 'apps/worker')).not.toEqual([worker]);
  });

  it('starts the database again that was killed, and meanwhile asks everybody to wait', async () => {
    const database = place.databasePid()!;
    process.kill(database, 'SIGKILL');
    await eventually(async () => expect(await isReady(place.ports.api)).toBe(503));
    await eventually(async () => expect(await isReady(place.ports.api)).toBe(200));
    expect(place.databasePid()).not.toBe(database);
    expect((await list(caseworker, '/tracing-requests')).items.map(({ reference }) => reference)).toEqual(references);
  });

  it('ends in order on Ctrl-C, in one line, and leaves no process behind', async () => {
    const pids = relink.processes();
    expect(pids.length).toBeGreaterThanOrEqual(4);
    const { code, stdout } = await relink.stop('SIGINT');
    expect(code).toBe(0);
    expect(stdout).toContain('Relink has stopped. Everything is kept');
    await gone(pids);
    expect(place.databasePid()).toBeUndefined();
  });

  it('goes on with the same data, and sooner than the first time', async () => {
    const { password, secondsToReady } = relink;
    relink = await RelinkUp.start(place);
    expect(relink.password).toBe(password);
    expect(relink.secondsToReady).toBeLessThan(secondsToReady);
    expect((await list(caseworker, '/tracing-requests')).items.map(({ reference }) => reference)).toEqual(references);
  });

  it('does not run on for ever where it was killed: apps and database end by themselves', async () => {
    const pids = relink.processes();
    await relink.stop('SIGKILL');
    await gone(pids);
    expect(place.databasePid()).toBeUndefined();
  });

  it('starts again after that with everything that was there, and ends in order on SIGTERM', async () => {
    relink = await RelinkUp.start(place);
    expect((await list(caseworker, '/tracing-requests')).items.map(({ reference }) => reference)).toEqual(references);
    const pids = relink.processes();
    expect((await relink.stop('SIGTERM')).code).toBe(0);
    await gone(pids);
  });

  it('starts over with --fresh: another password, other keys, nothing of before', async () => {
    const kept = () => ['demo.json', 'keyring.json'].map((name) => readFileSync(join(place.home, name), 'utf8'));
    const [before, password] = [kept(), relink.password];
    relink = await RelinkUp.start(place, ['--fresh']);
    expect(relink.password).not.toBe(password);
    for (const [index, text] of kept().entries()) expect(text).not.toBe(before[index]);
    expect((await caseworker.get('/tracing-requests')).status).toBe(401);
  });
});

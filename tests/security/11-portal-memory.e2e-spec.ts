import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FamilyKeys } from '#libs/crypto';
import { freePort } from '#libs/embedded';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { Family, issueCard, type Card } from '../support/family.js';
import { inMemoryOf } from '../support/memory.js';
import { expectStatus, openRequest } from '../support/stories.js';

const WORD = 'marigold on the windowsill';
const ANSWER = 'Amina Warsame, we got your letter.';

let relink: Deployment;
let folder: string;
let portal: ChildProcess;
let url: string;
let card: Card;

/** The built portal as a process of its own, with nothing of the tests in its memory. */
beforeAll(async () => {
  relink = await Deployment.start();
  const caseworker = await relink.signIn('caseworker');
  const { id } = await openRequest(caseworker, await relink.signIn('supervisor'));
  card = await issueCard(caseworker, id, WORD);
  await expectStatus(201, caseworker.post(`/tracing-requests/${id}/family-answers`, { text: ANSWER }));
  await eventually(async () => expect(await relink.database.sql('SELECT 1 FROM portal.pages')).toHaveLength(1));
  folder = await mkdtemp(join(tmpdir(), 'relink-portal-'));
  await new FamilyKeys(relink.keyring.keyring).portal.write(join(folder, 'portal-keys.json'));
  const port = await freePort();
  portal = fork(resolve('dist/apps/portal/src/main.js'), [], {
    env: {
      PATH: process.env['PATH'],
      RELINK_DATABASE_URL: relink.database.url('relink_portal'),
      RELINK_PORTAL_KEYS: join(folder, 'portal-keys.json'),
      RELINK_PORTAL_PORT: String(port),
      RELINK_HOME: folder,
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await new Promise<void>((ready, refuse) => {
    portal.once('message', () => ready());
    portal.once('exit', (code) => refuse(new Error(`the portal ended with ${code}`)));
  });
  url = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  portal.removeAllListeners('exit');
  portal.kill('SIGTERM');
  await rm(folder, { recursive: true });
  await relink.stop();
});

/** Everything that opens something, in each form in which it could lie about. */
async function whatOpens(): Promise<Map<string, Buffer>> {
  const file = JSON.parse(await readFile(relink.keyring.path, 'utf8')) as {
    keks: { key: string }[];
    indexKey: string;
    auditKey: { privateKey: string };
  };
  const { letterKey } = new FamilyKeys(relink.keyring.keyring);
  const keys = { kek: file.keks[0]!.key, index: file.indexKey, letters: letterKey.toString('base64') };
  const signing = file.auditKey.privateKey.split('\n')[1]!;
  return new Map([
    ...Object.entries(keys).flatMap(([name, base64]): [string, Buffer][] => [
      [`${name} key`, Buffer.from(base64, 'base64')],
      [`${name} key in base64`, Buffer.from(base64)],
      [`${name} key in hex`, Buffer.from(Buffer.from(base64, 'base64').toString('hex'))],
    ]),
    ['signing key', Buffer.from(signing, 'base64')],
    ['signing key in base64', Buffer.from(signing)],
  ]);
}

describe('Whoever copies the memory and the disk of the portal', () => {
  it('has no key that opens anything, and no name from any record, while families use it', async () => {
    const family = new Family(url);
    await family.signIn(card);
    for (const path of ['/request', '/access', '/agreements', '/contact']) await family.get(path);
    const wanted = await whatOpens();
    for (const name of ['Warsame', 'Baidoa', 'Hodan', '999 555 0199']) wanted.set(name, Buffer.from(name));
    const { portal: own } = new FamilyKeys(relink.keyring.keyring);
    const { letterKey, lookupKey } = (own as unknown as { file: Record<'letterKey' | 'lookupKey', string> }).file;
    // What it has to have: without it we would have looked in the wrong place.
    const there = ['the public half for letters', 'the key cards are found by'];
    wanted.set(there[0]!, Buffer.from(letterKey, 'base64')).set(there[1]!, Buffer.from(lookupKey));
    expect(await inMemoryOf(portal.pid!, wanted)).toEqual(new Set(there));
  });

  it('has on disk one file with these two keys, and that others cannot read it', async () => {
    expect(await readdir(folder)).toEqual(['portal-keys.json']);
    const opening = await whatOpens();
    const text = await readFile(join(folder, 'portal-keys.json'));
    for (const [name, bytes] of opening) expect({ name, there: text.includes(bytes) }).toEqual({ name, there: false });
  });
});

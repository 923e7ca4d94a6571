import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { ROUTES } from '../support/api-document.js';
import { Canaries, formsOf } from '../support/canaries.js';
import { Deployment } from '../support/deployment.js';
import { everyTable } from '../support/every-table.js';
import { tellEverything } from '../support/tell-everything.js';

/** Routes that write no told text: nothing but codes, ids, keys and what is the account's own (name, address, what a passkey is called) go in there. */
const WITHOUT_TEXT = [
  'POST /session/totp',
  'POST /session/begin-passkey',
  'POST /session/passkey',
  'DELETE /session',
  'POST /accounts/{id}/change',
  'POST /accounts/{id}/disable',
  'POST /accounts/{id}/invite-again',
  'POST /own-account/begin-passkey',
  'POST /own-account/passkeys',
  'POST /own-account/passkeys/{id}/remove',
  'POST /own-account/end-other-sessions',
  'POST /branches',
  'POST /service-providers',
  'PUT /service-providers/{id}',
  'POST /tasks/{id}/done',
  // Of another Society what is kept in plain is its name, its address and its office: nothing of a person.
  'POST /partners',
  'POST /partners/{id}/approve',
  'POST /partners/{id}/suspend',
  'POST /partners/{id}/resume',
  'POST /partners/{id}/revoke',
  'POST /partners/{id}/resume-enquiries',
  'POST /exchange/outbox/{id}/send-again',
  'POST /exchange/outbox/{id}/give-up',
  'POST /enquiries/{id}/add',
  'POST /enquiries/{id}/end',
  'POST /disclosures/{id}/correct',
  'POST /disclosures/{id}/send-again',
  'POST /partner-enquiries/{id}/answer-nothing',
  'POST /partner-enquiries/{id}/offer-to-talk',
  'POST /partner-records/{id}/accept',
  'POST /partner-records/{id}/keep',
  'POST /recalls/{id}/excuse',
];
/** The name of a member of staff is kept in plain: what finds it would find the others. */
const PLAIN = 'Plainly Written Caseworker';

let relink: Deployment;
const canaries = new Canaries();
let routes: Set<string>;

beforeAll(async () => {
  relink = await Deployment.start({ exchange: true });
  await relink.signIn('caseworker', 'Harbour', PLAIN);
  ({ routes } = await tellEverything(relink, (place, most) => canaries.tell(place, most)));
  await eventually(async () => {
    const waiting = await relink.database.sql(`SELECT 1 FROM relink.outbox WHERE state <> 'done'`);
    expect(waiting).toEqual([]);
  });
});
afterAll(() => relink.stop());

describe('What somebody finds who takes the whole database', () => {
  it('comes from every route that writes, and from many places', () => {
    const writing = ROUTES.filter(({ method }) => method !== 'GET').map(({ name }) => name);
    expect([...routes, ...WITHOUT_TEXT].sort()).toEqual(writing.sort());
    expect(new Set(canaries.told).size).toBeGreaterThan(50);
  });

  it('holds none of what people told in any table', async () => {
    const tables = await everyTable(relink.database);
    expect(tables).toEqual(
      expect.arrayContaining(['relink.persons', 'vault.data_keys', 'audit.entries', 'queues.job']),
    );
    let plain = 0;
    for (const table of tables) {
      const rows = await relink.database.sql<{ text: string }>(`SELECT t::text AS text FROM ${table} t`);
      const bytes = Buffer.from(rows.map(({ text }) => text).join('\n'));
      expect({ table, found: canaries.foundIn(bytes) }).toEqual({ table, found: [] });
      if (bytes.includes(PLAIN)) plain++;
    }
    expect(plain).toBe(1);
  });

  it('holds none of it in the write-ahead log', async () => {
    // A checkpoint may clear away what was told before it, the plain name too: this one is written now, and looked for before the next.
    await relink.signIn('caseworker', 'Harbour', PLAIN);
    const folder = join(await dataDirectory(), 'pg_wal');
    await eventually(() => expect(holdingPlain(filesIn(folder))).not.toEqual([]));
  });

  it('holds none of it in any other file either, everything deleted included', async () => {
    await relink.database.sql('CHECKPOINT');
    const others = filesIn(await dataDirectory()).filter((path) => !path.includes('/pg_wal/'));
    expect(holdingPlain(others).filter((path) => path.includes('/base/'))).not.toEqual([]);
  });

  it('would be found in any form it could be written in', () => {
    const spellings = canaries.spellings;
    for (const word of spellings)
      for (const before of ['', 'a', 'ab']) {
        const text = `${before}${word} and more`;
        const forms = [
          Buffer.from(text),
          Buffer.from(text, 'utf16le'),
          Buffer.from(text, 'utf16le').swap16(),
          Buffer.from(Buffer.from(text).toString('hex')),
          Buffer.from(Buffer.from(text).toString('base64')),
        ];
        for (const form of forms) expect(canaries.foundIn(form)).not.toEqual([]);
      }
    expect(formsOf(spellings).every(({ form }) => form.length >= 9)).toBe(true);
  });
});

async function dataDirectory(): Promise<string> {
  const [row] = await relink.database.sql<{ data_directory: string }>('SHOW data_directory');
  return row!.data_directory;
}

/** Which of the files hold the plain name, once it is seen that none holds what people told. */
function holdingPlain(paths: readonly string[]): string[] {
  return paths.filter((path) => {
    const bytes = contentOf(path);
    if (!bytes) return false;
    expect({ path, found: canaries.foundIn(bytes) }).toEqual({ path, found: [] });
    return bytes.includes(PLAIN);
  });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
}

/** Undefined for folders, and for what the running server has just taken away. */
function contentOf(path: string): Buffer | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}

import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { ACCESS_ENTITIES, AccessModule } from '#libs/access';
import { AuditModule } from '#libs/audit';
import { CASES_ENTITIES } from '#libs/cases';
import { CONSENT_ENTITIES } from '#libs/consent';
import { BlindIndex, KeyringKeyProvider } from '#libs/crypto';
import { DatabaseModule, UnitOfWork } from '#libs/database';
import { FILES_ENTITIES, FilesModule } from '#libs/files';
import { systemActor, type PersonId } from '#libs/kernel';
import { MessageErasureModule } from '#libs/messages';
import { People, PEOPLE_ENTITIES } from '#libs/people';
import { REGISTRATIONS_ENTITIES } from '#libs/registrations';
import {
  LEDGER_FILE,
  LedgerFile,
  Replay,
  STEWARDSHIP_ENTITIES,
  StewardshipModule,
  type Replayed,
} from '#libs/stewardship';
import { TASKS_ENTITIES } from '#libs/tasks';
import { eventually, CONSOLE_OF_A_TEST } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { everyTable } from '../support/every-table.js';
import { aPdf, checked, sendFile } from '../support/some-files.js';
import type { Staff } from '../support/staff.js';
import { anInterview, aRegistration, expectStatus, openRequest } from '../support/stories.js';

let relink: Deployment;
let caseworker: Staff;
let supervisor: Staff;
let steward: Staff;
let ledger: string;

/** Ids that were erased after the backup was made. */
let request: { id: string; people: PersonId[]; sought: PersonId };
let registration: { id: string; person: PersonId; relative: PersonId };
let relativeErased: PersonId;
let message: { id: string; textKey: string; people: PersonId[] };
/** Names of objects in the store: of who is erased, and of who is not. */
let erasedObjects: string[];
let keptObjects: string[];

beforeAll(async () => {
  relink = await Deployment.start();
  [caseworker, supervisor, steward] = [
    await relink.signIn('caseworker'),
    await relink.signIn('supervisor'),
    await relink.signIn('steward'),
  ];
  ledger = join(`${relink.keyring.path}.home`, LEDGER_FILE);
  const { id } = await openRequest(caseworker, supervisor);
  const registered = await expectStatus(201, caseworker.post('/registrations', aRegistration()));
  await proposals(id, 1);
  request = {
    id,
    people: await peopleOf(id),
    sought: await oneOf('SELECT id FROM relink.sought_persons WHERE dossier_id = $1', id),
  };
  const person = await oneOf('SELECT person_id AS id FROM relink.registrations WHERE id = $1', registered.id);
  registration = {
    id: registered.id,
    person,
    relative: await oneOf('SELECT relative_id AS id FROM relink.relations WHERE person_id = $1 LIMIT 1', person),
  };
  message = await aMessage();
  erasedObjects = [
    await objectOf(request.id),
    await objectOf(request.id, request.sought),
    await objectOf(registration.id, registration.relative),
  ];
  keptObjects = [await objectOf(registration.id, registration.person)];
  await quiet();
});
afterAll(() => relink.stop());

/** A file that was sent and checked. @returns the name of its object in the store */
async function objectOf(dossierId: string, personId?: string): Promise<string> {
  const bytes = aPdf({ body: `% ${dossierId} ${personId}` });
  const id = await sendFile(caseworker, dossierId, bytes, personId ? { personId } : {});
  expect((await checked(caseworker, dossierId, id)).state).toBe('ready');
  const [row] = await relink.database.sql<{ name: string }>(
    'SELECT content_object AS name FROM relink.files WHERE id = $1',
    [id],
  );
  return row!.name;
}

async function aMessage(): Promise<typeof message> {
  const person = (text: string) => ({ names: [{ text, kind: 'legal' }] });
  const { id } = await expectStatus(
    201,
    caseworker.post('/red-cross-messages', {
      writer: person('Asha Warsame'),
      addressee: person('Yusuf Warsame'),
      relation: 'sibling',
      address: 'Block 7',
      language: 'en',
      text: 'We are all well.',
      given: 'signed',
    }),
  );
  const [row] = await relink.database.sql<{ key: string }>(
    'SELECT text_subject AS key FROM relink.red_cross_messages WHERE id = $1',
    [id],
  );
  return { id, textKey: row!.key, people: await peopleOf(id) };
}

const store = () => join(`${relink.keyring.path}.home`, 'files');
const stored = () => readdirSync(store()).sort();

async function oneOf(text: string, id: string): Promise<PersonId> {
  const [row] = await relink.database.sql<{ id: PersonId }>(text, [id]);
  return row!.id;
}

async function peopleOf(dossierId: string): Promise<PersonId[]> {
  const rows = await relink.database.sql<{ id: PersonId }>('SELECT id FROM relink.persons WHERE dossier_id = $1', [
    dossierId,
  ]);
  return rows.map(({ id }) => id);
}

function proposals(requestId: string, count: number): Promise<void> {
  return eventually(async () => {
    const { items } = await expectStatus(200, caseworker.get(`/potential-matches?requestId=${requestId}`));
    expect(items).toHaveLength(count);
  });
}

/** Until the worker has done all it was told. */
function quiet(): Promise<void> {
  return eventually(async () => {
    expect(await relink.database.sql(`SELECT topic FROM relink.outbox WHERE state <> 'done'`)).toEqual([]);
  });
}

/** A copy of every table, queues left out, as a backup of the database has it. */
async function backUp(): Promise<void> {
  await relink.database.sql('CREATE SCHEMA backup');
  for (const table of await backedUp()) await relink.database.sql(`CREATE TABLE ${copyOf(table)} AS TABLE ${table}`);
}

/** The database as it was when the backup was made. @param keys also the data keys, which have a backup of their own */
async function restore(keys: boolean): Promise<void> {
  const tables = (await backedUp()).filter((table) => keys || !table.startsWith('vault.'));
  const steps = tables.flatMap((table) => [
    `DELETE FROM ${table}`,
    `INSERT INTO ${table} SELECT * FROM ${copyOf(table)}`,
  ]);
  await relink.database.sql(['SET session_replication_role = replica', ...steps].join('; '));
}

async function backedUp(): Promise<string[]> {
  return (await everyTable(relink.database)).filter((table) => /^(relink|vault|audit)\./.test(table));
}

function copyOf(table: string): string {
  return `backup.${table.replace('.', '_')}`;
}

/** What whoever has the running system can still open of a person: their name, or why not. */
async function nameOf(id: PersonId): Promise<string> {
  return replayer(async (get) =>
    get(UnitOfWork)
      .run(systemActor('test'), async (tx) => {
        const details = (await new People().details(tx, [id])).get(id);
        return details?.names[0]?.text ?? 'no row';
      })
      .catch((error: { code?: string }) => error.code ?? 'failed'),
  );
}

async function rowsAbout(ids: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  // Orders and ledger keep pseudonyms; events and the audit log hold ids only.
  const kept = ['relink.erasures', 'relink.erasure_ledger', 'relink.outbox', 'relink.idempotency_keys'];
  for (const table of (await everyTable(relink.database)).filter((name) => name.startsWith('relink.'))) {
    if (kept.includes(table)) continue;
    const rows = await relink.database.sql(`SELECT 1 FROM ${table} t WHERE t::text LIKE ANY ($1) LIMIT 1`, [
      ids.map((id) => `%${id}%`),
    ]);
    if (rows.length > 0) found.push(table);
  }
  return found;
}

type Get = <T>(type: abstract new (...args: never[]) => T) => T;

/** As the command does it: the role of the worker, without the worker running. */
async function replayer<T>(work: (get: Get) => Promise<T>): Promise<T> {
  const { keyring } = relink.keyring;
  class Operator {}
  const context = await NestFactory.createApplicationContext(
    {
      module: Operator,
      imports: [
        DatabaseModule.forRoot({
          url: relink.database.url('relink_worker'),
          pool: 2,
          entities: [
            ...ACCESS_ENTITIES,
            ...PEOPLE_ENTITIES,
            ...CONSENT_ENTITIES,
            ...TASKS_ENTITIES,
            ...CASES_ENTITIES,
            ...REGISTRATIONS_ENTITIES,
            ...STEWARDSHIP_ENTITIES,
            ...FILES_ENTITIES,
          ],
          keys: new KeyringKeyProvider(keyring),
        }),
        AuditModule.forRoot(4),
        AccessModule.forRoot({ sessionMinutes: 5, index: new BlindIndex(keyring), origin: CONSOLE_OF_A_TEST }),
        StewardshipModule.forReplay(),
        FilesModule.forErasing(),
        MessageErasureModule,
      ],
    },
    { logger: false, abortOnError: false },
  );
  try {
    return await work((type) => context.get(type as never));
  } finally {
    await context.close();
  }
}

const replay = (): Promise<Replayed> => replayer((get) => get(Replay).run(new LedgerFile(ledger)));

describe('Rule 20: what was erased', () => {
  it('is gone: rows, search keys and data keys; one person out of a record, or a record with everybody', async () => {
    await backUp();
    cpSync(store(), `${store()}.backup`, { recursive: true });
    expect(stored()).toEqual([...erasedObjects, ...keptObjects].sort());
    expect((await caseworker.post(`/dossiers/${request.id}/erase`)).status).toBe(403);
    const carried = await expectStatus(201, steward.post(`/persons/${registration.relative}/erase`));
    expect(carried.state).toBe('ordered');
    relativeErased = registration.relative;
    await expectStatus(201, steward.post(`/dossiers/${request.id}/erase`));
    expect((await steward.post(`/dossiers/${request.id}/erase`)).body.code).toBe('erasure.already-ordered');
    await eventually(async () => {
      expect(await rowsAbout([request.id, ...request.people, relativeErased])).toEqual([]);
    });
    await quiet();
    await expectStatus(201, steward.post(`/dossiers/${message.id}/erase`));
    await eventually(async () => expect(await rowsAbout([message.id])).toEqual([]));
    await quiet();
    for (const id of [...request.people, relativeErased]) expect(await nameOf(id)).toBe('no row');
    const keys = await relink.database.sql(
      'SELECT 1 FROM vault.data_keys WHERE subject_id = ANY ($1) AND wrapped IS NOT NULL',
      [[request.id, ...request.people, relativeErased, message.id, message.textKey]],
    );
    expect(keys).toEqual([]);
    expect((await steward.get(`/tracing-requests/${request.id}`)).status).toBe(404);
    await expectStatus(200, caseworker.get(`/registrations/${registration.id}`));
  });

  it('is gone from the store of files as well, and what was not erased is not', () => {
    expect(stored()).toEqual(keptObjects);
  });

  it('stands in the ledger, in the database and outside it, as pseudonyms', async () => {
    const subjects = [request.id, ...request.people, relativeErased, message.id, ...message.people].sort();
    const rows = await relink.database.sql<{ id: string }>('SELECT subject_id AS id FROM relink.erasure_ledger');
    expect(rows.map(({ id }) => id).sort()).toEqual(subjects);
    expect(existsSync(ledger)).toBe(true);
    const lines = readFileSync(ledger, 'utf8').trim().split('\n');
    const inFile = lines.map((line) => (JSON.parse(line) as { subjectId: string }).subjectId);
    expect([...new Set(inFile)].sort()).toEqual(subjects);
    await expect(
      relink.database.sql(`SET ROLE relink_worker; DELETE FROM relink.erasure_ledger`),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('is announced, for partners and files', async () => {
    const events = await relink.database.sql<{ topic: string; id: string }>(
      `SELECT topic, coalesce(payload->>'personId', payload->>'dossierId') AS id FROM relink.outbox WHERE topic LIKE 'stewardship.%-erased' ORDER BY 1, 2`,
    );
    expect(
      events
        .filter(({ topic }) => topic === 'stewardship.person-erased')
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...request.people, relativeErased, ...message.people].sort());
    expect(events).toContainEqual({ topic: 'stewardship.dossier-erased', id: request.id });
  });

  it('cannot be opened from a backup of the records alone: the keys are not in it', async () => {
    await relink.stopWorker();
    await restore(false);
    expect(await peopleOf(request.id)).toHaveLength(request.people.length);
    for (const id of [...request.people, relativeErased]) expect(await nameOf(id)).toBe('sealed.key-destroyed');
  });

  it('comes back with a backup of records and keys, until the ledger is replayed', async () => {
    await restore(true);
    expect(await nameOf(request.sought)).toBe('Amina Warsame Jama');
    expect(await relink.database.sql('SELECT 1 FROM relink.erasure_ledger')).toEqual([]);
    rmSync(store(), { recursive: true });
    cpSync(`${store()}.backup`, store(), { recursive: true });
    const subjects = request.people.length + 2 + message.people.length + 1;
    expect(await replay()).toEqual({ known: subjects, again: 3 });
    for (const id of [...request.people, relativeErased]) expect(await nameOf(id)).toBe('no row');
    expect(await rowsAbout([request.id, ...request.people, relativeErased])).toEqual([]);
    expect(await replay()).toEqual({ known: subjects, again: 0 });
    const textKey = 'SELECT wrapped FROM vault.data_keys WHERE subject_id = $1';
    expect(await relink.database.sql(textKey, [message.textKey])).toEqual([{ wrapped: null }]);
    expect(await relink.database.sql('SELECT content_object FROM relink.files')).toEqual([
      { content_object: keptObjects[0] },
    ]);
    // The process that erased is gone; its order to empty the store is not.
    expect(stored()).toEqual([...erasedObjects, ...keptObjects].sort());
  });

  it('is not found by search afterwards; what was not erased still is', async () => {
    await relink.startWorker();
    await quiet();
    expect(stored()).toEqual(keptObjects);
    await expectStatus(201, caseworker.post('/registrations', aRegistration()));
    await quiet();
    const matches = await relink.database.sql('SELECT 1 FROM relink.potential_matches');
    expect(matches).toEqual([]);
    const again = await openRequest(caseworker, supervisor, anInterview());
    await proposals(again.id, 2);
  });

  it('needs the whole record where the record is about the person', async () => {
    const answer = await steward.post(`/persons/${registration.person}/erase`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'erasure.whole-dossier-needed' } });
  });
});

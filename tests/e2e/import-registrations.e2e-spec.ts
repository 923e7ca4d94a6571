import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Test, type TestingModule } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACCESS_ENTITIES, AccessModule } from '#libs/access';
import { AuditModule } from '#libs/audit';
import { CONSENT_ENTITIES, NoticesModule } from '#libs/consent';
import { BlindIndex, KeyringKeyProvider } from '#libs/crypto';
import { DatabaseModule } from '#libs/database';
import type { DossierId, StaffActor } from '#libs/kernel';
import { PEOPLE_ENTITIES } from '#libs/people';
import {
  ImportModule,
  ImportRegistrations,
  readMapping,
  RegistrationReader,
  REGISTRATIONS_ENTITIES,
  type ImportOptions,
  type ImportProgress,
} from '#libs/registrations';
import {
  aBranch,
  aKeyring,
  aStaffMember,
  createTestDatabase,
  SettableClock,
  type TestDatabase,
  type TestKeyring,
  CONSOLE_OF_A_TEST,
} from '#libs/testing';

describe('Importing registrations from a file', () => {
  let database: TestDatabase;
  let keys: TestKeyring;
  let app: TestingModule;
  let imports: ImportRegistrations;
  let caseworker: StaffActor;
  let otherBranch: StaffActor;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'relink-import-'));
    database = await createTestDatabase();
    keys = await aKeyring();
    app = await Test.createTestingModule({
      imports: [
        DatabaseModule.forRoot({
          url: database.url('relink_api'),
          pool: 4,
          entities: [...ACCESS_ENTITIES, ...PEOPLE_ENTITIES, ...CONSENT_ENTITIES, ...REGISTRATIONS_ENTITIES],
          keys: new KeyringKeyProvider(keys.keyring),
          clock: new SettableClock(new Date('2026-03-01T12:00:00Z')),
        }),
        AuditModule.forRoot(4),
        AccessModule.forRoot({ sessionMinutes: 60, index: new BlindIndex(keys.keyring), origin: CONSOLE_OF_A_TEST }),
        NoticesModule.forRoot(''),
        ImportModule,
      ],
    }).compile();
    imports = app.get(ImportRegistrations);
    caseworker = await aStaffMember(database, 'caseworker', await aBranch(database));
    otherBranch = await aStaffMember(database, 'caseworker', await aBranch(database, 'Hill'));
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
    await keys.remove();
    rmSync(folder, { recursive: true });
  });

  function file(name: string, content: string): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  function run(path: string, options: Partial<ImportOptions> = {}, progress?: (progress: ImportProgress) => void) {
    return imports.import({ path }, { as: caseworker, dryRun: false, defaults: {}, ...options }, progress);
  }

  async function count(table: string): Promise<number> {
    const [row] = await database.sql<{ count: number }>(`SELECT count(*)::int AS count FROM relink.${table}`);
    return row!.count;
  }

  /** What an import adds to each table. */
  async function added(work: () => Promise<unknown>): Promise<Record<string, number>> {
    const tables = ['registrations', 'persons', 'bases', 'registration_notes', 'outbox'];
    const before = await Promise.all(tables.map(count));
    await work();
    const after = await Promise.all(tables.map(count));
    return Object.fromEntries(tables.map((table, index) => [table, after[index]! - before[index]!]));
  }

  const list = (rows: number, from = 0) =>
    `id,given_name,surname,date_of_birth,mother\n${Array.from({ length: rows }, (_, index) => `p${from + index},Ada ${from + index},Quist,19800101,Eva Quist\n`).join('')}`;

  it('adds every row once, however often the file comes', async () => {
    const path = file('twice.csv', list(430));
    const seen: ImportProgress[] = [];
    let report = await run(path, {}, (progress) => seen.push(progress));
    expect(report).toMatchObject({ rows: 430, added: 430, known: 0, refused: 0, format: 'csv' });
    expect(seen.map(({ rows }) => rows)).toEqual([200, 400, 430]);
    expect(seen.at(-1)!.secondsLeft).toBe(0);
    const nothing = { registrations: 0, persons: 0, bases: 0, registration_notes: 0, outbox: 0 };
    expect(await added(async () => (report = await run(path)))).toEqual(nothing);
    expect(report).toMatchObject({ rows: 430, added: 0, known: 430 });
  });

  it('is gone on with where it was interrupted', async () => {
    await run(file('interrupted.csv', list(150, 1_000)));
    const whole = file('interrupted.csv', list(200, 1_000));
    expect(await run(whole)).toMatchObject({ rows: 200, added: 50, known: 150 });
  });

  it('adds whom batches that run at once both hold once, in whatever order they come', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `c${index}`);
    const rows = [...ids, ...[...ids].reverse()].map((id) => `${id},Ada Cross ${id}`);
    const path = file('crossing.csv', ['id,name', ...rows].join('\n'));
    expect(await run(path)).toMatchObject({ rows: 200, added: 100, known: 100, refused: 0 });
  });

  it('lets no row spoil the others: what is refused, left out or assumed stands in the report', async () => {
    const report = join(folder, 'report.csv');
    const path = file(
      'mixed.csv',
      [
        'id,name,dob,registered_on',
        '=m1,Ada Mixed,19151131,2026-01-01',
        `m2,${'x'.repeat(201)},,2026-01-01`,
        'm3,,19800101,2026-01-01',
        'm4,Bo Mixed,19800101',
        'm5,Cy Mixed,19800101,2026-01-01',
        '=m1,Ada Mixed,19151131,2026-01-01',
      ].join('\n'),
    );
    expect(await run(path, { report })).toMatchObject({ rows: 6, added: 2, known: 1, refused: 3, warned: 2 });
    const text = readFileSync(report, 'utf8');
    const lines = parse(text).map(([line, outcome, code, , reference]) => [line, outcome, code, reference].join(' '));
    expect(lines).toEqual([
      'line outcome code reference',
      "2 added import.added '=m1",
      "2 warning import.birth-impossible '=m1",
      '3 refused input.too-long m2',
      '4 refused import.no-name m3',
      '5 refused import.columns ',
      '6 added import.added m5',
      "7 known import.known '=m1",
    ]);
    expect(text).not.toMatch(/Mixed|1915|1980/);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('tells in a dry run what it would do, and does nothing', async () => {
    const path = file('dry.csv', `${list(3, 5_000)}p5000,Ada 5000,Quist,19800101,Eva Quist\n`);
    let report;
    const changes = await added(async () => (report = await run(path, { dryRun: true })));
    expect(report).toMatchObject({ dryRun: true, added: 3, known: 1 });
    expect(changes).toEqual({ registrations: 0, persons: 0, bases: 0, registration_notes: 0, outbox: 0 });
    expect(await run(path)).toMatchObject({ added: 3, known: 1 });
  });

  it('counts a record of another branch as known without showing it', async () => {
    const path = file('shared.csv', 'id,name\ns1,Ada Shared\ns2,Bo Shared\n');
    await run(path, { as: otherBranch });
    const more = file('shared.csv', 'id,name\ns1,Ada Shared\ns2,Bo Shared\ns3,Cy Shared\n');
    expect(await run(more)).toMatchObject({ rows: 3, added: 1, known: 2, refused: 0 });
  });

  it('changes nothing where the file turns out to be broken further down, and leaves no report', async () => {
    const report = join(folder, 'broken-report.csv');
    const path = file('broken.csv', `${list(250, 9_000)}p9999,"Open,Quist,19800101,\n`);
    const changes = await added(() =>
      expect(run(path, { report })).rejects.toMatchObject({ code: 'import.quote-not-closed', line: 252 }),
    );
    expect(changes.registrations).toBe(0);
    expect(readdirSync(folder).filter((name) => name.startsWith('broken-report'))).toEqual([]);
  });

  it.each([
    ['a missing file', 'none.csv', undefined, 'import.unreadable'],
    ['a folder', '.', undefined, 'import.unreadable'],
    ['a file with column names alone', 'empty.csv', 'id,name\n', 'import.empty'],
  ])('refuses %s in one clear line', async (_, name, content, code) => {
    const path = content === undefined ? join(folder, name) : file(name, content);
    await expect(run(path)).rejects.toMatchObject({ code });
  });

  it('is for those who may record cases', async () => {
    const administrator = await aStaffMember(database, 'administrator', caseworker.branchId);
    await expect(run(file('forbidden.csv', list(1, 20_000)), { as: administrator })).rejects.toMatchObject({
      code: 'import.not-allowed',
    });
  });

  it('follows a mapping', async () => {
    const mapping = readMapping({
      source: 'camp-4',
      sourceId: 'no',
      names: [{ column: 'wer' }],
      kind: { constant: 'unaccompanied-child' },
      registeredOn: { constant: '2026-02-02' },
      caregiver: 'bei',
    });
    const path = file('camp.csv', 'no;wer;bei\n1;Pia Mapped;Tante\n');
    expect(await run(path, { mapping })).toMatchObject({ added: 1 });
    const view = await newest();
    expect(view).toMatchObject({
      kind: 'unaccompanied-child',
      sensitivity: 'restricted',
      registeredOn: '2026-02-02',
      caregiver: 'Tante',
    });
  });

  const pfif = (notes: string, expiry = '') => `<?xml version="1.0"?>
    <p:pfif xmlns:p="http://zesty.ca/pfif/1.4">
      <p:person>
        <p:person_record_id>board.example/person.1</p:person_record_id>
        <p:full_name>Nour Haddad\nنور حداد</p:full_name><p:alternate_names>Nounou</p:alternate_names>
        <p:sex>female</p:sex><p:date_of_birth>1970-01</p:date_of_birth><p:age>35-45</p:age>
        <p:home_city>Tyre</p:home_city><p:home_country>LB</p:home_country>
        <p:author_name>Board 3</p:author_name><p:photo_url>https://board.example/1.jpg</p:photo_url>
        <p:source_date>2026-01-05T00:00:00Z</p:source_date>${expiry}
        ${notes}
      </p:person>
    </p:pfif>`;
  const note = (id: number, status: string) =>
    `<p:note><p:note_record_id>board.example/note.${id}</p:note_record_id><p:text>Note ${id}</p:text><p:source_date>2026-01-0${id}T00:00:00Z</p:source_date><p:status>${status}</p:status></p:note>`;

  it('takes in a PFIF record with all its notes, and later only the notes that are new', async () => {
    const first = file('board.xml', pfif(note(6, 'believed_missing') + note(7, 'is_note_author')));
    expect(await run(first)).toMatchObject({ format: 'pfif', rows: 1, added: 1 });
    const view = await newest();
    expect(view).toMatchObject({ kind: 'safe-and-well', registeredOn: '2026-01-05', wantsContact: 'not-asked' });
    expect(view.person.details.names.map(({ text }) => text)).toEqual(['Nour Haddad', 'نور حداد', 'Nounou']);
    const texts = view.notes.map(({ text }) => text);
    expect(texts).toHaveLength(3);
    expect(texts.join('\n')).toMatch(
      /age: 35-45[^]*author_name: Board 3[^]*photo_url[^]*Note 6[^]*believed_missing[^]*Note 7/,
    );
    const second = file(
      'board.xml',
      pfif(note(6, 'believed_missing') + note(7, 'is_note_author') + note(8, 'believed_alive')),
    );
    expect(await added(() => run(second))).toMatchObject({ registrations: 0, registration_notes: 1 });
  });

  async function newest() {
    const [row] = await database.sql<{ id: DossierId }>('SELECT id FROM relink.registrations ORDER BY id DESC LIMIT 1');
    return app.get(RegistrationReader).read(row!.id, caseworker);
  }
});

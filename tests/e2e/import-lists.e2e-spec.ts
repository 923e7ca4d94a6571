import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import writeExcelFile from 'write-excel-file/node';
import { Deployment } from '../support/deployment.js';
import { aList, checkedList, importedList, inState, sendList } from '../support/some-lists.js';
import type { Staff } from '../support/staff.js';
import { expectStatus } from '../support/stories.js';

let relink: Deployment;
let caseworker: Staff;
let elsewhere: Staff;

beforeAll(async () => {
  relink = await Deployment.start();
  caseworker = await relink.signIn('caseworker');
  elsewhere = await relink.signIn('caseworker', 'Highlands');
});
afterAll(() => relink.stop());

const PEOPLE = [
  'no,first name,surname,born,phone,shoe size',
  '1,Amina,Warsame,04/05/1990,+999 555 0101,38',
  '2,Bogdan,Kowalski,31/02/1985,,44',
  '3,,,1970,,40',
  '1,Amina,Warsame,04/05/1990,+999 555 0101,38',
].join('\n');
const COLUMNS = [
  { column: 'no', meaning: 'source-id' },
  { column: 'first name', meaning: 'given' },
  { column: 'surname', meaning: 'family' },
  { column: 'born', meaning: 'birth' },
];

const rowsOfReport = async (id: string) =>
  parse<Record<string, string>>(await caseworker.download(`/lists/${id}/report`), { columns: true });
const registrations = async () =>
  (await relink.database.sql<{ count: number }>('SELECT count(*)::int AS count FROM relink.registrations'))[0]!.count;
describe('A list of people over the API', () => {
  it('is recognised: its columns, what they seem to hold, and what stands in them', async () => {
    const { id } = await sendList(caseworker, PEOPLE);
    const list = await inState(caseworker, id, 'recognised');
    expect(list).toMatchObject({ name: 'list.csv', source: 'Harbour camp', format: 'csv', rows: 4 });
    expect(list.columns.map(({ name, meaning }: { name: string; meaning?: string }) => [name, meaning])).toEqual([
      ['no', undefined],
      ['first name', 'given'],
      ['surname', 'family'],
      ['born', 'birth'],
      ['phone', 'phone'],
      ['shoe size', undefined],
    ]);
    expect(list.columns[1].examples).toEqual(['Amina', 'Bogdan', '']);
    await expectStatus(200, caseworker.post(`/lists/${id}/cancel`, {}, list.version));
  });

  it('is tried out first: the report says row by row what would be, and nothing stays', async () => {
    const before = await registrations();
    const list = await checkedList(caseworker, PEOPLE, { columns: COLUMNS, dateOrder: 'day-first' });
    expect(list.run).toMatchObject({ of: 'check', done: 4, added: 2, known: 1, refused: 1, warned: 1 });
    expect(list.unusedColumns).toEqual(['phone', 'shoe size']);
    const lines = await rowsOfReport(list.id);
    expect(lines.map(({ line, outcome, code, reference }) => [line, outcome, code, reference])).toEqual([
      ['2', 'added', 'import.added', '1'],
      ['3', 'added', 'import.added', '2'],
      ['3', 'warning', 'import.birth-impossible', '2'],
      ['4', 'refused', 'import.no-name', '3'],
      ['5', 'known', 'import.known', '1'],
    ]);
    expect(await registrations()).toBe(before);
  });

  it('can be checked again another way, and is then imported as it was checked last', async () => {
    const first = await checkedList(caseworker, PEOPLE.replace('+999', '+998'), { columns: COLUMNS });
    await expectStatus(
      200,
      caseworker.post(
        `/lists/${first.id}/check`,
        { mapping: { sourceId: 'no', names: [{ column: 'surname' }] }, kind: 'elderly' },
        first.version,
      ),
    );
    const { version } = await inState(caseworker, first.id, 'checked');
    await expectStatus(200, caseworker.post(`/lists/${first.id}/start`, {}, version));
    const done = await inState(caseworker, first.id, 'imported');
    expect(done.run).toMatchObject({ of: 'import', done: 4, added: 2, known: 1, refused: 1 });
    const { items } = await expectStatus(200, caseworker.get('/registrations?limit=2'));
    expect(items).toMatchObject([{ kind: 'elderly' }, { kind: 'elderly' }]);
    expect(items.map(({ person }: { person: string }) => person).sort()).toEqual(['Kowalski', 'Warsame']);
  });

  it('that comes a second time adds nothing: everybody is known', async () => {
    const people = 'id,name\n7,Ines Almeida\n8,Petra Novakova\n';
    expect((await importedList(caseworker, people)).run).toMatchObject({ added: 2, known: 0 });
    const before = await registrations();
    expect((await importedList(caseworker, people)).run).toMatchObject({ added: 0, known: 2 });
    expect(await registrations()).toBe(before);
  });

  it('adds no notes to the records of another branch', async () => {
    const withNote = (note: string) => `id,name,notes\n70,Giorgos Papadopoulos,${note}\n`;
    await importedList(caseworker, withNote('Came by boat.'));
    const again = await importedList(elsewhere, withNote('Written by others.'));
    expect(again.run).toMatchObject({ added: 0, known: 1 });
    const [row] = await relink.database.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM relink.registration_notes n JOIN relink.registrations r ON r.id = n.dossier_id
       WHERE r.registered_by = $1`,
      [elsewhere.account.id],
    );
    expect(row!.count).toBe(0);
  });

  it('belongs with everybody on it to whoever began the import, and the log names the list', async () => {
    const list = await importedList(elsewhere, 'id,name\n9,Kwame Mensah\n');
    const rows = await relink.database.sql(
      `SELECT d.branch_id, r.registered_by, e.details::jsonb->>'list' AS list FROM audit.entries e
       JOIN relink.registrations r ON r.id::text = e.object_id JOIN relink.dossiers d ON d.id = r.id
       WHERE e.action = 'registrations.registered' AND e.details::jsonb->>'list' = $1`,
      [list.id],
    );
    expect(rows).toEqual([
      { branch_id: elsewhere.account.branchId, registered_by: elsewhere.account.id, list: list.id },
    ]);
  });

  it('may be a workbook, or PFIF with its notes', async () => {
    const sheet = [
      ['id', 'given name', 'family name'],
      ['11', 'Leila', 'Haddad'],
    ];
    const workbook = await writeExcelFile(sheet.map((row) => row.map((value) => ({ value, type: String })))).toBuffer();
    expect(await importedList(caseworker, workbook)).toMatchObject({ format: 'xlsx', run: { added: 1 } });
    const pfif = `<?xml version="1.0" encoding="UTF-8"?><pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.4"><pfif:person>
      <pfif:person_record_id>camp.example/p1</pfif:person_record_id><pfif:full_name>Quang Nguyen</pfif:full_name>
      <pfif:note><pfif:note_record_id>camp.example/n1</pfif:note_record_id><pfif:text>Seen at the bridge.</pfif:text></pfif:note>
      </pfif:person></pfif:pfif>`;
    expect(await importedList(caseworker, pfif)).toMatchObject({ format: 'pfif', run: { added: 1 } });
  });

  it('of many pieces keeps the order of its rows in the report', async () => {
    const people = Array.from({ length: 900 }, (_, at) => `m${at},Person Number${at}`);
    const list = await importedList(caseworker, ['id,name', ...people].join('\n'));
    expect(list.run).toMatchObject({ done: 900, added: 900 });
    expect(list.run.perSecond).toBeGreaterThan(0);
    const lines = await rowsOfReport(list.id);
    expect(lines.map(({ line }) => Number(line))).toEqual(Array.from({ length: 900 }, (_, at) => at + 2));
  });
});

describe('What a list rests on', () => {
  it('is said before a byte of it is sent: no ground, no list', async () => {
    for (const missing of ['legalBasis', 'agreedWith', 'until']) {
      const answer = await caseworker.post('/lists', { ...aList(), [missing]: undefined });
      expect(answer).toMatchObject({ status: 400, body: { violations: [{ path: missing }] } });
    }
    expect((await caseworker.post('/lists', { ...aList(), legalBasis: 'consent' })).status).toBe(400);
    const over = await caseworker.post('/lists', aList(-2));
    expect(over.body.violations).toMatchObject([{ path: 'until', code: 'list.over-already' }]);
  });

  it('stands with it', async () => {
    const { id, version } = await expectStatus(201, caseworker.post('/lists', aList()));
    const { legalBasis, agreedWith, until } = aList();
    expect(await expectStatus(200, caseworker.get(`/lists/${id}`))).toMatchObject({ legalBasis, agreedWith, until });
    await expectStatus(200, caseworker.post(`/lists/${id}/cancel`, {}, version));
  });

  it('is what everybody on it rests on, to the end of its day, whatever is told for its rows', async () => {
    const own = { legalBasis: 'consent', purposes: ['trace'], givenBy: 'self', how: 'spoken' };
    const announced = { legalBasis: 'legal-obligation', agreedWith: 'The Ministry of the Interior' };
    await importedList(caseworker, 'id,name\n51,Rests Onthelist\n', { basis: own }, announced);
    const { items } = await expectStatus(200, caseworker.get('/registrations?limit=1'));
    expect(items).toMatchObject([{ person: 'Rests Onthelist' }]);
    const { basis } = await expectStatus(200, caseworker.get(`/registrations/${items[0].id}`));
    expect(basis).toMatchObject({
      legalBasis: 'legal-obligation',
      purposes: ['trace'],
      givenBy: 'not-asked',
      how: 'none',
      validUntil: aList().until,
      rationale: 'list: Harbour camp\nagreed with: The Ministry of the Interior',
    });
  });

  it('ends on its day: nothing more is done with the list then', async () => {
    const list = await checkedList(caseworker, 'id,name\n41,Nobody Longer\n');
    await relink.database.sql(`UPDATE relink.lists SET kept_until = current_date - 1 WHERE id = $1`, [list.id]);
    const { actions, version } = await expectStatus(200, caseworker.get(`/lists/${list.id}`));
    expect(actions).toContainEqual(expect.objectContaining({ action: 'start', allowed: false }));
    for (const verb of ['start', 'check', 'compare']) {
      const refused = await expectStatus(409, caseworker.post(`/lists/${list.id}/${verb}`, {}, version));
      expect(refused.violations).toMatchObject([{ code: 'within-agreed-time' }]);
    }
    await expectStatus(200, caseworker.post(`/lists/${list.id}/cancel`, {}, version));
  });
});

describe('The steps of a list', () => {
  it('wait for each other, and say what is missing', async () => {
    const { id, version } = await sendList(caseworker, 'colour,size\nred,9\n');
    const refused = await caseworker.post(`/lists/${id}/start`, {}, version);
    expect(refused.status === 409 || refused.status === 412).toBe(true);
    const list = await inState(caseworker, id, 'recognised');
    const check = (reading: object) => caseworker.post(`/lists/${id}/check`, reading, list.version);
    expect((await expectStatus(409, check({}))).violations).toMatchObject([{ code: 'columns-known' }]);
    const strange = { mapping: { names: [{ column: 'surname' }] } };
    expect(await expectStatus(400, check(strange))).toMatchObject({ code: 'import.mapping-unknown-column' });
    const twice = {
      columns: [
        { column: 'colour', meaning: 'given' },
        { column: 'size', meaning: 'given' },
      ],
    };
    expect((await expectStatus(400, check(twice))).violations).toMatchObject([{ path: 'columns.1.meaning' }]);
    expect(await expectStatus(400, check({ mapping: { names: [{ column: 'size' }], delimiter: ';' } }))).toMatchObject({
      code: 'import.delimiter-too-late',
    });
    expect((await caseworker.get(`/lists/${id}/report`)).body).toMatchObject({ code: 'list.not-checked' });
  });

  it('begin no import of which no row would be left', async () => {
    const list = await checkedList(caseworker, 'id,name\n1,\n2,\n');
    expect(list.run).toMatchObject({ added: 0, refused: 2 });
    expect(list.actions).toContainEqual(expect.objectContaining({ action: 'start', allowed: false }));
    const answer = await expectStatus(409, caseworker.post(`/lists/${list.id}/start`, {}, list.version));
    expect(answer.violations).toMatchObject([{ code: 'rows-to-import' }]);
  });

  it('end at once for whoever may not bring lists in any more', async () => {
    const leaving = await relink.signIn('supervisor');
    const { id, version } = await checkedList(leaving, 'id,name\n1,Somebody Here\n');
    await relink.database.sql(`UPDATE relink.accounts SET role = 'liaison' WHERE id = $1`, [leaving.account.id]);
    await relink.database.sql(`UPDATE relink.lists SET in_hands_of = $2 WHERE id = $1`, [id, leaving.account.id]);
    await relink.database.sql(`UPDATE relink.dossiers SET assigned = array_append(assigned, $2) WHERE id = $1`, [
      id,
      caseworker.account.id,
    ]);
    // As if they had begun it a moment before.
    await relink.database.sql(`UPDATE relink.lists SET state = 'importing', run = run + 1 WHERE id = $1`, [id]);
    await relink.database.sql(
      `INSERT INTO relink.outbox (id, topic, payload, lane) SELECT gen_random_uuid(), 'lists.piece',
         jsonb_build_object('listId', id, 'run', run::text, 'number', '0'), 'bulk' FROM relink.lists WHERE id = $1`,
      [id],
    );
    const failed = await inState(caseworker, id, 'failed');
    expect(failed.failure).toMatchObject({ code: 'import.not-allowed' });
    expect(version).toBeGreaterThan(0);
  });
});

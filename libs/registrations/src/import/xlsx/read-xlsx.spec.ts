import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { zipOf } from '#libs/testing';
import { openBytes } from '../open-import.js';

/** A bomb: small in the file, more than there is room for when it is unpacked. */
const TOO_MUCH = Buffer.alloc(201 * 1_024 * 1_024);

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function workbookOf(rows: string, more: Record<string, string | Buffer> = {}): Buffer {
  return zipOf({
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
    ...more,
  });
}

const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
const HEADERS = `<row r="1">${text('A1', 'id')}${text('B1', 'name')}${text('C1', 'mother')}</row>`;

async function read(file: Buffer) {
  const opened = await openBytes(() => Readable.from([file]), 'list.xlsx', { now: new Date('2026-03-01') });
  const rows = [];
  for await (const row of opened.rows()) rows.push(row);
  return { format: opened.format, rows };
}

describe('a workbook', () => {
  it('is read like a table, by the names of its columns and with the numbers of its rows', async () => {
    const rows = `${HEADERS}<row r="3"><c r="A3"><v>7</v></c>${text('B3', 'Ada Quist')}${text('C3', 'Eva Quist')}</row>`;
    const { format, rows: read3 } = await read(workbookOf(rows));
    expect(format).toBe('xlsx');
    expect(read3).toMatchObject([
      {
        line: 3,
        sourceId: '7',
        input: { person: { names: [{ text: 'Ada Quist' }], relatives: [{ kind: 'mother' }] } },
      },
    ]);
  });

  it('has its formulas not worked out: what was seen last counts', async () => {
    const formula = '<c r="B2" t="str"><f>HYPERLINK("http://x","y")</f><v>Ada Seen</v></c>';
    const { rows } = await read(workbookOf(`${HEADERS}<row r="2">${text('A2', '1')}${formula}</row>`));
    expect(rows).toMatchObject([{ input: { person: { names: [{ text: 'Ada Seen' }] } } }]);
  });

  it.each<[string, () => Buffer, string]>([
    [
      'holds more than there is room for',
      () => workbookOf(HEADERS, { 'xl/media/a.xml': TOO_MUCH }),
      'import.workbook-too-large',
    ],
    [
      'names a row far outside',
      () => workbookOf(`${HEADERS}<row r="1048576">${text('A1048576', 'x')}</row>`),
      'import.workbook-too-large',
    ],
    [
      'names a column far outside',
      () => workbookOf(`<row r="1">${text('XFD1', 'x')}</row>`),
      'import.workbook-too-large',
    ],
    [
      'brings a document type',
      () => workbookOf(HEADERS, { 'xl/styles.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }),
      'import.workbook-damaged',
    ],
    ['is no workbook but another archive', () => zipOf({ 'a.txt': 'a' }), 'import.workbook-damaged'],
    ['is cut off', () => workbookOf(HEADERS).subarray(0, 400), 'import.workbook-damaged'],
  ])('that %s is refused', async (_, file, code) => {
    await expect(read(file())).rejects.toMatchObject({ code });
  });
});

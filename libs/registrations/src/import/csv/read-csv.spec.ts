import { describe, expect, it } from '@jest/globals';
import type { RegistrationInput } from '../../registration-details.js';
import type { ImportDefaults, ImportRow } from '../import-row.js';
import { openBytes, type ImportFile } from '../open-import.js';
import { readMapping } from './mapping.js';

const NOW = new Date('2026-03-01T12:00:00Z');

interface Given {
  mapping?: unknown;
  defaults?: ImportDefaults;
  name?: string;
}

function open(csv: string | Uint8Array, { mapping, defaults, name = 'list.csv' }: Given = {}): Promise<ImportFile> {
  const bytes = async function* () {
    const whole = Buffer.from(csv as string);
    for (let at = 0; at < whole.length; at += 4096) yield await Promise.resolve(whole.subarray(at, at + 4096));
  };
  const read = mapping === undefined ? undefined : readMapping(mapping);
  return openBytes(bytes, name, { now: NOW, defaults, mapping: read });
}

async function rowsOf(csv: string | Uint8Array, given?: Given): Promise<ImportRow[]> {
  const rows: ImportRow[] = [];
  for await (const row of (await open(csv, given)).rows()) rows.push(row);
  return rows;
}

async function inputOf(csv: string, given?: Given): Promise<RegistrationInput> {
  const [row] = await rowsOf(csv, given);
  if (!row || !('input' in row)) throw new Error('refused');
  return row.input;
}

/** For lists with the columns of FEBRL: an id, name parts, an address in pieces, a compact date, a number. */
const FEBRL = {
  source: 'febrl',
  sourceId: 'rec_id',
  kind: { constant: 'adult-at-risk' },
  registeredOn: { constant: '2026-01-01' },
  names: [
    {
      kind: 'legal',
      parts: [
        { column: 'given_name', role: 'given' },
        { column: 'surname', role: 'family' },
      ],
    },
  ],
  birth: [{ column: 'date_of_birth', formats: ['YYYYMMDD'] }],
  places: [
    {
      kind: 'residence',
      columns: [['street_number', 'address_1'], 'address_2', 'suburb', 'state'],
      postcode: 'postcode',
      country: { constant: 'AU' },
    },
  ],
  documents: [{ kind: 'social-security', column: 'soc_sec_id' }],
};
const FEBRL_HEADER =
  'rec_id,given_name,surname,street_number,address_1,address_2,suburb,postcode,state,date_of_birth,soc_sec_id';

describe('a row of a list like FEBRL', () => {
  it('becomes a person with name parts, birth, residence and document', async () => {
    const row = 'rec-7-dup-0,tessa,lindqvist,12,mill lane,rose court,port ashby,4021,qld,19580314,5550001';
    expect(await inputOf(`${FEBRL_HEADER}\n${row}\n`, { mapping: FEBRL })).toEqual({
      kind: 'adult-at-risk',
      registeredOn: '2026-01-01',
      sourceId: 'febrl\nrec-7-dup-0',
      person: {
        names: [
          {
            text: 'tessa lindqvist',
            kind: 'legal',
            parts: [
              { role: 'given', text: 'tessa' },
              { role: 'family', text: 'lindqvist' },
            ],
          },
        ],
        birth: { said: '19580314', calendar: 'gregorian', year: 1958, month: 3, day: 14 },
        places: [
          {
            kind: 'residence',
            text: '12 mill lane, rose court, port ashby, qld',
            country: 'AU',
            postcode: '4021',
          },
        ],
        documents: [{ kind: 'social-security', number: '5550001' }],
      },
      basis: {
        legalBasis: 'public-interest',
        purposes: ['trace', 'match-within-society'],
        givenBy: 'not-asked',
        how: 'none',
      },
    });
  });

  it('arrives with the same facts when nobody wrote a mapping', async () => {
    const csv = `${FEBRL_HEADER}\nr1,tessa,lindqvist,12,mill lane,,port ashby,4021,qld,19580314,5550001\n`;
    const { person, sourceId } = await inputOf(csv);
    const mapped = await inputOf(csv, { mapping: FEBRL });
    expect(person.birth).toEqual(mapped.person.birth);
    expect(person.documents).toEqual(mapped.person.documents);
    expect(person.places?.[0]?.text).toBe('12 mill lane, port ashby, qld');
    expect(person.names[0]?.parts).toEqual(mapped.person.names[0]?.parts);
    expect(sourceId).toBe('list.csv\nr1');
  });

  it.each([
    ['a day that does not exist', '19151131', 'import.birth-impossible'],
    ['letters', '1915113x', 'import.birth-unreadable'],
  ])('with %s as birth keeps the person, says so, and keeps the text in a note', async (_, date, code) => {
    const [row] = await rowsOf(`${FEBRL_HEADER}\nr1,tessa,,,,,,,,${date},\n`, { mapping: FEBRL });
    expect(row).toMatchObject({ warnings: [{ path: 'person.birth', code }] });
    const { input } = row as { input: RegistrationInput };
    expect(input.person.birth).toBeUndefined();
    expect(input.notes?.[0]?.text).toBe(`date_of_birth: ${date}`);
  });

  it('without a birth is nothing special, and without a name is refused', async () => {
    const csv = `${FEBRL_HEADER}\nr1,tessa,,,,,,,,,\nr2,,,3,mill lane,,,,,19580314,5550001\n`;
    expect(await rowsOf(csv, { mapping: FEBRL })).toMatchObject([
      { line: 2, warnings: [] },
      { line: 3, sourceId: 'r2', problem: { code: 'import.no-name' } },
    ]);
  });
});

describe('a CSV file', () => {
  it('without a mapping is read by well-known column names, in several languages', async () => {
    const csv =
      'Prénom\tNom de famille\tDate de naissance\tSexe\tTéléphone\tcolor\nAnaïs\tDupré\t1990-04-02\tF\t+33 1\tred\n';
    const file = await open(csv);
    expect(file.unusedColumns).toEqual(['color']);
    expect((await inputOf(csv)).person).toMatchObject({
      names: [{ text: 'Anaïs Dupré', parts: [{ role: 'given' }, { role: 'family' }] }],
      birth: { year: 1990, month: 4, day: 2 },
      sex: 'female',
    });
  });

  it('takes only the year where day and month may stand either way', async () => {
    const rows = await rowsOf('name,dob\nAda,03/04/1990\n');
    expect(rows).toMatchObject([
      {
        input: { person: { birth: { said: '03/04/1990', year: 1990 } } },
        warnings: [{ code: 'import.birth-year-only' }],
      },
    ]);
    expect(rows).not.toMatchObject([{ input: { person: { birth: { month: expect.anything() } } } }]);
  });

  it.each([
    ['semicolons', 'name;note\nAda;x\n'],
    ['tabs', 'name\tnote\nAda\tx\n'],
    ['a byte order mark', '\uFEFFname,note\nAda,x\n'],
    ['Windows line ends', 'name,note\r\nAda,x\r\n'],
    ['old Mac line ends', 'name,note\rAda,x\r'],
    ['quoted values', '"name","note"\n"Ada","x"\n'],
    ['a NUL inside', 'name,note\nA\0da,x\n'],
    ['UTF-16', Buffer.from('\uFEFFname,note\nAda,x\n', 'utf16le')],
    ['big-endian UTF-16', Buffer.from('\uFEFFname,note\nAda,x\n', 'utf16le').swap16()],
  ])('with %s is read', async (_, csv) => {
    expect(await rowsOf(csv)).toMatchObject([
      { input: { person: { names: [{ text: 'Ada' }] }, notes: [{ text: 'x' }] } },
    ]);
  });

  it('says on which line a record begins, quoted line breaks or not, and where columns are missing', async () => {
    const rows = await rowsOf('id,name,note\n1,Ada,"a\nb"\n\n2,Bo\n3,Cy,x,y\n4,"O"Neil,z\n');
    expect(rows).toMatchObject([
      { line: 2, input: { notes: [{ text: 'a\nb' }] } },
      { line: 5, problem: { code: 'import.columns' } },
      { line: 6, problem: { code: 'import.columns' } },
      { line: 7, input: {} },
    ]);
  });

  it('keeps text as written, bidirectional controls included', async () => {
    const name = '\u202Bרחל\u202C O’Neil';
    expect((await inputOf(`name\n${name}\n`)).person.names[0]?.text).toBe(name);
  });

  it('tells lists apart whose ids are alike', async () => {
    const [one, other] = await Promise.all(['a.csv', 'b.csv'].map((name) => inputOf('id,name\n1,Ada\n', { name })));
    expect(one?.sourceId).not.toBe(other?.sourceId);
  });

  it('without ids gives equal rows ids of their own, the same each time it is read', async () => {
    const read = async () =>
      (await rowsOf('name,age\nAli,30\nAli,30\nOmar,9\n')).map((row) => ('input' in row ? row.input.sourceId : ''));
    const ids = await read();
    expect(new Set(ids).size).toBe(3);
    expect(await read()).toEqual(ids);
  });

  it.each([
    ['nothing in it', '', { code: 'import.empty' }],
    ['blanks alone', ' \n\n', { code: 'import.empty' }],
    ['no column of names', 'a,b\n1,2\n', { code: 'import.names-not-found' }],
    ['an open quotation mark', 'name\nAda\n"Bo\nCy\n', { code: 'import.quote-not-closed', line: 3 }],
    ['a record without end', `name\nAda\n"${'x\n'.repeat(600_000)}`, { code: 'import.line-too-long', line: 3 }],
    ['Latin-1', Buffer.from('name\nAda\nRené\n', 'latin1'), { code: 'import.not-unicode', line: 3 }],
    [
      'half a character at its end',
      Buffer.from('name\nAda\nRené').subarray(0, -1),
      { code: 'import.not-unicode', line: 3 },
    ],
    ['half a workbook', Buffer.from('504b030414000600', 'hex'), { code: 'import.workbook-damaged' }],
  ])('with %s is refused as a whole', async (_, csv, refusal) => {
    await expect(rowsOf(csv)).rejects.toMatchObject(refusal);
  });

  it('of one endless line is refused after the first megabyte', async () => {
    let given = 0;
    const endless = async function* () {
      yield Buffer.from('name\n');
      for (; given < 100_000_000; given += 65_536) yield await Promise.resolve(Buffer.alloc(65_536, 'x'));
    };
    await expect(openBytes(endless, 'list.csv', { now: NOW })).rejects.toMatchObject({ code: 'import.line-too-long' });
    expect(given).toBeLessThan(5_000_000);
  });
});

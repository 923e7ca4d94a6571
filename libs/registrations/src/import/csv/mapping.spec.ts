import { describe, expect, it } from '@jest/globals';
import type { RegistrationInput } from '../../registration-details.js';
import type { ImportRow } from '../import-row.js';
import { openBytes } from '../open-import.js';
import { readMapping } from './mapping.js';

async function rowsOf(csv: string, mapping: unknown): Promise<ImportRow[]> {
  const bytes = async function* () {
    yield await Promise.resolve(Buffer.from(csv));
  };
  const file = await openBytes(bytes, 'list.csv', { now: new Date('2026-03-01'), mapping: readMapping(mapping) });
  const rows: ImportRow[] = [];
  for await (const row of file.rows()) rows.push(row);
  return rows;
}

async function inputOf(csv: string, mapping: unknown): Promise<RegistrationInput> {
  const [row] = await rowsOf(csv, mapping);
  if (!row || !('input' in row)) throw new Error('refused');
  return row.input;
}

function refusalOf(mapping: unknown): unknown {
  try {
    return readMapping(mapping);
  } catch (error) {
    return error;
  }
}

describe('a mapping', () => {
  const header =
    'no;nom;nom_ar;père;mère;né;âge;dit le;sexe;tél;langues;type;inscrit;remarque;garde;contact;pays;village;risques';
  const mapping = {
    sourceId: 'no',
    names: [{ column: 'nom' }, { column: 'nom_ar', kind: 'alias', language: 'ar', split: '/' }],
    relatives: [
      { kind: 'father', names: [{ column: 'père' }] },
      { kind: 'mother', names: [{ column: 'mère' }] },
    ],
    birth: [
      { column: 'né', formats: ['DD/MM/YYYY', 'YYYY'], calendar: 'persian' },
      { age: 'âge', statedOn: { column: 'dit le', formats: ['DD/MM/YYYY'] } },
    ],
    sex: { column: 'sexe', values: { fille: 'female', garçon: 'male' } },
    contacts: [{ kind: 'phone', column: 'tél' }],
    languages: { column: 'langues', split: '+' },
    kind: { column: 'type', values: { MNA: 'unaccompanied-child' } },
    registeredOn: { column: 'inscrit', formats: ['DD/MM/YYYY'] },
    circumstances: 'remarque',
    caregiver: 'garde',
    wantsContact: { column: 'contact', values: { oui: 'yes', non: 'no' } },
    places: [{ kind: 'origin', columns: ['village'], country: { column: 'pays' } }],
    protection: { column: 'risques', split: '/', values: { traite: 'trafficking-risk' } },
    notes: [{ column: 'remarque', label: 'Remarque' }],
    basis: { legalBasis: 'vital-interest', purposes: ['trace'], givenBy: 'not-asked', how: 'none' },
  };
  const row =
    '7;Reza Karimi;رضا/ر. کریمی;Hossein;Maryam;۱۳/۰۵/۱۳۹۰;;;Garçon;+98 21 555 01;fa+ku;mna;03/02/2026;Seul;Tante;NON;Iran;Bam;traite';
  const read = (line: string) => inputOf(`${header}\n${line}\n`, mapping);

  it('reads names, relatives, calendars, tables of values, places and all the rest', async () => {
    expect(await read(row)).toMatchObject({
      kind: 'unaccompanied-child',
      registeredOn: '2026-02-03',
      circumstances: 'Seul',
      caregiver: 'Tante',
      wantsContact: 'no',
      basis: { legalBasis: 'vital-interest' },
      notes: [{ text: 'Remarque: Seul' }],
      person: {
        names: [
          { text: 'Reza Karimi', kind: 'usual' },
          { text: 'رضا', kind: 'alias', language: 'ar' },
          { text: 'ر. کریمی', kind: 'alias', language: 'ar' },
        ],
        relatives: [
          { kind: 'father', names: [{ text: 'Hossein' }] },
          { kind: 'mother', names: [{ text: 'Maryam' }] },
        ],
        birth: { said: '۱۳/۰۵/۱۳۹۰', calendar: 'persian', year: 1390, month: 5, day: 13 },
        sex: 'male',
        languages: ['fa', 'ku'],
        contacts: [{ kind: 'phone', value: '+98 21 555 01' }],
        places: [{ kind: 'origin', text: 'Bam, Iran' }],
        protection: ['trafficking-risk'],
      },
    });
  });

  it('takes an age with the day it was stated where there is no date', async () => {
    const birth = (await read('7;Reza;;;;;12;01/02/2026;;;;;03/02/2026;;;;;;')).person.birth;
    expect(birth).toEqual({ said: '12', age: 12, statedOn: '2026-02-01' });
  });

  it.each([
    ['kind', '7;Reza;;;;;;;;;;adulte;;;;;;;'],
    ['person.protection', '7;Reza;;;;;;;;;;;;;;;;;danger'],
  ])('refuses a row whose %s is not in the table, since protection hangs on it', async (path, line) => {
    const rows = await rowsOf(`${header}\n${line}\n`, mapping);
    expect(rows).toMatchObject([{ problem: { path, code: 'import.unknown-value' } }]);
  });

  it('keeps a row whose sex or wish is not in the table, and says so', async () => {
    const rows = await rowsOf(`${header}\n7;Reza;;;;;;;x;;;mna;03/02/2026;;;peut-être;;;\n`, mapping);
    expect(rows).toMatchObject([{ warnings: [{ path: 'person.sex' }, { path: 'wantsContact' }] }]);
  });

  it.each([
    ['a key that means nothing', { names: [{ column: 'nom' }], birthdate: 'né' }, 'birthdate'],
    ['no names', {}, 'names'],
    ['an unknown role', { names: [{ parts: [{ column: 'nom', role: 'first' }] }] }, 'names.0.parts.0.role'],
    ['an unknown kind', { names: [{ column: 'nom' }], kind: { constant: 'child' } }, 'kind.constant'],
    [
      'a bad date format',
      { names: [{ column: 'nom' }], birth: [{ column: 'né', formats: ['dd/mm'] }] },
      'birth.0.formats.0',
    ],
    [
      'a day without month',
      { names: [{ column: 'nom' }], birth: [{ column: 'né', formats: ['DD YYYY'] }] },
      'birth.0.formats.0',
    ],
    ['two answers', { names: [{ column: 'nom' }], kind: { constant: 'elderly', column: 'type' } }, 'kind'],
    ['a list instead of an object', [], ''],
    [
      'a made-up purpose',
      { names: [{ column: 'nom' }], basis: { ...mapping.basis, purposes: ['police'] } },
      'basis.purposes.0',
    ],
  ])('with %s is refused by its key', (_, wrong, key) => {
    expect(refusalOf(wrong)).toMatchObject({ code: 'import.mapping-malformed', key });
  });

  it('may only name columns that the file has, once', async () => {
    const given = { names: [{ column: 'name' }], sex: { column: 'gender' } };
    await expect(rowsOf('name;age\nA;1\n', given)).rejects.toMatchObject({
      code: 'import.mapping-unknown-column',
      key: 'sex.column',
      column: 'gender',
    });
    await expect(rowsOf('name;gender;gender\nA;f;f\n', given)).rejects.toMatchObject({
      code: 'import.mapping-column-twice',
    });
  });
});

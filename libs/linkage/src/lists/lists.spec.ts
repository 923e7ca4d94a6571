import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  dedupeList,
  linkLists,
  matchPairs,
  parseSchema,
  UnusableList,
  type BadRow,
  type ListSchema,
} from '../index.js';

const GIVEN = [
  'amina',
  'boris',
  'chidi',
  'dalia',
  'emeka',
  'farid',
  'galina',
  'hodan',
  'ivan',
  'jamila',
  'kofi',
  'layla',
  'musa',
  'nadia',
  'omar',
  'petra',
  'rosa',
  'samir',
  'tesfaye',
  'ursula',
];
const FAMILY = [
  'abdi',
  'bekele',
  'castro',
  'diallo',
  'eriksen',
  'farah',
  'garcia',
  'haddad',
  'ismail',
  'jovanovic',
  'kovalenko',
  'lopez',
  'mbeki',
  'nguyen',
  'okafor',
  'petrov',
  'quispe',
  'rahman',
  'suleiman',
  'tadesse',
];
const TOWNS = [
  'aleppo',
  'mariupol',
  'goma',
  'mogadishu',
  'herat',
  'tegucigalpa',
  'sittwe',
  'maiduguri',
  'mekelle',
  'donetsk',
];
const SCHEMA: ListSchema = {
  id: 'id',
  given: 'given_name',
  family: 'family_name',
  born: 'birth_date',
  town: 'place',
  sex: 'sex',
};

interface Row {
  given: string;
  family: string;
  born: string;
  town: string;
  sex: string;
}

/** Three hundred people who differ; the same every time. */
const people: Row[] = Array.from({ length: 300 }, (_, n) => ({
  given: GIVEN[n % 20]!,
  family: FAMILY[(n * 7 + Math.floor(n / 20)) % 20]!,
  born: `19${50 + (n % 47)}-${String(1 + ((n * 5) % 12)).padStart(2, '0')}-${String(1 + ((n * 11) % 28)).padStart(2, '0')}`,
  town: TOWNS[(n * 3) % 10]!,
  sex: n % 2 === 0 ? 'f' : 'm',
}));
/** The same people as another clerk wrote them down. */
const misheard = people.map((row, n): Row => {
  if (n % 4 === 0) return { ...row, given: row.given.replace(/a/, 'e'), town: '' };
  if (n % 4 === 1) return { ...row, family: row.given, given: row.family };
  if (n % 4 === 2) return { ...row, born: row.born.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)) };
  return row;
});
const csv = (rows: readonly Row[], prefix: string): string =>
  [
    'id,given,family,born,town,sex',
    ...rows.map(({ given, family, born, town, sex }, n) => [`${prefix}${n}`, given, family, born, town, sex].join(',')),
  ].join('\n');

let folder: string;
const path = (name: string): string => resolve(folder, name);
const linked = async (name: string): Promise<string[][]> =>
  (await readFile(path(name), 'utf8'))
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relink-lists-'));
  await writeFile(path('a.csv'), csv(people, 'a'));
  await writeFile(path('b.csv'), csv(misheard, 'b'));
  await writeFile(path('both.csv'), csv(people, 'a') + '\n' + csv(misheard, 'b').replace(/^.*\n/, ''));
});

afterAll(() => rm(folder, { recursive: true }));

describe('linking two lists without labels', () => {
  it('finds nearly everyone, best first, and says how sure it is', async () => {
    const report = await linkLists({
      left: path('a.csv'),
      right: path('b.csv'),
      schema: SCHEMA,
      out: path('links.csv'),
      workers: 0,
    });
    const rows = await linked('links.csv');
    const sure = rows.filter(([, , , probability]) => Number(probability) >= 0.5);
    const right = sure.filter(([left, other]) => left!.slice(1) === other!.slice(1));
    expect(right.length).toBeGreaterThanOrEqual(285);
    expect(right.length / sure.length).toBeGreaterThan(0.97);
    const weights = rows.map(([, , weight]) => Number(weight));
    expect(weights).toEqual([...weights].sort((x, y) => y - x));
    expect(report).toMatchObject({ rows: 600, badRows: 0, written: rows.length });
  });

  it('gives the same result every time', async () => {
    await linkLists({ left: path('a.csv'), right: path('b.csv'), schema: SCHEMA, out: path('again.csv'), workers: 0 });
    expect(await readFile(path('again.csv'), 'utf8')).toBe(await readFile(path('links.csv'), 'utf8'));
  });

  it('can write the pairs it would compare, unscored', async () => {
    await linkLists({
      left: path('a.csv'),
      right: path('b.csv'),
      schema: SCHEMA,
      out: path('pairs.csv'),
      workers: 0,
      candidatesOnly: true,
    });
    const rows = await linked('pairs.csv');
    expect(rows.filter(([left, right]) => left!.slice(1) === right!.slice(1)).length).toBeGreaterThanOrEqual(290);
    expect(new Set(rows.map(String)).size).toBe(rows.length);
    expect(rows.every((row) => row.length === 2)).toBe(true);
  });
});

describe('finding doubles in one list', () => {
  it('joins the two records of a person and not those of different people', async () => {
    const seen: string[] = [];
    await dedupeList({
      input: path('both.csv'),
      schema: SCHEMA,
      out: path('doubles.csv'),
      workers: 0,
      onProgress: ({ step }) => seen.push(step),
    });
    const sure = (await linked('doubles.csv')).filter(([, , , probability]) => Number(probability) >= 0.5);
    const right = sure.filter(([left, other]) => left!.slice(1) === other!.slice(1));
    expect(right.length).toBeGreaterThanOrEqual(280);
    expect(right.length / sure.length).toBeGreaterThan(0.97);
    const steps = ['count', 'read', 'group', 'sample', 'learn', 'fit', 'compare', 'join', 'write'];
    expect([...new Set(seen)]).toEqual(steps);
  });
});

describe('a list with more pairs than may be compared', () => {
  it('leaves out the largest groups, says so, and finds nearly everyone by the small ones', async () => {
    const run = (out: string, mostPairs?: number) =>
      dedupeList({
        input: path('both.csv'),
        schema: SCHEMA,
        out: path(out),
        workers: 0,
        ...(mostPairs !== undefined && { mostPairs }),
      });
    const [all, some] = [await run('all.csv'), await run('some.csv', 6_000)];
    expect(all.largestGroup).toBe(300);
    expect(some.largestGroup).toBeLessThan(30);
    expect(some.compared).toBeLessThanOrEqual(6_000);
    expect(some.compared).toBeLessThan(all.compared);
    const sure = (await linked('some.csv')).filter(([, , , probability]) => Number(probability) >= 0.5);
    expect(sure.filter(([left, other]) => left!.slice(1) === other!.slice(1)).length).toBeGreaterThanOrEqual(250);
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe('broken input', () => {
  it('reports a bad row with its line and goes on', async () => {
    await writeFile(path('bad.csv'), csv(people, 'a') + '\nx1,too,few\n,no,id,1990-01-01,goma,f\n');
    const bad: BadRow[] = [];
    const report = await dedupeList({
      input: path('bad.csv'),
      schema: SCHEMA,
      out: path('bad-out.csv'),
      workers: 0,
      onBadRow: (row) => bad.push(row),
    });
    expect(bad).toEqual([
      { file: 'bad.csv', line: 302, problem: 'has 3 cells instead of 6' },
      { file: 'bad.csv', line: 303, problem: 'has no id' },
    ]);
    expect(report).toMatchObject({ rows: 300, badRows: 2 });
  });

  it.each([
    ['a file that is not there', 'missing.csv', SCHEMA, /no such file/],
    ['a folder', '.', SCHEMA, /it is a folder/],
    ['a list in whose place the result would come', 'kept.csv', SCHEMA, /place of kept\.csv. Give it another name/],
    ['what comes through a pipe or from a device', '/dev/null', SCHEMA, /Save the list as a file first/],
    ['a column that is not there', 'a.csv', { ...SCHEMA, phone: 'phone' } satisfies ListSchema, /no column "phone"/],
  ])('refuses %s in one line, and leaves what was written before', async (_, input, schema, message) => {
    await writeFile(path('kept.csv'), 'before');
    const attempt = dedupeList({ input: path(input), schema, out: path('kept.csv'), workers: 0 });
    await expect(attempt).rejects.toThrow(UnusableList);
    await expect(attempt).rejects.toThrow(message);
    expect(await readFile(path('kept.csv'), 'utf8')).toBe('before');
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('refuses to put the result in the place of what is no file', async () => {
    const attempt = dedupeList({ input: path('a.csv'), schema: SCHEMA, out: folder, workers: 0 });
    await expect(attempt).rejects.toThrow(/is a folder. Name a file/);
  });

  it.each([
    ['{', /not valid JSON/],
    ['[]', /must be an object/],
    ['{"a": "id", "b": "name"}', /"b" a kind that does not exist/],
    ['{"a": "given_name"}', /exactly one column of kind "id"/],
    ['{"a": "id"}', /nothing to compare/],
  ])('refuses the schema %s', (text, message) => {
    expect(() => parseSchema(text)).toThrow(message);
  });

  it('reads a schema with or without the word "columns"', () => {
    expect(parseSchema('{"columns": {"a": "id", "b": "full_name"}}')).toEqual(
      parseSchema('{"a": "id", "b": "full_name"}'),
    );
  });
});

describe('scoring given pairs', () => {
  it('weighs names alone, or every field there is, and explains itself', async () => {
    await writeFile(
      path('given.csv'),
      [
        'id,name_a,name_b,birth_a,birth_b,mother_a,mother_b',
        '1,Olaf Scholze,Olaf Scholz,,,,',
        '2,Igor Deripaska,Oleg Deripaska,,,,',
        '3,أحمد حسن,Ahmad Hassan,1998-05-14,1998-05-14,مريم,Maryam',
        '4,Ahmad Hassan,Ahmad Hassan,1998-05-14,1961-01-01,Maryam,Halima',
        '5,,Nobody,,,,',
      ].join('\n'),
    );
    const bad: BadRow[] = [];
    const report = await matchPairs({
      input: path('given.csv'),
      out: path('scored.csv'),
      onBadRow: (row) => bad.push(row),
    });
    const rows = await linked('scored.csv');
    const probability = (n: number): number => Number(rows[n]![2]);
    expect(report).toMatchObject({ pairs: 4, badRows: 1 });
    expect(bad[0]).toMatchObject({ line: 6 });
    expect([probability(0) > 0.5, probability(1) < 0.5, probability(2) > 0.5, probability(3) < 0.1]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(rows[2]!.slice(4).join(',')).toMatch(/birth \+13\.0 \(birth-same-day\); mother \+/);
  });
});

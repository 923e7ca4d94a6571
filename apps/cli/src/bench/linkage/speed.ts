import { join } from 'node:path';
import { parseFuzzyDate } from '#libs/kernel';
import { compare, type PersonProfile } from '#libs/linkage';
import { progressLine } from '../../progress.js';
import { readRows } from './evaluation-data.js';
import { whole } from './figures.js';
import type { Bench, Measured, Part } from './part.js';

const SOUGHT = 100;
const REGISTERED = 500;
/** The first round warms up; the last one counts. */
const ROUNDS = 3;

/** Full profiles: name, date, sex, place, mother and father. The columns that hold them. */
const LISTS = [
  {
    of: 'people in one script',
    file: 'historical.csv',
    columns: { name: 'full_name', parent: 'first_and_surname', birth: 'dob', sex: 'gender', place: 'birth_place' },
  },
  {
    of: 'people in many scripts',
    file: 'negatives.csv',
    columns: { name: 'full_name', parent: 'full_name', birth: 'date_of_birth', sex: 'gender', place: 'place_of_birth' },
  },
] as const;

type Columns = (typeof LISTS)[number]['columns'];
type Row = Record<Columns[keyof Columns], string>;

/** How many full comparisons with findings for every field one thread makes. */
export const speed: Part = { name: 'speed', files: LISTS.map(({ file }) => file), measure };

async function measure({ data }: Bench): Promise<Measured> {
  const measured: Measured = { rows: [] };
  for (const { of, file, columns } of LISTS) {
    const rows = (await readRows<keyof Row>(join(data, file))).slice(0, SOUGHT + REGISTERED);
    const parent = (at: number) => rows[at % rows.length]![columns.parent];
    const profiles = rows.map((row, at) => profileOf(row, columns, parent(at * 7 + 1), parent(at * 5 + 2)));
    measured.rows.push({
      measure: `compare, ${of} with both parents, comparisons per second, one thread`,
      value: whole(comparisonsPerSecond(profiles)),
    });
  }
  return measured;
}

/** Per second of the processor, so that a busy machine gives the same figure. */
function comparisonsPerSecond(profiles: readonly PersonProfile[]): number {
  const [sought, registered] = [profiles.slice(0, SOUGHT), profiles.slice(SOUGHT)];
  const progress = progressLine('comparisons', ROUNDS * SOUGHT * REGISTERED);
  let perSecond = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    for (const [at, one] of sought.entries()) {
      for (const other of registered) compare(one, other);
      progress.update((round * SOUGHT + at + 1) * REGISTERED);
    }
    const { user, system } = process.cpuUsage(before);
    perSecond = (SOUGHT * REGISTERED * 1e6) / (user + system);
  }
  progress.end();
  return perSecond;
}

function profileOf(row: Row, columns: Columns, mother: string, father: string): PersonProfile {
  const birth = parseFuzzyDate(row[columns.birth]);
  const [sex, place] = [row[columns.sex], row[columns.place]];
  return {
    names: [{ text: row[columns.name] || 'unknown' }],
    ...(birth && { birth }),
    ...((sex === 'male' || sex === 'female') && { sex }),
    relatives: [
      { kind: 'mother', names: [{ text: mother }] },
      { kind: 'father', names: [{ text: father }] },
    ],
    ...(place && { places: [{ kind: 'birth', text: place }] }),
  };
}

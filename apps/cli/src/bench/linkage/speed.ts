import { join } from 'node:path';
import { parseFuzzyDate } from '#libs/kernel';
import { compare, type PersonProfile } from '#libs/linkage';
import { readRows } from './evaluation-data.js';
import { whole } from './figures.js';
import type { Bench, Measured, Part } from './part.js';

const SOUGHT = 100;
const REGISTERED = 500;
/** The first round warms up; the last one counts. */
const ROUNDS = 3;

type Column = 'full_name' | 'first_and_surname' | 'dob' | 'gender' | 'birth_place';

/** Full profiles in one script: name, date, sex, place, mother and father. Seconds of the processor, not of the wall. */
const LISTS = [{ of: 'people in one script', file: 'historical.csv' }] as const;

/** How many full comparisons with findings for every field one thread makes. */
export const speed: Part = { name: 'speed', files: LISTS.map(({ file }) => file), measure };

async function measure({ data }: Bench): Promise<Measured> {
  const measured: Measured = { rows: [] };
  for (const { of, file } of LISTS) {
    const rows = (await readRows<Column>(join(data, file))).slice(0, SOUGHT + REGISTERED);
    const profiles = rows.map((row, at) =>
      profileOf(row, rows[(at * 7 + 1) % rows.length]!, rows[(at * 5 + 2) % rows.length]!),
    );
    let perSecond = 0;
    for (let round = 0; round < ROUNDS; round++) perSecond = comparisonsPerSecond(profiles);
    measured.rows.push({
      measure: `compare, ${of} with both parents, comparisons per second, one thread`,
      value: whole(perSecond),
    });
  }
  return measured;
}

function comparisonsPerSecond(profiles: readonly PersonProfile[]): number {
  const [sought, registered] = [profiles.slice(0, SOUGHT), profiles.slice(SOUGHT)];
  const before = process.cpuUsage();
  for (const one of sought) for (const other of registered) compare(one, other);
  const { user, system } = process.cpuUsage(before);
  return (sought.length * registered.length * 1e6) / (user + system);
}

function profileOf(
  row: Record<Column, string>,
  mother: Record<Column, string>,
  father: Record<Column, string>,
): PersonProfile {
  const birth = parseFuzzyDate(row.dob);
  return {
    names: [{ text: row.full_name || 'unknown' }],
    ...(birth && { birth }),
    ...((row.gender === 'male' || row.gender === 'female') && { sex: row.gender }),
    relatives: [
      { kind: 'mother', names: [{ text: mother.first_and_surname }] },
      { kind: 'father', names: [{ text: father.first_and_surname }] },
    ],
    ...(row.birth_place && { places: [{ kind: 'birth', text: row.birth_place }] }),
  };
}

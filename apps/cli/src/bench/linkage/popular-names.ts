import { join } from 'node:path';
import { scriptOf } from '#libs/kernel';
import { nameCodes } from '#libs/linkage';
import { readRows } from './evaluation-data.js';
import { share } from './figures.js';
import { KeyIndex } from './key-index.js';
import type { Bench, Measured, Part } from './part.js';
import { Tally } from './tally.js';

const FILE = 'popular-names/forenames.csv';
type Column = 'Country' | 'Gender' | 'Localized Name' | 'Romanized Name';

const DIMENSIONS: readonly { by: string; groupOf: (row: Record<Column, string>) => string }[] = [
  { by: 'script', groupOf: (row) => scriptOf(row['Localized Name']) },
  { by: 'sex', groupOf: (row) => row.Gender },
  { by: 'country', groupOf: (row) => row.Country },
];

/** Popular given names of many countries, in their own script and in Latin: do they share a key of tier 1? */
export const popularNames: Part = { name: 'popular-names', files: [FILE], measure };

async function measure({ data }: Bench): Promise<Measured> {
  const rows = await readRows<Column>(join(data, FILE));
  const latin = [...new Set(rows.map((row) => row['Romanized Name']))];
  const index = new KeyIndex(latin.map(nameCodes));
  const placeOf = new Map(latin.map((name, at) => [name, at]));
  const tallies = DIMENSIONS.map((dimension) => ({ ...dimension, tally: new Tally() }));
  let [asked, hits] = [0, 0];
  for (const row of rows) {
    const native = row['Localized Name'];
    if (scriptOf(native) === 'Latn') continue;
    const found = index.find(nameCodes(native));
    const truth = placeOf.get(row['Romanized Name'])!;
    asked++;
    if (found.has(truth)) hits++;
    for (const { groupOf, tally } of tallies) {
      tally.expect(groupOf(row));
      for (const at of found) tally.find(groupOf(row), at === truth);
    }
  }
  return {
    rows: [
      {
        measure: `popular given names in other scripts (${asked}), recall of keys of tier 1`,
        value: share(hits / asked),
      },
    ],
    groups: tallies.flatMap(({ by, tally }) => tally.rows(`popular given names, keys, ${by}`)),
  };
}

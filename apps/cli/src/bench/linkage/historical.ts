import { join } from 'node:path';
import { dedupeList, type ListSchema } from '#libs/linkage';
import { readRows } from './evaluation-data.js';
import { atLeast, share, whole } from './figures.js';
import { ListWatch, readLinks } from './list-results.js';
import type { Bench, Measured, Part } from './part.js';
import { bestF1, curve, pointAt, recallAt } from './precision-recall.js';
import { recordedRow } from './recorded.js';
import { Tally } from './tally.js';

const FILE = 'historical.csv';
const PRECISION = 0.95;

const SCHEMA: ListSchema = {
  unique_id: 'id',
  full_name: 'full_name',
  first_name: 'given_name',
  surname: 'family_name',
  dob: 'birth_date',
  birth_place: 'place',
  postcode_fake: 'postcode',
  gender: 'sex',
  occupation: 'category',
};

type Column = 'unique_id' | 'cluster' | 'gender';

/** One list of historical persons with errors, without labels: which rows are the same person? */
export const historical: Part = { name: 'historical', files: [FILE], measure };

async function measure({ data, scratch }: Bench): Promise<Measured> {
  const [input, out] = [join(data, FILE), join(scratch, 'historical.csv')];
  const watch = new ListWatch();
  // One thread, so that the rate is that of a thread.
  const report = await dedupeList({ input, out, schema: SCHEMA, workers: 1, onProgress: watch.onProgress });
  watch.end();

  const rows = await readRows<Column>(input);
  const clusterOf = new Map(rows.map(({ unique_id, cluster }) => [unique_id, cluster]));
  const sexes = sexOfClusters(rows);
  const tally = new Tally();
  let truePairs = 0;
  for (const [cluster, size] of sizes(rows)) {
    truePairs += (size * (size - 1)) / 2;
    tally.expect(sexes.get(cluster) ?? 'not known', (size * (size - 1)) / 2);
  }
  const judged = (await readLinks(out)).map(({ left, right, weight }) => {
    const cluster = clusterOf.get(left)!;
    const match = cluster === clusterOf.get(right);
    if (weight >= 0) tally.find(sexes.get(cluster) ?? 'not known', match);
    return { score: weight, match };
  });
  const [points, usual] = [curve(judged, truePairs), pointAt(judged, 0, truePairs)];
  return {
    rows: [
      atLeast(`historical persons (${whole(rows.length)} rows), dedupe, F1 at probability .5`, usual.f1, 0.86),
      { measure: '  historical, precision', value: share(usual.precision) },
      { measure: '  historical, recall', value: share(usual.recall) },
      { measure: '  historical, F1 at the best threshold', value: share(bestF1(points).f1) },
      atLeast('historical, recall at precision ≥ .95', recallAt(points, PRECISION), 0.8),
      recordedRow('historical, F1', 'splinkHistorical'),
      atLeast(
        'historical, eight fields, pairs compared per processor second, one thread',
        watch.comparedPerProcessorSecond() ?? report.comparisonsPerSecond,
        1e6,
        whole,
      ),
      {
        measure: '  historical, pairs compared per second on the clock, one thread',
        value: whole(report.comparisonsPerSecond),
      },
    ],
    groups: tally.rows('historical'),
  };
}

/** What the first row of a person that says it says. */
function sexOfClusters(rows: readonly Record<Column, string>[]): Map<string, string> {
  const sexes = new Map<string, string>();
  for (const { cluster, gender } of rows)
    if (gender === 'female' || gender === 'male') sexes.set(cluster, sexes.get(cluster) ?? gender);
  return sexes;
}

function sizes(rows: readonly Record<Column, string>[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { cluster } of rows) found.set(cluster, (found.get(cluster) ?? 0) + 1);
  return found;
}

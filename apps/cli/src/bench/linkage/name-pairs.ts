import { join } from 'node:path';
import { scriptOf } from '#libs/kernel';
import { compareNamesAlone, DEFAULT_MODEL } from '#libs/linkage';
import { atLeast, share, whole } from './figures.js';
import { readRows } from './evaluation-data.js';
import { jaroWinkler } from './jaro-winkler.js';
import type { Bench, Measured, Part } from './part.js';
import { bestF1, curve, pointAt } from './precision-recall.js';
import { recordedRow } from './recorded.js';
import { Tally } from './tally.js';

const FILE = 'name-pairs.csv';
type Column = 'name_a' | 'name_b' | 'is_match' | 'quality';

/** Pairs of full names that people labelled, some of them as beyond doubt (STRONG). */
export const namePairs: Part = { name: 'name-pairs', files: [FILE], measure };

async function measure({ data, peers }: Bench): Promise<Measured> {
  const pairs = (await readRows<Column>(join(data, FILE))).map((row) => ({
    ...row,
    match: row.is_match === 'true',
    score: compareNamesAlone(row.name_a, row.name_b).weight,
  }));
  const ours = pointAt(pairs, 0);
  const wrongStrong = pairs.filter(({ quality, score, match }) => quality === 'STRONG' && score >= 0 !== match).length;
  const wrongBand = pairs.filter(({ score, match }) => score >= DEFAULT_MODEL.namesAlone.bands.strong && !match).length;

  const trigrams = await (await peers()).trigramSimilarity(pairs.map(({ name_a, name_b }) => [name_a, name_b]));
  const byTrigrams = bestF1(curve(pairs.map(({ match }, at) => ({ match, score: trigrams[at]! }))));
  const byJaroWinkler = bestF1(
    curve(pairs.map(({ match, name_a, name_b }) => ({ match, score: jaroWinkler(fold(name_a), fold(name_b)) }))),
  );

  const tally = new Tally();
  for (const { name_a, name_b, match, score } of pairs) {
    const group = [name_a, name_b].every((name) => scriptOf(name) === 'Latn')
      ? 'Latin'
      : 'another script on one side or both';
    if (match) tally.expect(group);
    if (score >= 0) tally.find(group, match);
  }
  return {
    rows: [
      atLeast(`name pairs (${pairs.length}), F1 at probability .5`, ours.f1, 0.87),
      { measure: '  name pairs, precision', value: share(ours.precision) },
      { measure: '  name pairs, recall', value: share(ours.recall) },
      {
        measure: 'name pairs, decided wrongly among those labelled STRONG',
        value: whole(wrongStrong),
        goal: '0',
        met: wrongStrong === 0,
      },
      { measure: 'name pairs, different people in the band strong', value: whole(wrongBand) },
      recordedRow('name pairs, F1', 'logicV2'),
      { measure: '  name pairs, F1, Jaro-Winkler at its best threshold', value: share(byJaroWinkler.f1) },
      { measure: '  name pairs, F1, pg_trgm at its best threshold', value: share(byTrigrams.f1) },
    ],
    groups: tally.rows('name pairs'),
  };
}

function fold(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

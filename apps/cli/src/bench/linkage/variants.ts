import { join } from 'node:path';
import { nameNearness } from '#libs/linkage';
import { progressLine } from '../../progress.js';
import { readRows } from './evaluation-data.js';
import { atLeast, share, whole } from './figures.js';
import { jaroWinkler } from './jaro-winkler.js';
import type { Bench, Measured, Part } from './part.js';
import { averagePrecision, curve, pointAt, recallAt } from './precision-recall.js';

const LISTS = [
  { kind: 'given names', file: 'name-variants/given.csv' },
  { kind: 'family names', file: 'name-variants/surname.csv' },
] as const;

/** Where Jaro-Winkler is usually cut. */
const JARO_WINKLER_AT = 0.9;
/** How much better than a peer, as a share of the true variants. */
const BETTER_BY = 0.1;

/** Pairs of single names that people judged to be variants of one name, or not. */
export const variants: Part = { name: 'variants', files: LISTS.map(({ file }) => file), measure };

async function measure({ data, peers }: Bench): Promise<Measured> {
  const database = await peers();
  const measured: Measured = { rows: [] };
  for (const { kind, file } of LISTS) {
    const pairs = (await readRows<'head' | 'variant' | 'is_variant'>(join(data, file))).map(
      ({ head, variant, is_variant }) => ({ head, variant, match: is_variant === 'true' }),
    );
    const judge = (scores: readonly number[]) => pairs.map(({ match }, at) => ({ match, score: scores[at]! }));

    const ours = curve(judge(nearness(pairs, kind)));
    const jaroWinklerJudged = judge(pairs.map(({ head, variant }) => jaroWinkler(head, variant)));
    const jaroWinklerCurve = curve(jaroWinklerJudged);
    const trigrams = curve(
      judge(await database.trigramSimilarity(pairs.map(({ head, variant }) => [head, variant] as const))),
    );
    const heads = await database.daitchMokotoff(pairs.map(({ head }) => head));
    const others = await database.daitchMokotoff(pairs.map(({ variant }) => variant));
    const sameCode = heads.map((codes, at) => (codes.some((code) => others[at]!.includes(code)) ? 1 : 0));

    const peersAt = [
      { peer: 'Daitch–Mokotoff', point: pointAt(judge(sameCode), 1) },
      { peer: `Jaro-Winkler at ${JARO_WINKLER_AT}`, point: pointAt(jaroWinklerJudged, JARO_WINKLER_AT) },
    ];
    for (const { peer, point } of peersAt) {
      const at = `at the precision of ${peer} (${share(point.precision)})`;
      measured.rows.push(
        atLeast(
          `${kind} (${whole(pairs.length)}), recall ${at}`,
          recallAt(ours, point.precision),
          point.recall + BETTER_BY,
        ),
        { measure: `  ${kind}, recall, ${peer}`, value: share(point.recall) },
        { measure: `  ${kind}, recall, pg_trgm at that precision`, value: share(recallAt(trigrams, point.precision)) },
      );
    }
    measured.rows.push(
      {
        measure: `  ${kind}, recall, Jaro-Winkler at the precision of Daitch–Mokotoff`,
        value: share(recallAt(jaroWinklerCurve, peersAt[0]!.point.precision)),
      },
      { measure: `${kind}, average precision`, value: share(averagePrecision(ours)) },
      { measure: `  ${kind}, average precision, Jaro-Winkler`, value: share(averagePrecision(jaroWinklerCurve)) },
      { measure: `  ${kind}, average precision, pg_trgm`, value: share(averagePrecision(trigrams)) },
    );
  }
  return measured;
}

function nearness(pairs: readonly { head: string; variant: string }[], kind: string): number[] {
  const progress = progressLine(`pairs of ${kind}`, pairs.length);
  const scores = pairs.map(({ head, variant }, at) => {
    if (at % 500 === 0) progress.update(at);
    return nameNearness(head, variant);
  });
  progress.end();
  return scores;
}

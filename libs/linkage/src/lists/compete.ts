import type { ScoredPairs } from './pairs.js';

/**
 * Between two lists a person usually stands once in each: several candidates for one row compete. A pair's odds are set against the
 * odds of its rivals on either side, so that the second best of a clear best falls. Ties share.
 *
 * @param pairs all of them, block by block; gone through twice
 * @param found takes those that still weigh at least `least` bits beside their rivals
 */
export function letRivalsCompete(
  pairs: () => Iterable<ScoredPairs>,
  rows: number,
  least: number,
  found: { push: (a: number, b: number, weight: number) => void },
): void {
  const sums = new Float64Array(rows);
  for (const { count, left, right, weight } of pairs())
    for (let at = 0; at < count; at++) {
      const odds = 2 ** weight[at]!;
      sums[left[at]!]! += odds;
      sums[right[at]!]! += odds;
    }
  for (const { count, left, right, weight } of pairs())
    for (let at = 0; at < count; at++) {
      const odds = 2 ** weight[at]!;
      const rivals = Math.max(sums[left[at]!]!, sums[right[at]!]!) - odds;
      const beside = Math.log2(odds / (1 + Math.max(0, rivals)));
      if (beside >= least) found.push(left[at]!, right[at]!, beside);
    }
}

import type { ScoredPairs } from './pairs.js';

/**
 * Between two lists a person usually stands once in each: several candidates for one row compete. A pair's odds are set against the
 * odds of its rivals on either side, so that the second best of a clear best falls. Ties share.
 */
export function letRivalsCompete(pairs: ScoredPairs): ScoredPairs {
  const sums = [new Map<number, number>(), new Map<number, number>()] as const;
  for (let at = 0; at < pairs.count; at++) {
    const odds = 2 ** pairs.weight[at]!;
    for (const [side, row] of [pairs.left[at]!, pairs.right[at]!].entries())
      sums[side]!.set(row, (sums[side]!.get(row) ?? 0) + odds);
  }
  const weight = new Float32Array(pairs.count);
  for (let at = 0; at < pairs.count; at++) {
    const odds = 2 ** pairs.weight[at]!;
    const rivals = Math.max(sums[0].get(pairs.left[at]!)!, sums[1].get(pairs.right[at]!)!) - odds;
    weight[at] = Math.log2(odds / (1 + Math.max(0, rivals)));
  }
  return { ...pairs, weight };
}

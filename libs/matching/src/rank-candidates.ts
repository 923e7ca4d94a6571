import { KIND_BITS, kindsOf, type KeyTag, type SearchKey } from './search-keys.js';

/** Who shares one of the keys of a search. */
export interface Posting extends SearchKey {
  handles: readonly number[];
}

export interface Ranked {
  handle: number;
  /** Bits by which the shared keys speak for the same person, roughly: good for an order, not for a judgement. */
  score: number;
}

/**
 * What it costs, in bits, where both have keys of a kind and share none: date of birth, mother, brothers and sisters or children,
 * place. Chosen on synthetic registries of 100,000 and a million persons.
 */
const APART: readonly (readonly [bit: number, tags: readonly KeyTag[], bits: number])[] = [
  [1, ['nb', 'nd', 'xd'], 9],
  [2, ['nm'], 8],
  [4, ['ns'], 5],
  [8, ['np'], 5],
];

/**
 * Those who share keys, best first. A key says the more the fewer share it (`log2(persons / sharing)` bits). Keys of one kind say much
 * the same thing in other spellings, so within a kind they are added like the sides of a right angle, and only kinds add up in full.
 *
 * @param persons how many persons are searched
 */
export function rankCandidates(own: readonly SearchKey[], postings: readonly Posting[], persons: number): Ranked[] {
  const tags = [...new Set(postings.map(({ tag }) => tag))];
  const squares = new Map<number, Float64Array>();
  for (const { tag, handles } of postings) {
    const at = tags.indexOf(tag);
    const bits = Math.max(1, Math.log2(Math.max(2, persons) / handles.length));
    for (const handle of handles) {
      let sums = squares.get(handle);
      if (!sums) squares.set(handle, (sums = new Float64Array(tags.length)));
      sums[at]! += bits * bits;
    }
  }
  const kinds = kindsOf(own);
  const apart = APART.map(
    ([bit, of, bits]) => [bit, of.map((tag) => tags.indexOf(tag)).filter((at) => at >= 0), bits] as const,
  );
  const ranked: Ranked[] = [];
  for (const [handle, sums] of squares) {
    let score = 0;
    for (const sum of sums) if (sum > 0) score += Math.sqrt(sum);
    const both = kinds & (handle % 2 ** KIND_BITS);
    for (const [bit, of, bits] of apart) if (both & bit && !of.some((at) => sums[at]! > 0)) score -= bits;
    ranked.push({ handle, score });
  }
  // The handle settles ties, so that the same search gives the same order.
  return ranked.sort((a, b) => b.score - a.score || a.handle - b.handle);
}

import { KIND_BITS, kindsOf, type KeyTag, type SearchKey } from './search-keys.js';

/** Who shares one of the keys of a search. */
export interface Posting extends SearchKey {
  handles: readonly number[];
}

export interface Ranked {
  handle: number;
  /** Log-odds in bits that the shared keys speak for, roughly: good for an order and for when to stop, not for a judgement. */
  score: number;
  /** How likely the one sought, if among the ranked at all, is this one or one of those after it: 0…1, falling. */
  rest: number;
}

/**
 * What it says, in bits, that two share keys of a kind: for each bit of how rare the keys are, and that there are any. A kind that
 * follows from another (whoever shares a name and a band of birth years shares the birth too) adds the less. Fitted by conditional
 * likelihood (which of those who share keys is the one sought) on 1,300 searches in a synthetic registry of 200,000 persons, with the
 * limits on common keys as they would be among a million, and rounded; documents, which too few of them had in common, weigh as much as phones.
 */
const WORTH: Readonly<Record<KeyTag, readonly [perBit: number, shared: number]>> = {
  nn: [0.12, 2],
  nm: [0.03, 1.8],
  ns: [0.22, -1.9],
  nb: [0, 0.5],
  nd: [0.26, -0.3],
  np: [0.22, -1.8],
  nnb: [0.14, -1.3],
  bp: [0.57, -0.2],
  ph: [0.87, 0.2],
  dc: [0.87, 0.2],
  xx: [0.04, -0.6],
  xj: [0.24, -2],
  xp: [0.06, -0.2],
  rp: [0, 0.1],
  rr: [0.01, 0.5],
};

/** What it costs, in bits, where both have keys of a kind and share none: birth, mother, spouse, brothers and sisters or children, place. */
const APART: readonly (readonly [bit: number, tags: readonly KeyTag[], bits: number])[] = [
  [1, ['nb', 'nd', 'nnb', 'bp'], 2.8],
  [2, ['nm'], 2.2],
  [4, ['ns'], 2],
  [8, ['np', 'bp', 'xp', 'rp'], 2.4],
];

/** Whoever is so many bits behind the best is never opened. */
const HOPELESS = 30;
/** No search opens so many; the order of the others is nobody's business. */
const MOST_RANKED = 128;

/**
 * Those who share keys, best first, the best {@link MOST_RANKED} of them. A key says the more the fewer share it (`log2(persons / sharing)` bits).
 * Keys of one kind say much the same thing in other spellings, so within a kind they are added like the sides of a right angle, and only
 * kinds add up in full.
 *
 * @param persons how many persons are searched
 */
export function rankCandidates(own: readonly SearchKey[], postings: readonly Posting[], persons: number): Ranked[] {
  const tags = [...new Set(postings.map(({ tag }) => tag))];
  const width = tags.length;
  const places = new Map<number, number>();
  const squares = new Float64Array(width * postings.reduce((sum, { handles }) => sum + handles.length, 0));
  for (const { tag, handles } of postings) {
    const at = tags.indexOf(tag);
    const bits = Math.max(1, Math.log2(Math.max(2, persons) / handles.length));
    for (const handle of handles) {
      let place = places.get(handle);
      if (place === undefined) places.set(handle, (place = places.size));
      squares[place * width + at]! += bits * bits;
    }
  }
  const kinds = kindsOf(own);
  const worth = tags.map((tag) => WORTH[tag] ?? [0, 0]);
  const apart = APART.map(
    ([bit, of, bits]) => [bit, of.map((tag) => tags.indexOf(tag)).filter((at) => at >= 0), bits] as const,
  );
  const scores = new Float64Array(places.size);
  let best = -Infinity;
  for (const [handle, place] of places) {
    const first = place * width;
    let score = 0;
    for (let at = 0; at < width; at++) {
      const square = squares[first + at]!;
      if (square > 0) score += worth[at]![0] * Math.sqrt(square) + worth[at]![1];
    }
    const both = kinds & (handle % 2 ** KIND_BITS);
    for (const [bit, of, bits] of apart) if (both & bit && !of.some((at) => squares[first + at]! > 0)) score -= bits;
    scores[place] = score;
    if (score > best) best = score;
  }
  const least = leastOfBest(scores, best);
  const ranked: { handle: number; score: number }[] = [];
  let total = 0;
  for (const [handle, place] of places) {
    const score = scores[place]!;
    if (score <= best - HOPELESS) continue;
    total += 2 ** (score - best);
    if (score >= least) ranked.push({ handle, score });
  }
  // The handle settles ties, so that the same search gives the same order.
  ranked.sort((a, b) => b.score - a.score || a.handle - b.handle);
  return withRest(ranked.slice(0, MOST_RANKED), best, total);
}

/** A score that at least {@link MOST_RANKED} reach, and few more: to sort thousands took longer than to rank them. */
function leastOfBest(scores: Float64Array, best: number): number {
  const reached = new Uint32Array(HOPELESS * STEPS);
  for (const score of scores) {
    const behind = Math.floor((best - score) * STEPS);
    if (behind < reached.length) reached[behind]!++;
  }
  let count = 0;
  const last = reached.findIndex((more) => (count += more) >= MOST_RANKED);
  return last < 0 ? -Infinity : best - (last + 1) / STEPS;
}
/** Steps of a bit in which scores are counted. */
const STEPS = 8;

function withRest(ranked: readonly { handle: number; score: number }[], best: number, total: number): Ranked[] {
  let before = 0;
  return ranked.map(({ handle, score }) => {
    const rest = Math.max(0, 1 - before / total);
    before += 2 ** (score - best);
    return { handle, score, rest };
  });
}

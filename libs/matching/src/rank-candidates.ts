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
 * likelihood (which of those who share keys is the one sought) on 900 searches in a synthetic registry of 172,000 persons, and rounded;
 * documents, which too few of them had in common, weigh as much as phones.
 */
const WORTH: Readonly<Record<KeyTag, readonly [perBit: number, shared: number]>> = {
  nn: [0.08, 2],
  nm: [0, 2],
  ns: [0.11, -0.2],
  nb: [0.09, -0.7],
  nd: [0.19, -1.5],
  np: [0, -0.2],
  nnb: [0.05, -1.1],
  nnp: [0.26, -4.7],
  nbp: [0.08, -0.5],
  bp: [0.28, 0.1],
  ph: [1.15, 0],
  dc: [1.15, 0],
  xx: [0.07, 0.7],
  xd: [0.11, -1.3],
  xj: [0.16, -1],
  xp: [0.01, 1.4],
  rp: [0, -0.2],
  rr: [0.02, 1.7],
  rd: [0.46, -2.4],
};

/** What it costs, in bits, where both have keys of a kind and share none: birth, mother, spouse, brothers and sisters or children, place. */
const APART: readonly (readonly [bit: number, tags: readonly KeyTag[], bits: number])[] = [
  [1, ['nb', 'nd', 'xd', 'nnb', 'nbp', 'bp'], 4.7],
  [2, ['nm'], 2.7],
  [4, ['ns'], 1.3],
  [8, ['np', 'nnp', 'nbp', 'bp', 'xp'], 2.5],
];

/** Whoever is so many bits behind the best is never opened. */
const HOPELESS = 30;

/**
 * Those who share keys, best first. A key says the more the fewer share it (`log2(persons / sharing)` bits). Keys of one kind say much
 * the same thing in other spellings, so within a kind they are added like the sides of a right angle, and only kinds add up in full.
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
  const all: { handle: number; score: number }[] = [];
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
    all.push({ handle, score });
    if (score > best) best = score;
  }
  const ranked = all
    .filter(({ score }) => score > best - HOPELESS)
    // The handle settles ties, so that the same search gives the same order.
    .sort((a, b) => b.score - a.score || a.handle - b.handle);
  return withRest(ranked, best);
}

function withRest(ranked: readonly { handle: number; score: number }[], best: number): Ranked[] {
  let total = 0;
  for (const { score } of ranked) total += 2 ** (score - best);
  let before = 0;
  return ranked.map(({ handle, score }) => {
    const rest = Math.max(0, 1 - before / total);
    before += 2 ** (score - best);
    return { handle, score, rest };
  });
}

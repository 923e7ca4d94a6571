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
 * What it says, in bits, that two share keys of a kind: that there are any, for each bit of how rare they are together, and for each bit
 * of how rare the rarest is. A kind that follows from another (whoever shares a name and a band of birth years shares the birth too) adds
 * the less, and one name in many readings makes many keys that say the same. Fitted by conditional likelihood (which of those who share
 * keys is the one sought) on 4,000 searches in a synthetic registry of a million persons, once with the keys one slip away and once
 * without, and rounded; those of one seed were told as well by a fit on the others. Of those sought .952 stand among the first forty, where
 * .944 did with what was fitted among 200,000 persons.
 */
const WORTH: Readonly<Record<KeyTag, Worth>> = {
  nn: [-1.2, 0.04, 0.36],
  nm: [2.7, -0.02],
  ns: [-1.3, 0.15],
  nb: [0.5, 0.02],
  nd: [3.1, 0.03],
  np: [0.2, 0.23, -0.32],
  nnb: [2.3, 0.12, -0.3],
  bp: [1.8, 0.02],
  ph: [4, 0.2],
  dc: [4, 0.2],
  xx: [-0.2, 0.03],
  xj: [-0.5, 0.1],
  xp: [0.3, 0.01],
  rp: [0.6, -0.04],
  rr: [1, 0],
};
type Worth = readonly [shared: number, perBit: number, perBitOfRarest?: number];
/** For each bit of the rarest key of all, and of the rarest of another kind. */
const [RAREST, SECOND] = [0.51, 0.15];

/** What it costs, in bits, where both have keys of a kind and share none: birth, mother, spouse, brothers and sisters or children, place. */
const APART: readonly { bit: number; tags: readonly KeyTag[]; bits: number }[] = [
  { bit: 1, tags: ['nb', 'nd', 'nnb', 'bp'], bits: 4.1 },
  { bit: 2, tags: ['nm'], bits: 3 },
  { bit: 4, tags: ['ns'], bits: 2 },
  { bit: 8, tags: ['np', 'bp', 'xp', 'rp'], bits: 4.3 },
];

/** Whoever is so many bits behind the best is never opened. */
const HOPELESS = 30;
/** No search opens so many; the order of the others is nobody's business. */
const MOST_RANKED = 128;

/**
 * Those who share keys, best first, the best {@link MOST_RANKED} of them. A key says the more the fewer share it (`log2(persons / sharing)` bits).
 * Keys of one kind say much the same thing in other spellings, so within a kind they are added like the sides of a right angle, and only
 * kinds add up in full; the rarest key counts once more.
 *
 * @param persons how many persons are searched
 */
export function rankCandidates(own: readonly SearchKey[], postings: readonly Posting[], persons: number): Ranked[] {
  const sharing = new Sharing(postings.reduce((sum, { handles }) => sum + handles.length, 0));
  const kinds = [...new Set(postings.map(({ tag }) => tag))];
  for (const [at, kind] of kinds.entries())
    sharing.add(
      1 << at,
      WORTH[kind] ?? [0, 0],
      postings.filter(({ tag }) => tag === kind),
      persons,
    );
  const apart = APART.map(({ bit, tags, bits }) => ({
    bit,
    kinds: kinds.reduce((any, kind, at) => (tags.includes(kind) ? any | (1 << at) : any), 0),
    bits,
  }));
  const { places, scores } = sharing.settle(kindsOf(own), apart);
  const { best, least, total } = bestOf(scores);
  const ranked: { handle: number; score: number }[] = [];
  for (let place = 0; place < scores.length; place++) {
    const score = scores[place]!;
    if (score > best - HOPELESS && score >= least) ranked.push({ handle: places.handles[place]!, score });
  }
  // The handle settles ties, so that the same search gives the same order.
  ranked.sort((a, b) => b.score - a.score || a.handle - b.handle);
  return withRest(ranked.slice(0, MOST_RANKED), best, total);
}

/**
 * What each of those who share keys shares, added up kind by kind. Thousands come for each search, so that it is kept in columns of
 * numbers, one row for each of them.
 */
class Sharing {
  readonly places: Places;
  private readonly score: Float64Array;
  /** Bits of the rarest key, and of the rarest of another kind. */
  private readonly most: Float32Array;
  private readonly second: Float32Array;
  /** Which kinds they share, a bit each. */
  private readonly shared: Int32Array;
  /** Of the kind that is being added: the sum of squares, the rarest, and whose rows these are. */
  private readonly square: Float32Array;
  private readonly rarest: Float32Array;
  private readonly touched: Int32Array;

  /** @param most how many may come */
  constructor(most: number) {
    this.places = new Places(most);
    this.score = new Float64Array(most);
    [this.most, this.second, this.square, this.rarest] = [0, 1, 2, 3].map(() => new Float32Array(most)) as Four;
    [this.shared, this.touched] = [new Int32Array(most), new Int32Array(most)];
  }

  /** Adds all keys of one kind. */
  add(kind: number, [shared, perBit, perBitOfRarest = 0]: Worth, postings: readonly Posting[], persons: number): void {
    const { places, score, most, second, square, rarest, touched } = this;
    let count = 0;
    for (const { handles } of postings) {
      const bits = Math.max(1, Math.log2(Math.max(2, persons) / handles.length));
      for (let at = 0; at < handles.length; at++) {
        const place = places.of(handles[at]!);
        if (square[place] === 0) touched[count++] = place;
        square[place]! += bits * bits;
        if (bits > rarest[place]!) rarest[place] = bits;
      }
    }
    for (let at = 0; at < count; at++) {
      const place = touched[at]!;
      const bits = rarest[place]!;
      score[place]! += shared + perBit * Math.sqrt(square[place]!) + perBitOfRarest * bits;
      this.shared[place]! |= kind;
      if (bits > most[place]!) {
        second[place] = most[place]!;
        most[place] = bits;
      } else if (bits > second[place]!) second[place] = bits;
      square[place] = rarest[place] = 0;
    }
  }

  /** What counts once all kinds were added. @param known kinds of keys that the one sought has */
  settle(known: number, apart: readonly Apart[]) {
    const { places, score, most, second, shared } = this;
    for (let place = 0; place < places.size; place++) {
      score[place]! += RAREST * most[place]! + SECOND * second[place]!;
      const both = known & kindsIn(places.handles[place]!);
      if (both === 0) continue;
      for (let at = 0; at < apart.length; at++) {
        const { bit, kinds, bits } = apart[at]!;
        if (both & bit && !(shared[place]! & kinds)) score[place]! -= bits;
      }
    }
    return { places, scores: score.subarray(0, places.size) };
  }
}
type Four = [Float32Array, Float32Array, Float32Array, Float32Array];

interface Apart {
  bit: number;
  /** The kinds of which one is shared by whoever is not apart, a bit each. */
  kinds: number;
  bits: number;
}

/** The lowest bits of a handle; of numbers beyond 32 bits `%` takes ten times as long. */
function kindsIn(handle: number): number {
  return handle - Math.floor(handle / KINDS) * KINDS;
}
const KINDS = 2 ** KIND_BITS;

/** Numbers handles from 0 in the order they come: a table of numbers, since thousands come for each search and a `Map` took twice as long. */
class Places {
  size = 0;
  readonly handles: Float64Array;
  private readonly slots: Int32Array;

  /** @param most how many may come */
  constructor(most: number) {
    this.handles = new Float64Array(most);
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * most + 2))).fill(-1);
  }

  of(handle: number): number {
    const mask = this.slots.length - 1;
    let slot = Math.imul(handle / KINDS, 0x9e3779b1) & mask;
    for (;;) {
      const place = this.slots[slot]!;
      if (place < 0) break;
      if (this.handles[place] === handle) return place;
      slot = (slot + 1) & mask;
    }
    this.handles[this.size] = handle;
    return (this.slots[slot] = this.size++);
  }
}

/**
 * The best score; one that at least {@link MOST_RANKED} reach, and few more, since to sort thousands took longer than to rank them; and
 * the odds of all against the best, counted by eighths of a bit.
 */
function bestOf(scores: Float64Array): { best: number; least: number; total: number } {
  let best = -Infinity;
  for (let at = 0; at < scores.length; at++) if (scores[at]! > best) best = scores[at]!;
  const reached = new Uint32Array(HOPELESS * STEPS);
  for (let at = 0; at < scores.length; at++) {
    const behind = Math.floor((best - scores[at]!) * STEPS);
    if (behind < reached.length) reached[behind]!++;
  }
  let [count, last] = [0, -1];
  // the best stands at the beginning of its eighth, the others in the middle of theirs
  let total = 1 - 2 ** (-0.5 / STEPS);
  for (const [behind, more] of reached.entries()) {
    count += more;
    total += more * 2 ** (-(behind + 0.5) / STEPS);
    if (last < 0 && count >= MOST_RANKED) last = behind;
  }
  return { best, least: last < 0 ? -Infinity : best - (last + 1) / STEPS, total };
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

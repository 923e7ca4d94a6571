import { byRows, sortedBy, type ScoredPairs } from './pairs.js';
import type { ScratchFolder } from './scratch-folder.js';
import { allPairsIn, PairFile } from './spill.js';

/** What two records that were never found by a key say of each other: nothing in common, so mildly against. Bits. */
const NEVER_MET = -2.5;
/** Groups less alike than this are not joined any more; pairs between them keep their own weight, but no more than this. Bits. */
const LAST_JOIN = -1.5;
const HIGHEST = 12;
const LOWEST = -12;

/** What fellowship adds to the mean of a group's pairs: measured, groups joined at even odds are nearly always right. Bits. */
const FELLOWSHIP = 1.5;
/** From so many records on: of two that stand alone, nobody speaks for the other but the pair itself. */
const FELLOWS = 3;

/** Pairs of a knot that is too large to be one person, or a family of namesakes; it is parted at its weaker pairs. */
const LARGEST_KNOT = 100_000;
/** How good pairs must be that hold such a knot together, one after the other. Bits. */
const HOLDING = [1.5, 4, 7, 10] as const;
/** Knots are gone through in so many parts, so that memory holds the pairs of one part. */
const PARTS = 16;

/**
 * Records of one list that belong to one person support each other: a record that says little can be linked through its fellows.
 * Groups are joined by average linkage, the best first; a pair's weight becomes the height at which its groups were joined, so that
 * weak pairs inside a good group rise and strong pairs between groups that contradict each other fall. Deterministic. Works on one
 * knot of connected records after the other, so that memory holds the largest knot, not the list.
 *
 * @param pairs all of them, block by block; gone through several times
 * @param found takes the pairs within groups, and those between groups, that weigh at least `least`
 * @param onJoined told how many pairs are done with, each once
 */
export function joinGroups(
  pairs: () => Iterable<ScoredPairs>,
  rows: number,
  least: number,
  scratch: ScratchFolder,
  found: { push: (a: number, b: number, weight: number) => void },
  onJoined: (pairs: number) => void = () => undefined,
  largestKnot = LARGEST_KNOT,
): void {
  const keep = (a: number, b: number, weight: number): void => {
    if (weight >= least) found.push(a, b, weight);
  };
  const knots = knotsOf(pairs, rows, largestKnot);
  const parts = Array.from({ length: PARTS }, (_, part) => new PairFile(scratch.file(`knots-${part}`)));
  for (const { count, left, right, weight } of pairs()) {
    let apart = 0;
    for (let at = 0; at < count; at++) {
      const [a, b, own] = [left[at]!, right[at]!, weight[at]!];
      if (knots[a] === knots[b]) parts[knots[a]! % PARTS]!.push(a, b, own);
      else {
        keep(a, b, own);
        apart++;
      }
    }
    onJoined(apart);
  }
  for (const part of parts) part.end();
  for (const { path } of parts) {
    const knotted = allPairsIn([path]);
    const order = byKnot(knotted, knots);
    for (let from = 0; from < order.length;) {
      const knot = knots[knotted.left[order[from]!]!]!;
      let to = from + 1;
      while (to < order.length && knots[knotted.left[order[to]!]!] === knot) to++;
      joinKnot(knotted, order.subarray(from, to), keep);
      onJoined(to - from);
      from = to;
    }
  }
}

function joinKnot(
  pairs: ScoredPairs,
  members: Uint32Array,
  keep: (a: number, b: number, weight: number) => void,
): void {
  const groups = new Groups(pairs, members);
  const joined: [number, number, number][] = [];
  for (let next = groups.best(); next && next.height >= LAST_JOIN; next = groups.best()) {
    const [a, b] = groups.membersOf(next.a, next.b);
    for (const x of a) for (const y of b) joined.push([x, y, next.height]);
    groups.join(next.a, next.b);
  }
  for (const [x, y, height] of joined) keep(x, y, groups.sizeWith(x) >= FELLOWS ? height + FELLOWSHIP : height);
  for (const at of members) {
    const [a, b, own] = [pairs.left[at]!, pairs.right[at]!, pairs.weight[at]!];
    if (!groups.together(a, b)) keep(a, b, Math.min(own, LAST_JOIN));
  }
}

/** The knot each row is in: rows that a chain of pairs good enough to join connects. */
function knotsOf(pairs: () => Iterable<ScoredPairs>, rows: number, largestKnot: number): Uint32Array {
  const knots = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) knots[row] = row;
  tie(pairs(), knots, LAST_JOIN, () => true);
  for (const holding of HOLDING) {
    const sizes = new Uint32Array(rows);
    let largest = 0;
    for (const { count, left, right } of pairs())
      for (let at = 0; at < count; at++)
        if (knots[left[at]!] === knots[right[at]!]) largest = Math.max(largest, ++sizes[knots[left[at]!]!]!);
    if (largest <= largestKnot) break;
    const tooLarge = knots.map((knot) => (sizes[knot]! > largestKnot ? 1 : 0));
    for (let row = 0; row < rows; row++) if (tooLarge[row] === 1) knots[row] = row;
    tie(pairs(), knots, holding, (row) => tooLarge[row] === 1);
  }
  return knots;
}

/** Ties rows that good pairs connect; each is then numbered by the first of its knot. */
function tie(pairs: Iterable<ScoredPairs>, knots: Uint32Array, holding: number, loose: (row: number) => boolean): void {
  const first = (row: number): number => {
    let at = row;
    while (knots[at] !== at) {
      knots[at] = knots[knots[at]!]!;
      at = knots[at]!;
    }
    return at;
  };
  for (const { count, left, right, weight } of pairs)
    for (let at = 0; at < count; at++) {
      if (weight[at]! < holding || !loose(left[at]!) || !loose(right[at]!)) continue;
      const [a, b] = [first(left[at]!), first(right[at]!)];
      if (a !== b) knots[Math.max(a, b)] = Math.min(a, b);
    }
  for (let row = 0; row < knots.length; row++) knots[row] = first(row);
}

/** Pairs within knots, knot after knot, those of a knot by their rows. */
function byKnot(pairs: ScoredPairs, knots: Uint32Array): Uint32Array {
  const inRows = byRows(pairs);
  return sortedBy(inRows, (at) => knots[pairs.left[at]!]!);
}

interface Link {
  sum: number;
  met: number;
}

interface Candidate {
  a: number;
  b: number;
  height: number;
}

class Groups {
  private readonly members = new Map<number, number[]>();
  private readonly links = new Map<number, Map<number, Link>>();
  private readonly groupOf = new Map<number, number>();
  private readonly heap: Candidate[] = [];

  constructor(pairs: ScoredPairs, members: Uint32Array) {
    for (const at of members) {
      const [a, b] = [pairs.left[at]!, pairs.right[at]!];
      const bits = Math.max(LOWEST, Math.min(HIGHEST, pairs.weight[at]!));
      this.linksOf(a).set(b, { sum: bits, met: 1 });
      this.linksOf(b).set(a, { sum: bits, met: 1 });
    }
    for (const row of this.links.keys()) {
      this.members.set(row, [row]);
      this.groupOf.set(row, row);
    }
    for (const [a, links] of this.links) {
      for (const b of links.keys()) if (a < b) this.push({ a, b, height: this.height(a, b) });
    }
  }

  /** The two groups that are most alike now; entries that later joins made stale are passed over. */
  best(): Candidate | undefined {
    for (;;) {
      const top = this.pop();
      if (!top) return undefined;
      if (!this.members.has(top.a) || !this.members.has(top.b)) continue;
      const now = this.height(top.a, top.b);
      if (now === top.height) return top;
      if (now < top.height) this.push({ ...top, height: now });
    }
  }

  together(a: number, b: number): boolean {
    return this.groupOf.get(a) === this.groupOf.get(b);
  }

  membersOf(a: number, b: number): [readonly number[], readonly number[]] {
    return [this.members.get(a)!, this.members.get(b)!];
  }

  /** How many are in the group of a row. */
  sizeWith(row: number): number {
    return this.members.get(this.groupOf.get(row)!)!.length;
  }

  /** Joins the smaller group into the larger. */
  join(x: number, y: number): void {
    const [into, from] = this.linksOf(x).size >= this.linksOf(y).size ? [x, y] : [y, x];
    for (const row of this.members.get(from)!) {
      this.members.get(into)!.push(row);
      this.groupOf.set(row, into);
    }
    this.members.delete(from);
    const kept = this.linksOf(into);
    kept.delete(from);
    for (const [other, link] of this.linksOf(from)) {
      if (other === into) continue;
      const links = this.linksOf(other);
      links.delete(from);
      const own = kept.get(other);
      const sum: Link = own ? { sum: own.sum + link.sum, met: own.met + link.met } : link;
      kept.set(other, sum);
      links.set(into, sum);
    }
    this.links.delete(from);
    for (const other of kept.keys())
      this.push({ a: Math.min(into, other), b: Math.max(into, other), height: this.height(into, other) });
  }

  private height(a: number, b: number): number {
    const link = this.links.get(a)?.get(b);
    if (!link) return NEVER_MET;
    const all = this.members.get(a)!.length * this.members.get(b)!.length;
    return (link.sum + (all - link.met) * NEVER_MET) / all;
  }

  private linksOf(group: number): Map<number, Link> {
    const known = this.links.get(group);
    if (known) return known;
    const links = new Map<number, Link>();
    this.links.set(group, links);
    return links;
  }

  private push(entry: Candidate): void {
    const { heap } = this;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!before(heap[at]!, heap[above]!)) break;
      [heap[at], heap[above]] = [heap[above]!, heap[at]!];
      at = above;
    }
  }

  private pop(): Candidate | undefined {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (!top || !last || heap.length === 0) return top;
    heap[0] = last;
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let best = at;
      if (left < heap.length && before(heap[left]!, heap[best]!)) best = left;
      if (right < heap.length && before(heap[right]!, heap[best]!)) best = right;
      if (best === at) return top;
      [heap[at], heap[best]] = [heap[best]!, heap[at]!];
      at = best;
    }
  }
}

function before(x: Candidate, y: Candidate): boolean {
  return x.height > y.height || (x.height === y.height && (x.a < y.a || (x.a === y.a && x.b < y.b)));
}

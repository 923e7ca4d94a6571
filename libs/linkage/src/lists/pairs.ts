/** Scored pairs as columns: a list of a million rows has too many for objects. */
export interface ScoredPairs {
  count: number;
  left: Uint32Array;
  right: Uint32Array;
  /** Log-odds in bits. */
  weight: Float32Array;
}

/** Growing columns of pairs: twelve bytes each. The lower row number, which is the left list's, comes first. */
export class PairColumns {
  count = 0;
  private left: Uint32Array;
  private right: Uint32Array;
  private weight: Float32Array;

  constructor(expected = 256) {
    this.left = new Uint32Array(expected);
    this.right = new Uint32Array(expected);
    this.weight = new Float32Array(expected);
  }

  push(a: number, b: number, weight: number): void {
    if (this.count === this.left.length) {
      this.left = grown(this.left, new Uint32Array(this.count * 2));
      this.right = grown(this.right, new Uint32Array(this.count * 2));
      this.weight = grown(this.weight, new Float32Array(this.count * 2));
    }
    this.left[this.count] = Math.min(a, b);
    this.right[this.count] = Math.max(a, b);
    this.weight[this.count++] = weight;
  }

  clear(): void {
    this.count = 0;
  }

  /** What was pushed; views, not copies. */
  columns(): ScoredPairs {
    const { count } = this;
    return {
      count,
      left: this.left.subarray(0, count),
      right: this.right.subarray(0, count),
      weight: this.weight.subarray(0, count),
    };
  }
}

function grown<T extends Uint32Array | Float32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

/** The pairs, best first; those of one weight by their rows. */
export function sortedBest(pairs: ScoredPairs): ScoredPairs {
  const { count, left, right, weight } = pairs;
  const bits = new Uint32Array(weight.buffer, weight.byteOffset, count);
  // floats in the order of their bits, the largest first
  const rank = (at: number): number => (bits[at]! >>> 31 === 1 ? bits[at]! : ~bits[at]! & 0x7fffffff);
  const order = sortedBy(byRows(pairs), rank);
  return {
    count,
    left: order.map((at) => left[at]!),
    right: order.map((at) => right[at]!),
    weight: weight.map((_, at) => weight[order[at]!]!),
  };
}

/** Places of the pairs by their left row, then their right one. */
export function byRows({ count, left, right }: Pick<ScoredPairs, 'count' | 'left' | 'right'>): Uint32Array {
  const order = new Uint32Array(count);
  for (let at = 0; at < count; at++) order[at] = at;
  return sortedBy(
    sortedBy(order, (at) => right[at]!),
    (at) => left[at]!,
  );
}

/** Places in the order of a number from 0 to 2³² − 1 each. Stable, in two rounds of sixteen bits: comparing would take half a minute for ten million. */
export function sortedBy(order: Uint32Array, numberOf: (at: number) => number): Uint32Array {
  let from = order;
  let into: Uint32Array = new Uint32Array(order.length);
  for (const shift of [0, 16]) {
    const starts = new Uint32Array(65_537);
    for (const at of from) starts[((numberOf(at) >>> shift) & 0xffff) + 1]!++;
    for (let digit = 0; digit < 65_536; digit++) starts[digit + 1]! += starts[digit]!;
    for (const at of from) into[starts[(numberOf(at) >>> shift) & 0xffff]!++] = at;
    [from, into] = [into, from];
  }
  return from;
}

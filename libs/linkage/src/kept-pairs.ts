/**
 * What was found lately for pairs of numbered things, each pair as it is ordered: the same words and towns meet again and again in one
 * search. Of two pairs that come to one slot the later stays, so that memory is bounded.
 */
export class KeptPairs<Found> {
  private readonly pairs: Float64Array;
  private readonly found: (Found | undefined)[];

  /** @param slots a power of two */
  constructor(slots: number) {
    this.pairs = new Float64Array(slots).fill(-1);
    this.found = new Array<Found | undefined>(slots);
  }

  get(a: number, b: number): Found | undefined {
    const slot = this.slotOf(a, b);
    return this.pairs[slot] === a * MOST + b ? this.found[slot] : undefined;
  }

  set(a: number, b: number, found: Found): void {
    const slot = this.slotOf(a, b);
    this.pairs[slot] = a * MOST + b;
    this.found[slot] = found;
  }

  private slotOf(a: number, b: number): number {
    return (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) & (this.pairs.length - 1);
  }
}

/** Numbers are below this, so that two make one that is exact. */
const MOST = 2 ** 26;

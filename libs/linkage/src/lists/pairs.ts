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
  private count = 0;
  private left = new Uint32Array(4096);
  private right = new Uint32Array(4096);
  private weight = new Float32Array(4096);

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

  columns(): ScoredPairs {
    const { count } = this;
    return {
      count,
      left: this.left.slice(0, count),
      right: this.right.slice(0, count),
      weight: this.weight.slice(0, count),
    };
  }
}

function grown<T extends Uint32Array | Float32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

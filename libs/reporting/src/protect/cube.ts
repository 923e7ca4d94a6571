/**
 * A table of counts in any number of dimensions, with every total. Along each dimension the categories come first and
 * the total of them stands last; a cell is addressed by one place per dimension.
 */
export class Cube {
  /** Places per dimension, the total included. */
  readonly sizes: readonly number[];
  readonly counts: Int32Array;
  private readonly strides: readonly number[];

  /** @param categories how many categories each dimension has, without its total */
  constructor(categories: readonly number[]) {
    this.sizes = categories.map((count) => count + 1);
    const strides: number[] = [];
    let cells = 1;
    for (const size of [...this.sizes].reverse()) {
      strides.unshift(cells);
      cells *= size;
    }
    this.strides = strides;
    this.counts = new Int32Array(cells);
  }

  get cells(): number {
    return this.counts.length;
  }

  at(places: readonly number[]): number {
    return places.reduce((sum, place, dimension) => sum + place * this.strides[dimension]!, 0);
  }

  /** Adds to one cell and to every total that it is part of. */
  add(places: readonly number[], count: number): void {
    for (let mask = 0; mask < 1 << places.length; mask++) {
      const cell = places.reduce(
        (sum, place, dimension) =>
          sum + (mask & (1 << dimension) ? this.sizes[dimension]! - 1 : place) * this.strides[dimension]!,
        0,
      );
      this.counts[cell] = this.counts[cell]! + count;
    }
  }

  /** Every row of cells that adds up to a total: the parts first, the total last. */
  *lines(): Generator<number[]> {
    for (const [dimension, size] of this.sizes.entries()) {
      const stride = this.strides[dimension]!;
      for (let first = 0; first < this.cells; first++) {
        if (Math.floor(first / stride) % size !== 0) continue;
        yield Array.from({ length: size }, (_, place) => first + place * stride);
      }
    }
  }
}

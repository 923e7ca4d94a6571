/**
 * A growing column of 32-bit numbers in memory that threads share: four bytes each, where an array of numbers takes eight and more.
 * What is expected is only reserved: pages that were never written to take no memory.
 */
export class NumberColumn {
  length = 0;
  private numbers: Uint32Array;

  constructor(expected = 1024) {
    this.numbers = new Uint32Array(new SharedArrayBuffer(Math.max(1, expected) * 4));
  }

  push(value: number): void {
    if (this.length === this.numbers.length) this.numbers = grown(Uint32Array, this.numbers, this.length * 2);
    this.numbers[this.length++] = value;
  }

  at(index: number): number {
    return this.numbers[index]!;
  }

  increase(index: number): void {
    this.numbers[index]!++;
  }

  /** What was pushed; a view, not a copy. */
  view(): Uint32Array {
    return this.numbers.subarray(0, this.length);
  }
}

export type SharedNumbers = Uint8Array | Uint16Array | Uint32Array;
export interface SharedType<T extends SharedNumbers> {
  new (buffer: SharedArrayBuffer): T;
  BYTES_PER_ELEMENT: number;
}

/** A typed array in memory that threads share, of so many zeros. */
export function shared<T extends SharedNumbers>(type: SharedType<T>, length: number): T {
  return new type(new SharedArrayBuffer(length * type.BYTES_PER_ELEMENT));
}

/** The same numbers with room for more. */
export function grown<T extends SharedNumbers>(type: SharedType<T>, from: T, length: number): T {
  const larger = shared(type, length);
  larger.set(from);
  return larger;
}

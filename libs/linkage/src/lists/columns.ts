/** A growing column of 32-bit numbers: four bytes each, where an array of numbers takes eight and more. */
export class NumberColumn {
  private numbers = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.numbers.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.length++] = value;
  }

  /** What was pushed; a view, not a copy. */
  view(): Uint32Array {
    return this.numbers.subarray(0, this.length);
  }
}

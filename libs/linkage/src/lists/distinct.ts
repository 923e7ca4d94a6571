import { grown, NumberColumn, shared, type SharedNumbers, type SharedType } from './columns.js';

/**
 * Sequences of small numbers (the bytes of a text, the words of a value), each kept once and numbered in the order they come; the
 * empty one is number 0. Ten million of them would be too much for a Map of strings.
 */
export class Distinct<T extends SharedNumbers> {
  private readonly starts = new NumberColumn();
  private items: T;
  private used = 0;
  /** Open addressing: the number of a sequence, 0 where the slot is free. */
  private slots = new Uint32Array(1024);

  constructor(private readonly type: SharedType<T>) {
    this.items = shared(type, 4096);
    this.starts.push(0);
    this.starts.push(0);
  }

  /** How many there are, the empty one included. */
  get size(): number {
    return this.starts.length - 1;
  }

  /** The number of the sequence in the first `length` places. */
  add(sequence: ArrayLike<number>, length = sequence.length): number {
    if (length === 0) return 0;
    const mask = this.slots.length - 1;
    let slot = hashOf(sequence, 0, length) & mask;
    for (; this.slots[slot] !== 0; slot = (slot + 1) & mask)
      if (this.holds(this.slots[slot]!, sequence, length)) return this.slots[slot]!;
    const number = this.size;
    this.slots[slot] = number;
    while (this.used + length > this.items.length) this.items = grown(this.type, this.items, this.items.length * 2);
    for (let at = 0; at < length; at++) this.items[this.used++] = sequence[at]!;
    this.starts.push(this.used);
    if (number * 4 > this.slots.length * 3) this.spread();
    return number;
  }

  finish(): { starts: Uint32Array; items: T } {
    return { starts: this.starts.view(), items: this.items.subarray(0, this.used) as T };
  }

  private holds(number: number, sequence: ArrayLike<number>, length: number): boolean {
    const start = this.starts.at(number);
    if (this.starts.at(number + 1) - start !== length) return false;
    for (let at = 0; at < length; at++) if (this.items[start + at] !== sequence[at]) return false;
    return true;
  }

  private spread(): void {
    const mask = this.slots.length * 2 - 1;
    this.slots = new Uint32Array(mask + 1);
    for (let number = 1; number < this.size; number++) {
      let slot = hashOf(this.items, this.starts.at(number), this.starts.at(number + 1)) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = number;
    }
  }
}

function hashOf(sequence: ArrayLike<number>, from: number, to: number): number {
  let value = 0x811c9dc5;
  for (let at = from; at < to; at++) value = Math.imul(value ^ sequence[at]!, 0x01000193) ^ (value >>> 15);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

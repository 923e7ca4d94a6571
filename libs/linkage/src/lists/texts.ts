import { Distinct } from './distinct.js';

/** Texts as bytes (UTF-8) in memory that threads share: text n is `bytes[starts[n]] … bytes[starts[n + 1] - 1]`; text 0 is empty. */
export interface TextTable {
  readonly starts: Uint32Array;
  readonly bytes: Uint8Array;
}

/** Collects texts and numbers them. */
export class TextCollector {
  private readonly known = new Distinct(Uint8Array);
  private scratch = Buffer.alloc(1024);

  add(text: string): number {
    if (text.length * 3 > this.scratch.length) this.scratch = Buffer.alloc(text.length * 3);
    return this.known.add(this.scratch, this.scratch.write(text));
  }

  get size(): number {
    return this.known.size;
  }

  finish(): TextTable {
    const { starts, items } = this.known.finish();
    return { starts, bytes: items };
  }
}

const KEPT = 1 << 14;

/** Reads texts of a table; keeps those that were read last, because a group of rows is read again and again. */
export class TextReader {
  private readonly bytes: Buffer;
  private readonly numbers = new Uint32Array(KEPT);
  private readonly texts = new Array<string>(KEPT).fill('');

  constructor(private readonly table: TextTable) {
    const { buffer, byteOffset, byteLength } = table.bytes;
    this.bytes = Buffer.from(buffer, byteOffset, byteLength);
  }

  at(number: number): string {
    const slot = number & (KEPT - 1);
    if (this.numbers[slot] === number) return this.texts[slot]!;
    const text = this.bytes.toString('utf8', this.table.starts[number], this.table.starts[number + 1]);
    this.numbers[slot] = number;
    this.texts[slot] = text;
    return text;
  }
}

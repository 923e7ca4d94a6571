import { closeSync, openSync, readSync, writeSync } from 'node:fs';

const CHUNK = 1 << 20;

/** The ids of all rows, in a file: they are needed only for the rows that are written in the end. */
export class IdFile {
  private readonly file: number;
  /** Where each id ends in the file; only what is used of it takes memory. */
  private ends: Float64Array;
  private rows = 0;
  private end = 0;
  private pending: string[] = [];
  private pendingBytes = 0;
  private scratch = Buffer.alloc(256);

  /** @param expected how many rows at most */
  constructor(path: string, expected: number) {
    this.file = openSync(path, 'wx+', 0o600);
    this.ends = new Float64Array(expected + 1);
  }

  add(id: string): void {
    const bytes = Buffer.byteLength(id);
    this.end += bytes;
    if (++this.rows === this.ends.length) {
      const longer = new Float64Array(this.rows * 2);
      longer.set(this.ends);
      this.ends = longer;
    }
    this.ends[this.rows] = this.end;
    this.pending.push(id);
    this.pendingBytes += bytes;
    if (this.pendingBytes >= CHUNK) this.flush();
  }

  at(row: number): string {
    if (this.pending.length > 0) this.flush();
    const start = this.ends[row]!;
    const length = this.ends[row + 1]! - start;
    if (length > this.scratch.length) this.scratch = Buffer.alloc(length);
    readSync(this.file, this.scratch, 0, length, start);
    return this.scratch.toString('utf8', 0, length);
  }

  close(): void {
    closeSync(this.file);
  }

  private flush(): void {
    writeSync(this.file, this.pending.join(''));
    this.pending = [];
    this.pendingBytes = 0;
  }
}

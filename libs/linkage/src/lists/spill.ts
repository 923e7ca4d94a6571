import { closeSync, existsSync, fstatSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { PairColumns, type ScoredPairs } from './pairs.js';

/** Pairs of a block: twelve bytes each. */
const BLOCK = 1 << 14;

/** Scored pairs go to a file block by block, because those of a long list do not fit in memory. There is no file where there are none. */
export class PairFile {
  private pairs = new PairColumns();

  constructor(readonly path: string) {}

  push(a: number, b: number, weight: number): void {
    this.pairs.push(a, b, weight);
    if (this.pairs.count === BLOCK) this.end();
  }

  /** What was pushed is in the file from here on. Opened only while it is written: there may be hundreds. */
  end(): void {
    const { count, left, right, weight } = this.pairs.columns();
    if (count === 0) return;
    const file = openSync(this.path, 'a', 0o600);
    try {
      for (const column of [new Uint32Array([count]), left, right, weight]) writeWholly(file, column);
    } finally {
      closeSync(file);
    }
    this.pairs.clear();
  }
}

/** A disk that is nearly full takes a part. */
function writeWholly(file: number, column: Uint32Array | Float32Array): void {
  const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

/** The blocks of such files, in the order of the files. */
export function* pairsIn(paths: readonly string[]): Generator<ScoredPairs> {
  for (const path of paths) {
    if (!existsSync(path)) continue;
    const file = openSync(path, 'r');
    try {
      const end = fstatSync(file).size;
      for (let at = 0; at < end;) {
        const read = <T extends Uint32Array | Float32Array>(into: T): T => {
          at += readSync(file, into, 0, into.byteLength, at);
          return into;
        };
        const count = read(new Uint32Array(1))[0]!;
        yield {
          count,
          left: read(new Uint32Array(count)),
          right: read(new Uint32Array(count)),
          weight: read(new Float32Array(count)),
        };
      }
    } finally {
      closeSync(file);
    }
  }
}

/** How many pairs there are in such files: all blocks but the last of a file are full. */
export function countIn(paths: readonly string[]): number {
  let count = 0;
  for (const path of paths) {
    const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    count += (bytes - Math.ceil(bytes / (4 + BLOCK * 12)) * 4) / 12;
  }
  return count;
}

/** All pairs of some files at once. */
export function allPairsIn(paths: readonly string[]): ScoredPairs {
  const all = new PairColumns();
  for (const { count, left, right, weight } of pairsIn(paths))
    for (let at = 0; at < count; at++) all.push(left[at]!, right[at]!, weight[at]!);
  return all.columns();
}

import type { ListTable } from './list-table.js';
import { keyOf, type Way } from './ways.js';

/** Groups larger than this say something common, not someone; other ways find their pairs. */
export const LARGEST_GROUP = 300;
/** Groups up to this are compared however many there are. */
const SMALLEST_LIMIT = 10;
/** Pairs that are compared at most: groups are the smaller for it, the largest first. */
export const MOST_PAIRS = 300_000_000;

/** How many rows a float can number beside what is left of a 32-bit key. */
const BITS_OF_PACKED = 53;
const BITS_OF_KEY = 32;
/** The work is dealt out in up to 32 slices, of some thousand rows at least. Their number depends on the rows alone, and so does the result. */
const SLICE_BITS = 5;
const ROW_BITS_OF_SLICE = 12;

/** Keys are cut into slices by their last bits, so that sorting a slice takes little memory. */
export interface Slicing {
  readonly slices: number;
  readonly bits: number;
  /** A packed number is the key without its slice, times this, plus the row. */
  readonly rowStep: number;
}

export function slicingOf(rows: number): Slicing {
  const rowBits = Math.ceil(Math.log2(rows + 1));
  const usual = Math.max(0, Math.min(SLICE_BITS, rowBits - ROW_BITS_OF_SLICE));
  const bits = Math.max(usual, rowBits - (BITS_OF_PACKED - BITS_OF_KEY));
  return { slices: 2 ** bits, bits, rowStep: 2 ** rowBits };
}

/** Which groups are left out. */
export interface Limits {
  readonly largestGroup: number;
  /** Of each way: the keys that too many share, in order. */
  readonly common: readonly Uint32Array[];
}

/** What a slice of a way holds. */
export interface Sizes {
  /** How many pairs are in groups of each size up to {@link LARGEST_GROUP}. */
  readonly pairs: Float64Array;
  /** Keys of groups that may be too large, and their sizes (one more than the largest where they are larger still). */
  readonly keys: Uint32Array;
  readonly sizes: Uint16Array;
}

/** The keys of all rows in one way. */
export function fillKeys(way: Way, table: ListTable, keys: Uint32Array): void {
  for (let row = 0; row < table.rows; row++) keys[row] = keyOf(way, table, row);
}

interface Groups {
  /** Rows of all groups, each group in the order of rows. */
  readonly rows: Uint32Array;
  visit(each: (key: number, from: number, to: number) => void): void;
}

/** Rows of a slice that share a key, group after group. Groups of one are passed over. */
function groupsIn(keys: Uint32Array, rows: number, slice: number, { slices, bits, rowStep }: Slicing): Groups {
  let count = 0;
  for (let row = 0; row < rows; row++) if (keys[row] !== 0 && (keys[row]! & (slices - 1)) === slice) count++;
  const packed = new Float64Array(count);
  count = 0;
  for (let row = 0; row < rows; row++)
    if (keys[row] !== 0 && (keys[row]! & (slices - 1)) === slice)
      packed[count++] = (keys[row]! >>> bits) * rowStep + row;
  packed.sort();
  const inOrder = new Uint32Array(count);
  for (let at = 0; at < count; at++) inOrder[at] = packed[at]! % rowStep;
  return {
    rows: inOrder,
    visit(each) {
      for (let from = 0; from < count;) {
        const key = Math.floor(packed[from]! / rowStep);
        const next = (key + 1) * rowStep;
        let to = from + 1;
        while (to < count && packed[to]! < next) to++;
        if (to - from > 1) each(((key << bits) | slice) >>> 0, from, to);
        from = to;
      }
    },
  };
}

/** A group between two lists of a rows and b rows is as large as one of 2√(ab) rows, half of them in each: what counts is its pairs. */
function sizeOf(rows: Uint32Array, from: number, to: number, { leftRows, rows: all }: ListTable): [number, number] {
  const size = to - from;
  if (leftRows === all) return [size, (size * (size - 1)) / 2];
  let left = 0;
  while (from + left < to && rows[from + left]! < leftRows) left++;
  const pairs = left * (size - left);
  return [Math.ceil(2 * Math.sqrt(pairs)), pairs];
}

/** How large the groups of a slice are. */
export function measureSlice(table: ListTable, keys: Uint32Array, slice: number, slicing: Slicing): Sizes {
  const groups = groupsIn(keys, table.rows, slice, slicing);
  const pairs = new Float64Array(LARGEST_GROUP + 1);
  const large: number[] = [];
  const sizes: number[] = [];
  groups.visit((key, from, to) => {
    const [size, found] = sizeOf(groups.rows, from, to, table);
    if (size <= LARGEST_GROUP) pairs[size]! += found;
    if (size <= SMALLEST_LIMIT) return;
    large.push(key);
    sizes.push(Math.min(size, LARGEST_GROUP + 1));
  });
  return { pairs, keys: Uint32Array.from(large), sizes: Uint16Array.from(sizes) };
}

/** The largest groups that keep the pairs of all ways within bounds. */
export function largestGroupFor(sizes: readonly Sizes[], mostPairs: number): number {
  let total = 0;
  for (let size = 0; size <= LARGEST_GROUP; size++) {
    for (const { pairs } of sizes) total += pairs[size]!;
    if (total > mostPairs && size > SMALLEST_LIMIT) return size - 1;
  }
  return LARGEST_GROUP;
}

/** Pairs of a way under a limit. */
export function pairsWithin(sizes: readonly Sizes[], largestGroup: number): number {
  return sizes.reduce((sum, { pairs }) => sum + pairs.subarray(0, largestGroup + 1).reduce((a, b) => a + b, 0), 0);
}

/** The keys of a way that too many share, in order, in memory that threads share. */
export function commonKeys(sizes: readonly Sizes[], largestGroup: number): Uint32Array {
  const common = sizes.flatMap(({ keys, sizes: large }) => [...keys.filter((_, at) => large[at]! > largestGroup)]);
  const sorted = new Uint32Array(new SharedArrayBuffer(common.length * 4));
  sorted.set(Uint32Array.from(common).sort());
  return sorted;
}

function includes(sorted: Uint32Array, key: number): boolean {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle]! < key) from = middle + 1;
    else to = middle;
  }
  return sorted[from] === key;
}

/** What a thread needs to walk the pairs of a slice. */
export interface Walk {
  readonly table: ListTable;
  readonly ways: readonly Way[];
  readonly limits: Limits;
  /** Of all rows in the way that is walked. */
  readonly keys: Uint32Array;
  readonly slicing: Slicing;
}

/** The keys of a group's rows in earlier ways, each made once and not for each pair. */
class KeysOfGroup {
  private keys = new Uint32Array(0);
  /** Of which rows the keys were made. */
  private made = new Uint8Array(0);
  private rows: Uint32Array = new Uint32Array(0);
  private from = 0;

  constructor(
    private readonly table: ListTable,
    private readonly ways: readonly Way[],
    private readonly common: readonly Uint32Array[],
  ) {}

  start(rows: Uint32Array, from: number, to: number): void {
    this.rows = rows;
    this.from = from;
    const size = to - from;
    if (this.made.length < size) {
      this.made = new Uint8Array(2 * size);
      this.keys = new Uint32Array(2 * size * this.ways.length);
    } else this.made.fill(0, 0, size);
  }

  /** Do the rows in two places share a key that finds them? */
  share(i: number, j: number): boolean {
    const [atI, atJ] = [this.keysAt(i), this.keysAt(j)];
    const { common, keys, ways } = this;
    for (let way = 0; way < ways.length; way++) {
      const key = keys[atI + way]!;
      if (key !== 0 && key === keys[atJ + way] && !includes(common[way]!, key)) return true;
    }
    return false;
  }

  private keysAt(place: number): number {
    const { keys, made, table, ways } = this;
    const [at, row] = [place - this.from, this.rows[place]!];
    const start = at * ways.length;
    if (made[at] === 1) return start;
    made[at] = 1;
    for (let way = 0; way < ways.length; way++) keys[start + way] = keyOf(ways[way]!, table, row);
    return start;
  }
}

/**
 * Calls `visit` for the pairs of one slice of a way, or for those of them that are `wanted`. `first` tells whether no earlier way
 * finds the pair.
 */
export function forEachPair(
  { table, ways, limits, keys, slicing }: Walk,
  way: number,
  slice: number,
  wanted: ((a: number, b: number) => boolean) | undefined,
  visit: (a: number, b: number, first: boolean) => void,
): void {
  const groups = groupsIn(keys, table.rows, slice, slicing);
  const { rows } = groups;
  const linking = table.leftRows < table.rows;
  const before = new KeysOfGroup(table, ways.slice(0, way), limits.common);
  groups.visit((_, from, to) => {
    const [size, pairs] = sizeOf(rows, from, to, table);
    if (pairs === 0 || size > limits.largestGroup) return;
    before.start(rows, from, to);
    for (let i = from; i < to; i++) {
      const a = rows[i]!;
      if (linking && a >= table.leftRows) return;
      for (let j = i + 1; j < to; j++) {
        const b = rows[j]!;
        if ((linking && b < table.leftRows) || (wanted && !wanted(a, b))) continue;
        visit(a, b, !before.share(i, j));
      }
    }
  });
}

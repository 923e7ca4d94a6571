import { codeHash, hash, hashPair, shared } from './lexicon.js';
import { MOST_ROWS, type Fact, type ListField, type ListTable } from './list-table.js';

/**
 * One way of finding pairs: rows that agree in two facts (or in one that is rare alone). Rows are grouped by key; a pair counts in
 * the first pass that finds it.
 */
export interface Pass {
  readonly facts: readonly Fact[];
  /** Key of each row; 0 where a fact is missing or the group is too large to be worth comparing. */
  readonly keys: Uint32Array;
  /** Rows with a key, group after group. */
  readonly order: Uint32Array;
  /** Where each group starts in `order`, and its end as the last entry. */
  readonly starts: Uint32Array;
  readonly pairs: number;
}

/** Groups larger than this say something common, not someone; other passes find their pairs. */
const LARGEST_GROUP = 300;

/** Facts in the order in which two of them are joined to passes. */
const JOINED: readonly Fact[] = ['given', 'family', 'birth', 'postcode', 'place', 'mother', 'father', 'address'];
const ALONE: readonly Fact[] = ['identifier', 'phone'];

/** The passes for a table. Bounded memory: three numbers per row and pass. */
export function passesOf(table: ListTable, largestGroup = LARGEST_GROUP): Pass[] {
  const facts = new Map<Fact, Uint32Array[]>();
  for (const field of table.fields) {
    if (field.kind === 'age' || field.fact === 'rest' || field.fact === 'sex') continue;
    facts.set(field.fact, [...(facts.get(field.fact) ?? []), keysOf(field, table)]);
  }
  const passes: Pass[] = [];
  const add = (names: readonly Fact[], keys: Uint32Array): void => {
    const pass = passOf(names, keys, table, largestGroup);
    if (pass.pairs > 0) passes.push(pass);
  };
  for (const fact of ALONE) for (const keys of facts.get(fact) ?? []) add([fact], keys);
  for (let i = 0; i < JOINED.length; i++) {
    for (let j = i + 1; j < JOINED.length; j++) {
      const [one, other] = [JOINED[i]!, JOINED[j]!];
      for (const x of facts.get(one) ?? [])
        for (const y of facts.get(other) ?? []) {
          // given and family name change places; the key does not mind
          const ordered = one === 'given' && other === 'family';
          add([one, other], joined(x, y, ordered));
        }
    }
  }
  const years = table.fields.find(({ kind }) => kind === 'birth');
  if (years) {
    const keys = shared(
      Uint32Array,
      years.values.map((digits) => (digits === 0 ? 0 : hash(String(Math.floor(digits / 10_000))))),
    );
    for (const fact of ['given', 'family'] as const)
      for (const x of facts.get(fact) ?? []) add([fact, 'birth'], joined(x, keys, false));
  }
  const addresses = facts.get('address') ?? [];
  for (let i = 0; i < addresses.length; i++)
    for (let j = i + 1; j < addresses.length; j++) add(['address'], joined(addresses[i]!, addresses[j]!, false));
  const identifiers = facts.get('category') ?? [];
  for (const x of facts.get('family') ?? [])
    for (const y of identifiers) add(['family', 'category'], joined(x, y, false));
  return passes;
}

function joined(x: Uint32Array, y: Uint32Array, anyOrder: boolean): Uint32Array {
  const keys = shared(Uint32Array, new Uint32Array(x.length));
  for (let row = 0; row < x.length; row++) {
    const [a, b] = [x[row]!, y[row]!];
    keys[row] = anyOrder && a > b ? hashPair(b, a) : hashPair(a, b);
  }
  return keys;
}

/** One hash per row for a field: of the code of its first word (names), of its value (texts, dates). */
function keysOf(field: ListField, table: ListTable): Uint32Array {
  const { kind, values, starts, words, texts } = field;
  const ofValue = new Map<number, number>();
  const keyOf = (value: number): number => {
    if (kind === 'birth') return hash(String(value));
    if (kind === 'text' || kind === 'category') return hash(texts[value]!);
    let key = 0;
    const most = field.fact === 'address' ? 3 : field.fact === 'place' ? 2 : 1;
    for (let at = starts[value]!; at < starts[value + 1]! && at < starts[value]! + most; at++)
      key = (key + codeHash(table.lexicon, words[at]!)) >>> 0;
    return key;
  };
  const keys = new Uint32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value === 0) continue;
    let key = ofValue.get(value);
    if (key === undefined) ofValue.set(value, (key = keyOf(value)));
    keys[row] = key;
  }
  return keys;
}

function passOf(facts: readonly Fact[], keys: Uint32Array, table: ListTable, largestGroup: number): Pass {
  const { rows, leftRows } = table;
  const sorted = new Float64Array(rows);
  let used = 0;
  for (let row = 0; row < rows; row++) if (keys[row] !== 0) sorted[used++] = keys[row]! * MOST_ROWS + row;
  const packed = sorted.subarray(0, used).sort();
  const order: number[] = [];
  const starts: number[] = [];
  let pairs = 0;
  for (let from = 0; from < used;) {
    const key = Math.floor(packed[from]! / MOST_ROWS);
    let to = from;
    let left = 0;
    while (to < used && Math.floor(packed[to]! / MOST_ROWS) === key) if (packed[to++]! % MOST_ROWS < leftRows) left++;
    const size = to - from;
    const found = leftRows === rows ? (size * (size - 1)) / 2 : left * (size - left);
    if (found > 0 && size <= largestGroup) {
      starts.push(order.length);
      for (let at = from; at < to; at++) order.push(packed[at]! % MOST_ROWS);
      pairs += found;
    } else for (let at = from; at < to; at++) keys[packed[at]! % MOST_ROWS] = 0;
    from = to;
  }
  starts.push(order.length);
  return { facts, keys, order: shared(Uint32Array, order), starts: shared(Uint32Array, starts), pairs };
}

/**
 * Calls `visit` for the pairs of one pass, in groups `from`, `from + step` …: so threads share the work.
 * `first` tells whether no earlier pass finds the pair.
 */
export function forEachPair(
  table: ListTable,
  passes: readonly Pass[],
  index: number,
  from: number,
  step: number,
  visit: (a: number, b: number, first: boolean) => void,
): void {
  const { order, starts } = passes[index]!;
  const linking = table.leftRows < table.rows;
  for (let group = from; group < starts.length - 1; group += step) {
    for (let i = starts[group]!; i < starts[group + 1]!; i++) {
      const a = order[i]!;
      for (let j = i + 1; j < starts[group + 1]!; j++) {
        const b = order[j]!;
        if (linking && a < table.leftRows === b < table.leftRows) continue;
        visit(a, b, isFirst(passes, index, a, b));
      }
    }
  }
}

function isFirst(passes: readonly Pass[], index: number, a: number, b: number): boolean {
  for (let earlier = 0; earlier < index; earlier++) {
    const { keys } = passes[earlier]!;
    const key = keys[a]!;
    if (key !== 0 && key === keys[b]) return false;
  }
  return true;
}

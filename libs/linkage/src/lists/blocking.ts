import { hash } from '../text/hash.js';
import { NumberColumn } from './columns.js';
import { codeHash, hashPair, shared } from './lexicon.js';
import { MOST_ROWS, type Fact, type ListField, type ListTable } from './list-table.js';

/** One way of finding pairs: rows that agree in two facts (or in one that is rare alone), grouped by key. */
export interface Pass {
  readonly facts: readonly Fact[];
  /** Rows with a key, group after group. */
  readonly order: Uint32Array;
  /** Where each group starts in `order`, and its end as the last entry. */
  readonly starts: Uint32Array;
  readonly pairs: number;
}

/** All ways of finding pairs in a table. A pair counts in the first pass that finds it. */
export interface Blocking {
  readonly passes: readonly Pass[];
  /**
   * Keys of all rows, row after row: that of pass p for row r is `keys[r * passes.length + p]`; 0 where a fact is missing or the
   * group is too large to be worth comparing.
   */
  readonly keys: Uint32Array;
}

/** Groups larger than this say something common, not someone; other passes find their pairs. */
const LARGEST_GROUP = 300;

/** Facts in the order in which two of them are joined to passes. */
const JOINED: readonly Fact[] = ['given', 'family', 'birth', 'postcode', 'place', 'mother', 'father', 'address'];
const ALONE: readonly Fact[] = ['identifier', 'phone'];

/** The ways of finding pairs in a table. Bounded memory: two numbers per row and pass, one per group. */
export function blockingOf(table: ListTable, largestGroup = LARGEST_GROUP): Blocking {
  const found: (Pass & { keys: Uint32Array })[] = [];
  for (const { facts, keys } of joinedFacts(table)) {
    const pass = passOf(facts, keys, table, largestGroup);
    if (pass.pairs > 0) found.push(pass);
  }
  const keys = shared(Uint32Array, table.rows * found.length);
  for (const [index, pass] of found.entries())
    for (let row = 0; row < table.rows; row++) keys[row * found.length + index] = pass.keys[row]!;
  return { passes: found.map(({ facts, order, starts, pairs }) => ({ facts, order, starts, pairs })), keys };
}

interface JoinedFacts {
  facts: readonly Fact[];
  /** Of each row; 0 where a fact is missing. */
  keys: Uint32Array;
}

/** What is joined to keys, one after the other: the columns of keys are not needed at once. */
function* joinedFacts(table: ListTable): Generator<JoinedFacts> {
  const facts = new Map<Fact, Uint32Array[]>();
  for (const [at, field] of table.fields.entries()) {
    if (field.kind === 'age' || field.fact === 'rest' || field.fact === 'sex') continue;
    facts.set(field.fact, [...(facts.get(field.fact) ?? []), keysOf(field, at, table)]);
  }
  for (const fact of ALONE) for (const keys of facts.get(fact) ?? []) yield { facts: [fact], keys: keys.slice() };
  for (let i = 0; i < JOINED.length; i++) {
    for (let j = i + 1; j < JOINED.length; j++) {
      const [one, other] = [JOINED[i]!, JOINED[j]!];
      // given and family name change places; the key does not mind
      const anyOrder = one === 'given' && other === 'family';
      for (const x of facts.get(one) ?? [])
        for (const y of facts.get(other) ?? []) yield { facts: [one, other], keys: joined(x, y, anyOrder) };
    }
  }
  const born = table.fields.findIndex(({ kind }) => kind === 'birth');
  if (born >= 0) {
    const years = keysBy(table, born, (digits) => hash(digits.toString(16).padStart(8, '0').slice(0, 4)));
    for (const fact of ['given', 'family'] as const)
      for (const x of facts.get(fact) ?? []) yield { facts: [fact, 'birth'], keys: joined(x, years, false) };
  }
  const addresses = facts.get('address') ?? [];
  for (let i = 0; i < addresses.length; i++)
    for (let j = i + 1; j < addresses.length; j++)
      yield { facts: ['address'], keys: joined(addresses[i]!, addresses[j]!, false) };
  const categories = facts.get('category') ?? [];
  for (const x of facts.get('family') ?? [])
    for (const y of categories) yield { facts: ['family', 'category'], keys: joined(x, y, false) };
}

function joined(x: Uint32Array, y: Uint32Array, anyOrder: boolean): Uint32Array {
  const keys = new Uint32Array(x.length);
  for (let row = 0; row < x.length; row++) {
    const [a, b] = [x[row]!, y[row]!];
    keys[row] = anyOrder && a > b ? hashPair(b, a) : hashPair(a, b);
  }
  return keys;
}

/** One hash per row for a field: of the code of its first word (names), of its value (texts, dates). */
function keysOf(field: ListField, at: number, table: ListTable): Uint32Array {
  const { kind, starts, words, texts } = field;
  if (kind === 'birth') return keysBy(table, at, (digits) => hash(digits.toString(16)));
  const most = field.fact === 'address' ? 3 : field.fact === 'place' ? 2 : 1;
  const ofValue = new Uint32Array(field.counts.length);
  for (let value = 1; value < ofValue.length; value++) {
    if (kind === 'text' || kind === 'category') ofValue[value] = hash(texts[value]!);
    else
      for (let word = starts[value]!; word < starts[value + 1]! && word < starts[value]! + most; word++)
        ofValue[value]! += codeHash(table.lexicon, words[word]!);
  }
  return keysBy(table, at, (value) => ofValue[value]!);
}

function keysBy({ values, fields, rows }: ListTable, field: number, keyOf: (value: number) => number): Uint32Array {
  const keys = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = values[row * fields.length + field]!;
    if (value !== 0) keys[row] = keyOf(value);
  }
  return keys;
}

function passOf(
  facts: readonly Fact[],
  keys: Uint32Array,
  table: ListTable,
  largestGroup: number,
): Pass & { keys: Uint32Array } {
  const { rows, leftRows } = table;
  const sorted = new Float64Array(rows);
  let used = 0;
  for (let row = 0; row < rows; row++) if (keys[row] !== 0) sorted[used++] = keys[row]! * MOST_ROWS + row;
  const packed = sorted.subarray(0, used).sort();
  const order = new NumberColumn();
  const starts = new NumberColumn();
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
  return { facts, keys, order: shared(Uint32Array, order.view()), starts: shared(Uint32Array, starts.view()), pairs };
}

/**
 * Calls `visit` for the pairs of one pass, in groups `from`, `from + step` …: so threads share the work.
 * `first` tells whether no earlier pass finds the pair.
 */
export function forEachPair(
  table: ListTable,
  { passes, keys }: Blocking,
  index: number,
  from: number,
  step: number,
  visit: (a: number, b: number, first: boolean) => void,
): void {
  const { order, starts } = passes[index]!;
  const width = passes.length;
  const linking = table.leftRows < table.rows;
  for (let group = from; group < starts.length - 1; group += step) {
    const end = starts[group + 1]!;
    for (let i = starts[group]!; i < end; i++) {
      const a = order[i]!;
      const keysOfA = a * width;
      for (let j = i + 1; j < end; j++) {
        const b = order[j]!;
        if (linking && a < table.leftRows === b < table.leftRows) continue;
        const keysOfB = b * width;
        let earlier = 0;
        while (
          earlier < index &&
          (keys[keysOfA + earlier] !== keys[keysOfB + earlier] || keys[keysOfA + earlier] === 0)
        )
          earlier++;
        visit(a, b, earlier === index);
      }
    }
  }
}

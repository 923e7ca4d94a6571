import { shared } from './columns.js';
import { codeHash } from './lexicon.js';
import type { Fact, ListField } from './list-field.js';
import type { ListTable } from './list-table.js';

/** One way of finding pairs: rows that agree in two facts, or in one that is rare alone. */
export interface Way {
  readonly facts: readonly Fact[];
  readonly one: FactCode;
  readonly other?: FactCode;
  /** Given and family name change places; the key does not mind. */
  readonly anyOrder: boolean;
}

/** What a row says of a fact, as a number. */
export interface FactCode {
  readonly field: number;
  /** By the number of the value: the code of its first words. Without it the value's own number serves. */
  readonly ofValue?: Uint32Array;
  /** Of a date the year alone: the digits from this bit on. */
  readonly from: number;
}

/** Facts in the order in which two of them are joined. */
const JOINED: readonly Fact[] = ['given', 'family', 'birth', 'postcode', 'place', 'mother', 'father', 'address'];
const ALONE: readonly Fact[] = ['identifier', 'phone'];
const YEAR_FROM = 16;

/** All ways of finding pairs in a table. A pair counts in the first way that finds it. */
export function waysOf(table: ListTable): Way[] {
  const facts = new Map<Fact, FactCode[]>();
  for (const [at, field] of table.fields.entries()) {
    if (field.kind === 'age' || field.fact === 'rest' || field.fact === 'sex') continue;
    facts.set(field.fact, [...(facts.get(field.fact) ?? []), codeOf(field, at, table)]);
  }
  const of = (fact: Fact): readonly FactCode[] => facts.get(fact) ?? [];
  const ways: Way[] = [];
  const join = (one: Fact, x: FactCode, other: Fact, y: FactCode): void => {
    const anyOrder = one === 'given' && other === 'family';
    ways.push({ facts: [...new Set([one, other])], one: x, other: y, anyOrder });
  };
  for (const fact of ALONE) for (const one of of(fact)) ways.push({ facts: [fact], one, anyOrder: false });
  for (const [i, one] of JOINED.entries())
    for (const other of JOINED.slice(i + 1)) for (const x of of(one)) for (const y of of(other)) join(one, x, other, y);
  const born = table.fields.findIndex(({ kind }) => kind === 'birth');
  if (born >= 0)
    for (const fact of ['given', 'family'] as const)
      for (const x of of(fact)) join(fact, x, 'birth', { field: born, from: YEAR_FROM });
  const addresses = of('address');
  for (const [i, x] of addresses.entries()) for (const y of addresses.slice(i + 1)) join('address', x, 'address', y);
  for (const x of of('family')) for (const y of of('category')) join('family', x, 'category', y);
  return ways;
}

/** Of names and places the codes of the first words; of texts and dates the value itself. */
function codeOf(field: ListField, at: number, table: ListTable): FactCode {
  const { kind, starts, words } = field;
  if (kind === 'birth' || kind === 'text' || kind === 'category') return { field: at, from: 0 };
  const most = field.fact === 'address' ? 3 : field.fact === 'place' ? 2 : 1;
  const ofValue = shared(Uint32Array, field.counts.length);
  for (let value = 1; value < ofValue.length; value++)
    for (let word = starts[value]!; word < starts[value + 1]! && word < starts[value]! + most; word++)
      ofValue[value]! += codeHash(table.lexicon, words[word]!);
  return { field: at, ofValue, from: 0 };
}

/** The key of a row; 0 where a fact is missing. */
export function keyOf({ one, other, anyOrder }: Way, { values, fields }: ListTable, row: number): number {
  const start = row * fields.length;
  const a = codeIn(one, values, start);
  if (a === 0 || !other) return a;
  const b = codeIn(other, values, start);
  return anyOrder && a > b ? hashPair(b, a) : hashPair(a, b);
}

function codeIn({ field, ofValue, from }: FactCode, values: Uint32Array, start: number): number {
  const value = values[start + field]!;
  return ofValue ? ofValue[value]! : value >>> from;
}

/** Two codes as one, in order; 0 where either is missing. */
function hashPair(a: number, b: number): number {
  if (a === 0 || b === 0) return 0;
  let value = Math.imul(a ^ (a >>> 15), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  value = Math.imul(value ^ (value >>> 16), 0x27d4eb2f);
  return (value ^ (value >>> 15)) >>> 0 || 1;
}

import { LEVELS, type RowComparer } from './levels.js';
import type { FieldKind, ListField } from './list-field.js';
import type { ListTable } from './list-table.js';
import { levelIn, radixOf, type VectorCounts } from './vector.js';
import { bitsOfPeoples, ONE_PEOPLE, peoplesOf, type Peoples } from './peoples.js';
import type { Meter } from './progress.js';
import { randomPairs } from './random-pairs.js';
import type { Way } from './ways.js';

/** What the linker learned of two lists: bits per field and level, and how rare a true pair is. */
export interface ListModel {
  /** Per field, per level: log2(m/u); 0 at level 0. */
  readonly weights: readonly (readonly number[])[];
  /** Per field: share of random pairs that agree wholly; what a value's own frequency is set against. */
  readonly chance: readonly number[];
  /** Log2 odds that a random pair is one person. */
  readonly prior: number;
  /** How fields agree together by chance. */
  readonly peoples: Peoples;
}

/** The comparison vectors of pairs that share a key, as counted. */
export interface PairsFound {
  readonly ways: readonly Way[];
  /** Of each way. */
  readonly counts: readonly VectorCounts[];
  /** Of all pairs, each in the first way that finds it. */
  readonly union: VectorCounts;
  /** Which share of the pairs was counted. */
  readonly sampled: number;
}

/** What is expected of true pairs before the data speaks: shares per level from 1 on, and how many pairs that belief is worth. */
const BELIEFS: Record<FieldKind, readonly number[]> = {
  word: [0.7, 0.08, 0.1, 0.03, 0.02, 0.03, 0.04],
  words: [0.65, 0.1, 0.08, 0.05, 0.12],
  text: [0.75, 0.1, 0.05, 0.1],
  birth: [0.72, 0.08, 0.08, 0.03, 0.04, 0.02, 0.03],
  age: [0.5, 0.3, 0.12, 0.08],
  sex: [0.96, 0.04],
  category: [0.8, 0.2],
};
const BELIEF = 40;
/** Smallest share a level gets: no single field may be worth more than about 17 bits on its own. */
const LEAST = 0.00001;
const ROUNDS = 25;
/** Random pairs that show how often each level comes by chance. */
const SAMPLE = 100_000;
/** Rounds in which the prior settles. */
const ROUNDS_OF_PRIOR = 8;
/**
 * Most true pairs are found by most ways. Those that find so many times more pairs than the way with the fewest are not learned from:
 * true pairs are so few among theirs that what would be learned is how people of one region resemble each other.
 */
const TELLING = 5;

/** Shares of levels among random pairs, which are practically all of different people. Deterministic: the same lists, the same sample. */
export function chanceOfLevels(table: ListTable, comparer: RowComparer, clock: Meter): number[][] {
  const counts = table.fields.map((field) => new Array<number>(LEVELS[field.kind].length).fill(0));
  randomPairs(table, SAMPLE, clock, (a, b) => {
    for (let field = 0; field < table.fields.length; field++) counts[field]![comparer.level(field, a, b)]!++;
  });
  return counts.map((levels, field) => withFrequencies(shares(levels, 0.5), table.fields[field]!, table.rows));
}

/** Full agreement by chance follows from how often each value occurs; no sample sees it as well. */
function withFrequencies(levels: number[], { counts }: ListField, rows: number): number[] {
  if (counts.length < 2 || counts.length === rows + 1) return levels;
  const known = counts.reduce((sum, count) => sum + count, 0);
  if (known < 2) return levels;
  let alike = 0;
  for (const count of counts) alike += count * (count - 1);
  return [0, Math.max(LEAST, alike / (known * (known - 1))), ...levels.slice(2)];
}

/** From counts per level to shares among the known ones (index 0 stays 0). */
function shares(counts: readonly number[], pseudo: number): number[] {
  const known = counts.slice(1).map((count) => count + pseudo);
  const sum = known.reduce((a, b) => a + b, 0);
  return [0, ...known.map((count) => Math.max(LEAST, count / sum))];
}

/**
 * Expectation maximisation: how often true pairs show each level (m). u is fixed from random pairs. Each way is fitted on its own,
 * with the fields that its key already fixed held out, and the ways are then added up by the true pairs they expect.
 */
export function estimate(
  table: ListTable,
  comparer: RowComparer,
  { ways, counts, union, sampled }: PairsFound,
  chance: readonly (readonly number[])[],
  totalPairs: number,
  clock: Meter,
): ListModel {
  const radix = radixOf(table);
  const size = table.fields.map((field) => LEVELS[field.kind].length);
  const total = size.map((levels) => new Array<number>(levels).fill(0));
  const pairsOfWay = counts.map((ofWay) => [...ofWay.values()].reduce((a, b) => a + b, 0) / sampled);
  const fewest = Math.min(...pairsOfWay.filter((_, index) => ways[index]!.other));
  const telling = [...ways.keys()].filter((index) => pairsOfWay[index]! <= fewest * TELLING);
  const vectors = telling.reduce((sum, index) => sum + counts[index]!.size, 0);
  clock.start('fit', vectors * ROUNDS + union.size * ROUNDS_OF_PRIOR);
  for (const index of telling) {
    const way = ways[index]!;
    const open = table.fields.map(
      (field) => !way.facts.includes(field.fact) && !(way.facts.includes('given') && field.fact === 'rest'),
    );
    const expected = fitWay(table, counts[index]!, chance, radix, size, open, clock);
    for (const [field, levels] of expected.entries())
      if (open[field]) for (const [level, count] of levels.entries()) total[field]![level]! += count;
  }
  const m = total.map((levels, field) => withBelief(levels, table.fields[field]!.kind));
  const weights = m.map((levels, field) =>
    levels.map((share, level) => (level === 0 ? 0 : Math.log2(share / chance[field]![level]!))),
  );
  const first = priorOf(union, weights, ONE_PEOPLE, radix, size, totalPairs, sampled, clock);
  const peoples = peoplesOf(table, comparer, chance, weights, first, totalPairs, clock);
  clock.start('fit', union.size * ROUNDS_OF_PRIOR);
  const prior = priorOf(union, weights, peoples, radix, size, totalPairs, sampled, clock);
  return { weights, chance: chance.map((levels) => levels[1]!), prior, peoples };
}

function withBelief(counts: readonly number[], kind: FieldKind): number[] {
  const belief = BELIEFS[kind];
  const known = counts.slice(1).map((count, at) => count + belief[at]! * BELIEF);
  const sum = known.reduce((a, b) => a + b, 0);
  return [0, ...known.map((count) => Math.max(LEAST, count / sum))];
}

function fitWay(
  table: ListTable,
  counts: VectorCounts,
  chance: readonly (readonly number[])[],
  radix: readonly number[],
  size: readonly number[],
  open: readonly boolean[],
  clock: Meter,
): number[][] {
  let m = table.fields.map(({ kind }) => withBelief(new Array<number>(LEVELS[kind].length).fill(0), kind));
  let share = 0.2;
  let expected: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    expected = size.map((levels) => new Array<number>(levels).fill(0));
    let matches = 0;
    let all = 0;
    for (const [vector, count] of counts) {
      let odds = share / (1 - share);
      for (let field = 0; field < size.length; field++) {
        if (!open[field]) continue;
        const level = levelIn(vector, radix[field]!, size[field]!);
        if (level > 0) odds *= m[field]![level]! / chance[field]![level]!;
      }
      const belongs = count * (odds / (1 + odds));
      matches += belongs;
      all += count;
      for (let field = 0; field < size.length; field++)
        expected[field]![levelIn(vector, radix[field]!, size[field]!)]! += belongs;
    }
    clock.add(counts.size);
    if (all === 0) break;
    share = Math.min(0.999, Math.max(1e-6, matches / all));
    m = expected.map((levels, field) => withBelief(levels, table.fields[field]!.kind));
  }
  return expected;
}

/** How rare a true pair is among all pairs: expected true pairs among those found, over all there are. */
function priorOf(
  union: VectorCounts,
  weights: readonly (readonly number[])[],
  peoples: Peoples,
  radix: readonly number[],
  size: readonly number[],
  totalPairs: number,
  sampled: number,
  clock: Meter,
): number {
  let prior = -Math.log2(Math.max(2, Math.sqrt(totalPairs)));
  for (let round = 0; round < ROUNDS_OF_PRIOR; round++) {
    let matches = 0;
    for (const [vector, count] of union) {
      const levels = radix.map((step, field) => levelIn(vector, step, size[field]!));
      let weight = prior - bitsOfPeoples(peoples, levels);
      for (const [field, level] of levels.entries()) weight += weights[field]![level]!;
      matches += count / (1 + 2 ** -weight);
    }
    clock.add(union.size);
    const share = Math.min(0.5, Math.max(1 / totalPairs, matches / sampled / totalPairs));
    prior = Math.log2(share / (1 - share));
  }
  return prior;
}

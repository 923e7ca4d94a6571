import { LEVELS, type RowComparer } from './levels.js';
import type { FieldKind } from './list-field.js';
import { levelIn, radixOf, vectorOfPair, type VectorCounts } from './vector.js';
import type { Meter } from './progress.js';
import { randomPairs } from './random-pairs.js';

/** Pairs of different people who have something in common: a people, a region, neither. */
export interface Kinship {
  /** Of random pairs. */
  readonly share: number;
  /** Per field, per level: how many times likelier it is than among all random pairs; 1 at level 0. */
  readonly times: readonly (readonly number[])[];
}

/**
 * Where a list holds several peoples, given name, family name, father and town agree together: who shares one of them comes from one
 * people. So chance is not one number for each field, but a mixture of classes, in each of which fields agree on their own (latent
 * class analysis, Lazarsfeld). It is fitted on random pairs, which nearly all are of different people; what true pairs are among them
 * is set aside by what was learned of true pairs.
 */
export type Peoples = readonly Kinship[];

/** In a list without peoples: every field agrees on its own. */
export const ONE_PEOPLE: Peoples = [];

/** Those with nothing in common, and three in each of which other fields agree more. */
const CLASSES = 4;
/** Of random pairs, to begin with, so many have something in common. */
const IN_COMMON = 0.1;
const SAMPLE = 2_000_000;
const ROUNDS = 60;
/** Before the data speaks a class has so many pairs whose levels are those of all. */
const BELIEF = 20;
/** A smaller class is no people, but true pairs or households. */
const LEAST_SHARE = 0.005;

/** What is needed of a table. */
interface Rows {
  readonly rows: number;
  readonly leftRows: number;
  readonly fields: readonly { readonly kind: FieldKind }[];
}

interface Vector {
  readonly count: number;
  readonly levels: readonly number[];
}

/**
 * @param chance per field and level, among random pairs
 * @param weights what was learned of true pairs, in bits
 * @param prior log2 odds that a random pair is one person
 * @param totalPairs of all rows; where there are few, little agrees by chance, and peoples cannot be learned
 */
export function peoplesOf(
  table: Rows,
  comparer: Pick<RowComparer, 'level'>,
  chance: readonly (readonly number[])[],
  weights: readonly (readonly number[])[],
  prior: number,
  totalPairs: number,
  clock: Meter,
  sample = SAMPLE,
): Peoples {
  if (totalPairs < sample) return ONE_PEOPLE;
  const vectors = sampleOf(table, comparer, sample, clock);
  clock.start('peoples', vectors.length * ROUNDS);
  const truePair = chance.map((levels, field) => levels.map((u, level) => u * 2 ** weights[field]![level]!));
  const usual = chance.map((levels) => believedShares(levels, levels, 0));
  let classes = Array.from({ length: CLASSES }, (_, k) => ({
    share: k === 0 ? 1 - IN_COMMON : IN_COMMON / (CLASSES - 1),
    levels: startOf(k, usual),
  }));
  for (let round = 0; round < ROUNDS; round++) {
    const counts = classes.map(() => usual.map((levels) => new Array<number>(levels.length).fill(0)));
    const members = new Array<number>(CLASSES).fill(0);
    const likely = new Array<number>(CLASSES);
    for (const { count, levels } of vectors) {
      let sum = likelihood(2 ** prior, truePair, levels);
      for (const [k, { share, levels: of }] of classes.entries()) sum += likely[k] = likelihood(share, of, levels);
      for (let k = 0; k < CLASSES; k++) {
        const belongs = (count * likely[k]!) / sum;
        members[k]! += belongs;
        for (let field = 0; field < levels.length; field++) counts[k]![field]![levels[field]!]! += belongs;
      }
    }
    const all = members.reduce((a, b) => a + b, 0);
    classes = counts.map((fields, k) => ({
      share: members[k]! / all,
      levels: fields.map((levels, field) => believedShares(levels, usual[field]!, BELIEF)),
    }));
    clock.add(vectors.length);
  }
  const peoples = classes.filter(({ share }) => share >= LEAST_SHARE);
  if (peoples.length < 2) return ONE_PEOPLE;
  const all = peoples.reduce((sum, { share }) => sum + share, 0);
  return peoples.map(({ share, levels: of }) => ({
    share: share / all,
    times: of.map((levels, field) => levels.map((x, level) => (level === 0 ? 1 : x / chance[field]![level]!))),
  }));
}

/** Every class but the first starts with more agreement, each most in another field. */
function startOf(k: number, usual: readonly (readonly number[])[]): number[][] {
  return usual.map((levels, field) => {
    const more = k === 0 ? 1 : field % (CLASSES - 1) === k - 1 ? 8 : 4;
    return believedShares(
      levels.map((x, level) => (level < levels.length - 1 ? x * more : x)),
      levels,
      0,
    );
  });
}

function sampleOf(table: Rows, comparer: Pick<RowComparer, 'level'>, sample: number, clock: Meter): Vector[] {
  const radix = radixOf(table);
  const counts: VectorCounts = new Map();
  randomPairs(table, sample, clock, (a, b) => {
    const vector = vectorOfPair(comparer, radix, a, b);
    counts.set(vector, (counts.get(vector) ?? 0) + 1);
  });
  return [...counts].map(([vector, count]) => ({
    count,
    levels: table.fields.map(({ kind }, field) => levelIn(vector, radix[field]!, LEVELS[kind].length)),
  }));
}

function likelihood(share: number, of: readonly (readonly number[])[], levels: readonly number[]): number {
  let product = share;
  for (let field = 0; field < levels.length; field++) if (levels[field]! > 0) product *= of[field]![levels[field]!]!;
  return product;
}

function believedShares(counts: readonly number[], belief: readonly number[], worth: number): number[] {
  const known = counts.slice(1).map((count, at) => count + belief[at + 1]! * worth);
  const sum = known.reduce((a, b) => a + b, 0);
  return [0, ...known.map((count) => count / sum)];
}

/** What differs because two people are of different peoples speaks less against one person than it seems to, by so many bits at most. */
export const MOST_GIVEN_BACK = 4;

/** How many bits likelier two different people agree as they do than if every field agreed on its own; below 0 where less likely. */
export function bitsOfPeoples(peoples: Peoples, levels: readonly number[]): number {
  if (peoples.length === 0) return 0;
  let sum = 0;
  for (const { share, times } of peoples) sum += likelihood(share, times, levels);
  return Math.max(-MOST_GIVEN_BACK, Math.log2(sum));
}

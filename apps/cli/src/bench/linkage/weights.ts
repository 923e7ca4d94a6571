import {
  blockingKeys,
  compareRead,
  fitWeights,
  readPerson,
  type Comparison,
  type FittedWeight,
  type ReadPerson,
  type UnlabelledPair,
} from '#libs/linkage';
import { randomFrom, searchTask } from '#libs/synthetic';
import { share } from './figures.js';
import type { Measured, Part } from './part.js';

const PERSONS = 6_000;
const QUERIES = 600;
const SEED = 'bench of weights';
/** Keys that more share bring up too many to compare. */
const MOST_SHARING = 40;
const RANDOM_PAIRS = 20_000;

interface Sought {
  person: ReadPerson;
  keys: readonly string[];
  answer?: string;
}

/**
 * What unlabelled pairs would make of the table of weights, and whether that finds more: invented people, whose truth is used for
 * the last row alone.
 */
export const weights: Part = { name: 'weights', files: [], measure };

function measure(): Promise<Measured> {
  const registered = new Map<string, ReadPerson>();
  const byKey = new Map<string, string[]>();
  const sought: Sought[] = [];
  const options = { seed: SEED, population: { seed: SEED, persons: PERSONS }, queries: QUERIES };
  for (const { person, registered: record, query } of searchTask(options)) {
    if (record) {
      registered.set(person.id, readPerson(record.profile));
      for (const key of blockingKeys(record.profile)) byKey.set(key, [...(byKey.get(key) ?? []), person.id]);
    }
    if (!query) continue;
    const { profile } = query.telling;
    const answer = query.answer === undefined ? {} : { answer: query.answer };
    sought.push({ person: readPerson(profile), keys: blockingKeys(profile), ...answer });
  }
  const found = sought.map((one) => candidatesOf(one, registered, byKey));
  const pairs = found.flatMap((own) =>
    own.flatMap(({ comparison, passes }): UnlabelledPair[] => passes.map((pass) => ({ comparison, pass }))),
  );
  const fitted = fitWeights(pairs, strangers(sought, [...registered.values()]));
  const change = new Map(fitted.map(({ reason, now, then }) => [reason, then - now]));
  return Promise.resolve({
    rows: [
      {
        measure: `right person first of ${sought.length}, by the table / by the fitted weights`,
        value: `${share(firstBy(sought, found, new Map()))} / ${share(firstBy(sought, found, change))}`,
      },
    ],
    groups: fitted.map(rowOf),
  });
}

interface Candidate {
  id: string;
  comparison: Comparison;
  passes: string[];
}

function candidatesOf(
  { person, keys }: Sought,
  registered: ReadonlyMap<string, ReadPerson>,
  byKey: ReadonlyMap<string, readonly string[]>,
): Candidate[] {
  const passes = new Map<string, Set<string>>();
  for (const key of keys) {
    const ids = byKey.get(key) ?? [];
    if (ids.length > MOST_SHARING) continue;
    for (const id of ids) passes.set(id, (passes.get(id) ?? new Set()).add(key.slice(0, key.indexOf(':'))));
  }
  return [...passes].map(([id, tags]) => {
    return { id, comparison: compareRead(person, registered.get(id)!), passes: [...tags] };
  });
}

function strangers(sought: readonly Sought[], registered: readonly ReadPerson[]): Comparison[] {
  const random = randomFrom(SEED, 'strangers');
  return Array.from({ length: RANDOM_PAIRS }, () => compareRead(random.pick(sought).person, random.pick(registered)));
}

function firstBy(
  sought: readonly Sought[],
  found: readonly (readonly Candidate[])[],
  change: ReadonlyMap<string, number>,
): number {
  let [asked, first] = [0, 0];
  for (const [at, { answer }] of sought.entries()) {
    if (answer === undefined) continue;
    asked++;
    const weighed = found[at]!.map(({ id, comparison: { weight, evidence } }) => ({
      id,
      weight: evidence.reduce((sum, { reason }) => sum + (change.get(reason) ?? 0), weight),
    }));
    if (weighed.sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))[0]?.id === answer) first++;
  }
  return first / asked;
}

function rowOf({ reason, seen, now, then }: FittedWeight) {
  return { measure: `${reason}, bits by the table / fitted (${seen} pairs)`, value: `${bits(now)} / ${bits(then)}` };
}

function bits(value: number): string {
  return `${value >= 0 ? '+' : ''}${value.toFixed(1)}`;
}

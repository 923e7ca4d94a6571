import { randomFrom } from './random.js';
import type { Rates } from './errors/error-rates.js';
import type { SyntheticPerson } from './person.js';
import { grownFamilies, syntheticFamilies, type PopulationOptions } from './population.js';
import { asRegistered, asSought, type WrittenPerson } from './written-person.js';

/** Why a registered person is easily taken for the one who is sought. */
export type Likeness = 'twin' | 'sibling' | 'parent-or-child-of-the-same-name' | 'namesake';

export interface SearchTaskOptions {
  readonly seed: number | string;
  readonly population: PopulationOptions;
  /** How many persons are sought; they are spread evenly over the population. */
  readonly queries: number;
  /** Share of the sought who are registered; the others can only be found wrongly. */
  readonly found?: number;
  /** Share of the sought for whom an unrelated person of the same full name is put among the registered. */
  readonly namesakes?: number;
  readonly rates?: { readonly sought?: Rates; readonly registered?: Rates };
  /** For several who share the work: every so-many-th family alone, from this one on. All parts together are the whole task. */
  readonly part?: { readonly from: number; readonly every: number };
}

/** One person on both sides of the search; at least one side is there, but for whoever is sought and not registered. */
export interface SearchEntry {
  readonly person: SyntheticPerson;
  /** The registration, under the person's id. */
  readonly registered?: WrittenPerson;
  readonly query?: SearchQuery;
}

export interface SearchQuery {
  readonly telling: WrittenPerson;
  /** The id to be found; none where the person is not registered. */
  readonly answer?: string;
  /** Registered persons who are not the answer and look like it. */
  readonly hard: readonly { readonly id: string; readonly why: Likeness }[];
}

const WHOLE = { from: 0, every: 1 };

/**
 * A search with known truth, in one pass and bounded memory: everyone of the population is registered but for the sought who were
 * not found; some are sought. The families of the sought are among the registered, and so are namesakes.
 *
 * @throws RangeError where more persons are sought than there are
 */
export function* searchTask(options: SearchTaskOptions): Generator<SearchEntry> {
  const { seed, population, queries, found = 0.9, namesakes = 0.3, rates = {}, part = WHOLE } = options;
  if (queries > population.persons) throw new RangeError('More persons are sought than the population has.');
  const step = population.persons / queries;
  const offset = randomFrom(seed, 'offset').unit();
  let at = 0;
  let query = 0;
  for (const { number, size, asPersons } of grownFamilies(population)) {
    const places = new Set<number>();
    for (let place = 0; place < size; place++, at++) {
      if (query >= queries || at !== Math.min(population.persons - 1, Math.floor((query + offset) * step))) continue;
      places.add(place);
      query++;
    }
    if (number % part.every !== part.from) continue;
    const family = asPersons();
    const sought = new Set(family.filter((_, place) => places.has(place)));
    const missed = new Set([...sought].filter(({ id }) => !randomFrom(seed, 'found', id).chance(found)));
    for (const person of family) {
      const registered = missed.has(person)
        ? undefined
        : asRegistered(person, randomFrom(seed, 'registered', person.id), rates.registered);
      if (!sought.has(person)) {
        yield { person, ...(registered && { registered }) };
        continue;
      }
      const telling = asSought(person, randomFrom(seed, 'sought', person.id), rates.sought);
      const double = randomFrom(seed, 'namesake', person.id);
      const namesake = double.chance(namesakes) ? namesakeOf(person, population, double.uint32()) : undefined;
      const hard = family
        .filter((other) => !missed.has(other))
        .flatMap((other) => likeness(person, other).map((why) => ({ id: other.id, why })));
      if (namesake) hard.push({ id: namesake.id, why: 'namesake' });
      const answer = registered && { answer: person.id };
      yield { person, ...(registered && { registered }), query: { telling, ...answer, hard } };
      if (namesake)
        yield {
          person: namesake,
          registered: asRegistered(namesake, randomFrom(seed, 'registered', namesake.id), rates.registered),
        };
    }
  }
}

function likeness(person: SyntheticPerson, other: SyntheticPerson): Likeness[] {
  if (other === person) return [];
  if (other.id === person.twin) return ['twin'];
  const kin = person.kin.find(({ id }) => id === other.id);
  if (kin?.kind === 'sibling') return ['sibling'];
  const generations = kin?.kind === 'child' || kin?.kind === 'father' || kin?.kind === 'mother';
  return generations && givenName(person) === givenName(other) ? ['parent-or-child-of-the-same-name'] : [];
}

function givenName({ words }: SyntheticPerson): string {
  return words.find(({ role }) => role === 'given')!.word.text;
}

/** Someone else of the same culture and sex, with the other's full name: own birth, own mother, own family, own road. */
function namesakeOf(person: SyntheticPerson, { today }: PopulationOptions, seed: number): SyntheticPerson {
  const families = syntheticFamilies({ seed, persons: 200, cultures: [person.culture], ...(today && { today }) });
  for (const family of families)
    for (const other of family) if (other.sex === person.sex) return underTheNameOf(person, other);
  throw new RangeError('No family had a person of that sex.');
}

function underTheNameOf(person: SyntheticPerson, other: SyntheticPerson): SyntheticPerson {
  // whoever bears the father's name in the full name has a father of that name
  const father = person.words.some(({ role }) => role === 'father');
  const place = ({ kind }: { kind: string }): boolean => father && kind === 'father';
  const fathersKin = person.kin.find(place);
  const fathersNames = person.profile.relatives?.find(place)?.names;
  return {
    ...other,
    id: `${person.id}-namesake`,
    family: `${person.family}-namesake`,
    twin: undefined,
    words: person.words,
    kin: other.kin.map((kin) => ({
      ...kin,
      id: undefined,
      words: (place(kin) ? fathersKin : undefined)?.words ?? kin.words,
    })),
    profile: {
      ...other.profile,
      names: person.profile.names,
      relatives: (other.profile.relatives ?? []).map((relative) =>
        place(relative) && fathersNames ? { ...relative, names: fathersNames } : relative,
      ),
    },
  };
}

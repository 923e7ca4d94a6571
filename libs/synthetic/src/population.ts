import { dayNumber } from './birth-day.js';
import { CULTURE_CODES, type CultureCode } from './cultures/culture.js';
import { CULTURES } from './cultures/index.js';
import { growFamily } from './family.js';
import { lottery } from './names.js';
import { asPersons, type SyntheticPerson } from './person.js';
import { randomFrom } from './random.js';

export interface PopulationOptions {
  readonly seed: number | string;
  readonly persons: number;
  /** All cultures by their usual shares, unless some are named. */
  readonly cultures?: readonly CultureCode[];
  /** ISO day on which the population is looked at; nobody is born later. */
  readonly today?: string;
}

/** Fixed, so that a seed means the same population next year. */
export const TODAY = '2026-01-01';

/**
 * Makes people family by family and keeps no more than one family: memory does not grow with `persons`. Iterating again makes the
 * same people again. A smaller population is the beginning of a larger one with the same seed and cultures.
 */
export function syntheticPopulation(options: PopulationOptions): Iterable<SyntheticPerson> {
  return {
    *[Symbol.iterator]() {
      for (const family of syntheticFamilies(options)) yield* family;
    },
  };
}

/** The same people, a family at a time; the last family may be cut short. */
export function* syntheticFamilies(options: PopulationOptions): Generator<SyntheticPerson[]> {
  for (const family of grownFamilies(options)) yield family.asPersons();
}

/** A family whose size is known before its persons are made in full, for whoever passes over most families. */
export interface GrownFamily {
  /** From 0, in the order of the population. */
  readonly number: number;
  readonly size: number;
  /** To be called once at most: the persons are made with what the family's randomness has left. */
  readonly asPersons: () => SyntheticPerson[];
}

export function* grownFamilies(options: PopulationOptions): Generator<GrownFamily> {
  const { seed, persons, cultures = CULTURE_CODES } = options;
  if (!Number.isSafeInteger(persons) || persons < 0)
    throw new RangeError('A population has a whole number of persons.');
  const today = dayNumber(options.today ?? TODAY);
  const culture = lottery(cultures.map((code) => [CULTURES[code].share, CULTURES[code]] as const));
  let left = persons;
  for (let number = 0; left > 0; number++) {
    const random = randomFrom(seed, 'family', number);
    const home = culture(random);
    const members = growFamily(home, random, today);
    const size = Math.min(members.length, left);
    left -= size;
    yield {
      number,
      size,
      asPersons: () => asPersons(members, home, `f${number.toString(36)}`, random, today).slice(0, size),
    };
  }
}

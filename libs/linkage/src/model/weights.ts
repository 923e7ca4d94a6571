import type { WordLevel } from '../names/compare-words.js';
import type { Reason } from '../reasons.js';
import type { Gazetteer } from './gazetteer.js';

/**
 * The weights of the engine as one table, in bits (log2 of the likelihood ratio). A deployment may estimate its own and pass it to
 * `compare`; everything a comparison says follows from the two profiles and this table.
 */
export interface Model {
  version: string;
  /** Expected share of sought persons who are in the list searched: lifts the prior above one in the population. */
  expectedFound: number;
  /** Bits of a word of a name where the deployment knows how common it is; `undefined` falls back to the built-in estimate. */
  bitsOfName?: (spelling: string) => number | undefined;
  /** Knows how places lie to each other; without one only their names are compared. */
  gazetteer?: Gazetteer;
  name: {
    /** Share of a word's bits that stays at each level. */
    keeps: Record<WordLevel, number>;
    /** The same where the two words are written in different scripts: nobody writes a sound of another language in one way. */
    keepsAcross: Record<WordLevel, number>;
    /** Both have a word the other lacks: the first such pair, and each further. */
    contradiction: number;
    furtherContradiction: number;
    /** The two words resemble each other: may be an error. */
    resembling: number;
    /** One has more words than the other. */
    extra: number;
    mostExtra: number;
    /** Father and own name change places although both are marked. */
    swappedRoles: number;
    most: number;
    least: number;
  };
  /**
   * Names alone, nothing else known: how many bits two written names are from being one name. Starts at `base`; everything that
   * differs costs. Unlike in `name`, what agrees earns nothing: John Smith and John Smith are the same name, not yet the same man.
   */
  namesAlone: {
    base: number;
    costs: Record<WordLevel, number>;
    /** Per unit of 1 − nearness, for words that are near or similar. */
    slip: number;
    contradiction: number;
    resembling: number;
    extra: number;
    mostExtra: number;
    /** Too little agrees to speak of a name: below this many bits. */
    thinBits: number;
    thin: number;
    /** One name is a single word, the other has more. */
    lone: number;
    reordered: number;
    bands: Bands;
  };
  birth: {
    sameDay: number;
    sameAssignedDay: number;
    dayMonthSwapped: number;
    oneDigit: number;
    sameMonth: number;
    sameYear: number;
    /** Bits per halving of the chance that two random intervals meet; `years` is the spread of births in a population. */
    years: number;
    mostOverlap: number;
    nearYear: number;
    withinThree: number;
    withinTen: number;
    far: number;
  };
  sex: { same: number; different: number };
  relative: {
    scale: number;
    mostParent: number;
    leastParent: number;
    mostGroup: number;
    leastGroup: number;
    fatherInName: number;
  };
  place: {
    postcode: number;
    same: number;
    near: number;
    part: number;
    country: number;
    different: number;
    otherCountry: number;
    most: number;
  };
  /** Places that a gazetteer knows, by how they lie to each other. */
  located: {
    /** One place, by its rank: a village is rarer than a capital. */
    same: readonly [number, number, number, number];
    /** One is a region, the other lies in it. */
    inside: number;
    near: number;
    region: number;
    country: number;
    border: number;
    abroad: number;
  };
  route: { passes: number; plausible: number; implausible: number };
  phone: { same: number; different: number };
  document: { same: number; oneDigit: number; different: number };
  /** Brothers, sisters, parents and children, who share much of the evidence. */
  kin: {
    /** How many close kin of somebody sought are registered for each one of the sought who is. */
    registered: number;
    /** What is taken off a phone in common: a phone is often the family's, but not always. */
    sharesPhone: number;
    /** How much likelier than between strangers kin stand so to each other in birth: twins, and years that lie near. */
    birth: Partial<Record<Reason, number>>;
  };
  bands: Bands;
}

/** Where the bands of a weight begin, in bits. */
export interface Bands {
  strong: number;
  possible: number;
  weak: number;
}

export const DEFAULT_MODEL: Model = {
  version: '1',
  expectedFound: 0.5,
  name: {
    keeps: {
      same: 0.7,
      family: 0.62,
      'sounds-same': 0.63,
      near: 0.5,
      similar: 0.35,
      begins: 0.32,
      initial: 0.18,
      resembles: 0,
      different: 0,
    },
    keepsAcross: {
      same: 0.7,
      family: 0.67,
      'sounds-same': 0.7,
      near: 0.6,
      similar: 0.45,
      begins: 0.32,
      initial: 0.18,
      resembles: 0,
      different: 0,
    },
    contradiction: -7.5,
    furtherContradiction: -4,
    resembling: -1.5,
    extra: -2.5,
    mostExtra: -4,
    swappedRoles: -6,
    most: 18,
    least: -12,
  },
  namesAlone: {
    base: 7,
    costs: {
      same: 0,
      family: 1,
      'sounds-same': 0.5,
      near: 1,
      similar: 3,
      begins: 5,
      initial: 2,
      resembles: 0,
      different: 0,
    },
    slip: 12,
    contradiction: -12,
    resembling: -6.5,
    extra: -0.8,
    mostExtra: -3,
    thinBits: 7,
    thin: -4,
    lone: -2,
    reordered: -0.3,
    bands: { strong: 6, possible: 0, weak: -7 },
  },
  birth: {
    sameDay: 13,
    sameAssignedDay: 5,
    dayMonthSwapped: 9,
    oneDigit: 7,
    sameMonth: 7.5,
    sameYear: 4.5,
    years: 64,
    mostOverlap: 6,
    nearYear: 1,
    withinThree: -0.7,
    withinTen: -4,
    far: -8,
  },
  sex: { same: 0.5, different: -6 },
  relative: { scale: 0.7, mostParent: 12, leastParent: -6.5, mostGroup: 14, leastGroup: -1.5, fatherInName: 0.6 },
  place: { postcode: 7, same: 5.5, near: 4, part: 3, country: 1.2, different: -1, otherCountry: -1.2, most: 10 },
  located: { same: [6.5, 6, 5.5, 4.5], inside: 2.5, near: 2.5, region: 0, country: -2.5, border: -2, abroad: -3 },
  route: { passes: 3, plausible: 0.8, implausible: -1.5 },
  phone: { same: 16, different: -0.3 },
  document: { same: 20, oneDigit: 11, different: -1 },
  kin: {
    registered: 4,
    sharesPhone: -1,
    birth: {
      'birth-same-day': 6,
      'birth-same-assigned-day': 3,
      'birth-day-and-month-swapped': 1,
      'birth-one-digit-differs': 2,
      'birth-same-month': 1,
      'birth-same-year': 1,
      'birth-periods-overlap': 1,
      'birth-nearly-same-year': 1,
      'birth-few-years-apart': 1.5,
      'birth-different': 0.5,
    },
  },
  bands: { strong: 3, possible: -3, weak: -8 },
};

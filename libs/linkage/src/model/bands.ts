import type { Band } from '../evidence.js';
import type { Bands } from './weights.js';

/** The band of a weight (log-odds in bits); `undefined` where it is not worth a person's time. */
export function bandOf(weight: number, { bands }: { bands: Bands }): Band | undefined {
  if (weight >= bands.strong) return 'strong';
  if (weight >= bands.possible) return 'possible';
  return weight >= bands.weak ? 'weak' : undefined;
}

/** "Of 100 pairs like this, about `about` are the same person (between `from` and `to`)." */
export interface BandMeaning {
  about: number;
  from: number;
  to: number;
}

/**
 * Measured with the number of people in the list as population. `about` is of 200,000 made-up people who are registered with their whole
 * families, where every third of the 3,000 sought has a namesake, and the ten best of each search are counted; `from` of 6,000 such
 * people, where more of those found are of the same family; `to` the highest of a public test set with known truth (FEBRL 4 without
 * documents, with and without places), where few resemble each other.
 */
const MEANINGS: Record<Band, BandMeaning> = {
  strong: { about: 98, from: 95, to: 99 },
  possible: { about: 56, from: 42, to: 88 },
  weak: { about: 7, from: 3, to: 34 },
};

/** What a band means to the one who has to decide, as numbers; the sentence is a matter of `wording`. */
export function bandMeaning(band: Band): BandMeaning {
  return MEANINGS[band];
}

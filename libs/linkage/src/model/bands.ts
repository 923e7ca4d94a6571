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
 * Measured with the number of people in the list as population. `about` is that of two public test sets with known truth (FEBRL 4
 * without documents, with and without places; historical persons). `to` is the highest of the sets, rounded outwards; `from` is the
 * lowest: of strong and possible that of 200,000 made-up people who are registered with their whole families, where every third of the
 * 1,500 sought has a namesake, and the ten best of each search are counted.
 */
const MEANINGS: Record<Band, BandMeaning> = {
  strong: { about: 97, from: 91, to: 99 },
  possible: { about: 57, from: 28, to: 75 },
  weak: { about: 4, from: 1, to: 8 },
};

/** What a band means to the one who has to decide, as numbers; the sentence is a matter of `wording`. */
export function bandMeaning(band: Band): BandMeaning {
  return MEANINGS[band];
}

import type { Band } from '../evidence.js';
import type { Model } from './weights.js';

/** The band of a weight (log-odds in bits); `undefined` where it is not worth a person's time. */
export function bandOf(weight: number, { bands }: Model): Band | undefined {
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

const MEANINGS: Record<Band, BandMeaning> = {
  strong: { about: 97, from: 92, to: 99 },
  possible: { about: 70, from: 50, to: 90 },
  weak: { about: 8, from: 1, to: 25 },
};

export function bandMeaning(band: Band): BandMeaning {
  return MEANINGS[band];
}

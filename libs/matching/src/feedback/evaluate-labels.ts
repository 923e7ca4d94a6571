import { BANDS, bandMeaning, type Band, type BandMeaning } from '#libs/linkage';
import type { Label } from './label.js';

/** Smaller counts could point at somebody. */
export const FEWEST = 5;

export interface BandResult {
  band: Band;
  meaning: BandMeaning;
  /** Pairs people have decided on; `undefined` where they are too few to be told. */
  decided: number | undefined;
  /** Per cent of them who are the same person, to the nearest five; `undefined` where the band is too small. */
  samePercent: number | undefined;
}

/** How often each band was right, by what people decided. Says nothing of whom the engine never proposed. */
export function evaluateLabels(labels: readonly Label[]): BandResult[] {
  return BANDS.map((band) => {
    const decided = labels.filter((label) => label.band === band);
    const same = decided.filter((label) => label.same).length;
    const enough = decided.length >= FEWEST;
    return {
      band,
      meaning: bandMeaning(band),
      decided: enough ? decided.length : undefined,
      samePercent: enough ? Math.round((same / decided.length) * 20) * 5 : undefined,
    };
  });
}

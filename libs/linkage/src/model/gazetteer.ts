import type { PlaceMention } from '../profile.js';

/** How two places lie to each other, as far as a gazetteer knows both. */
export interface PlaceRelation {
  relation: 'same' | 'inside' | 'same-region' | 'same-country' | 'other-country';
  /** Kilometres between them, where known. */
  distance?: number;
}

/**
 * A gazetteer, passed in by the caller with the model. Pure and quick: it is asked for every pair of places of two people.
 * `undefined` where it does not know one of the two: then the names decide.
 */
export interface Gazetteer {
  relate(a: PlaceMention, b: PlaceMention): PlaceRelation | undefined;
  /** May somebody be found at `found` on the way through `route`, in this order? */
  plausible?(route: readonly PlaceMention[], found: PlaceMention): boolean | undefined;
}

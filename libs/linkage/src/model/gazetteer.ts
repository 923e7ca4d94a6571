import type { PlaceMention } from '../profile.js';

/** A place that a written text may mean. */
export interface PlaceCandidate {
  readonly id: string;
  /** In Latin letters, as the gazetteer writes it. */
  readonly name: string;
  /** What is called so; the larger, the less it says that two people are from it. */
  readonly kind: 'settlement' | 'district' | 'region' | 'country';
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** First-level division of the country, by code; none for a country. */
  readonly region?: string;
  /** Degrees; the middle of what is not a settlement. */
  readonly latitude: number;
  readonly longitude: number;
  /** From 0, a village, to 3, known abroad: the better known, the more people are from it. */
  readonly rank: 0 | 1 | 2 | 3;
  /** How likely the text means this place and no other, 0…1; the rest is left to places that nobody knows. */
  readonly share: number;
  /** The text names it only to say where something else lies. */
  readonly vicinity?: boolean;
}

/** A gazetteer, passed in by the caller with the model. Pure and quick: it is asked for every place of everyone. */
export interface Gazetteer {
  /** Other answers, another version: what a score was made with can be told. */
  readonly version: string;
  /** What a mention may mean, likeliest first; their shares add up to 1 at most. Empty where nothing is known: then names decide. */
  locate(mention: PlaceMention): readonly PlaceCandidate[];
}

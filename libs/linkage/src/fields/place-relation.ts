import type { PlaceCandidate } from '../model/gazetteer.js';
import type { Model } from '../model/weights.js';

export interface Position {
  /** Degrees. */
  readonly latitude: number;
  readonly longitude: number;
}

/** How two places lie to each other, nearest first. */
export type PlaceLevel = 'same' | 'inside' | 'near' | 'region' | 'country' | 'border' | 'abroad';

/** Two mentions of places, each of which may mean several: what that weighs, and the pair that decides. */
export interface PlacesWeighed {
  /** Bits. */
  readonly weight: number;
  readonly level: PlaceLevel;
  readonly left: PlaceCandidate;
  readonly right: PlaceCandidate;
  /** Kilometres; none where one of them is a whole country. */
  readonly distance?: number;
  /** How likely both mean what the gazetteer has for them, 0…1. */
  readonly meant: number;
}

const EARTH_RADIUS_KM = 6371;
/** A day's errand: people name the next town for their village. */
const NEAR_KM = 30;
/** Across a border people still marry, trade and flee to relatives. */
const BORDER_KM = 100;

/** Great-circle distance in kilometres (haversine). */
export function placeDistance(a: Position, b: Position): number {
  const north = Math.sin(radians(b.latitude - a.latitude) / 2);
  const east = Math.sin(radians(b.longitude - a.longitude) / 2);
  const chord = north * north + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * east * east;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/**
 * Weighs two mentions over all that they may mean: the likelihood ratios of the pairs, each as far as it is likely to be meant. So an
 * ambiguous name never counts as a certain one. What neither list has counts as nothing known. Symmetric.
 */
export function weighPlaces(
  left: readonly PlaceCandidate[],
  right: readonly PlaceCandidate[],
  weights: Model['located'],
): PlacesWeighed | undefined {
  let ratio = 0;
  let meant = 0;
  let most = -1;
  let best: Omit<PlacesWeighed, 'weight' | 'meant'> | undefined;
  for (const a of left) {
    for (const b of right) {
      const share = a.share * b.share;
      const { level, distance } = relationOf(a, b);
      const part = share * 2 ** bitsOf(level, a, b, weights);
      ratio += part;
      meant += share;
      if (part > most) {
        most = part;
        best = { level, left: a, right: b, ...(distance !== undefined && { distance }) };
      }
    }
  }
  return best && { ...best, meant, weight: Math.log2(ratio + Math.max(0, 1 - meant)) };
}

function bitsOf(level: PlaceLevel, a: PlaceCandidate, b: PlaceCandidate, weights: Model['located']): number {
  if (level === 'same') return a.vicinity || b.vicinity ? weights.near : weights.same[a.rank];
  return weights[level];
}

export function relationOf(a: PlaceCandidate, b: PlaceCandidate): { level: PlaceLevel; distance?: number } {
  if (a.kind === 'country' || b.kind === 'country') return { level: a.country === b.country ? 'country' : 'abroad' };
  if (a.id === b.id) return { level: 'same', distance: 0 };
  const distance = placeDistance(a, b);
  if (a.country !== b.country) return { level: distance < BORDER_KM ? 'border' : 'abroad', distance };
  const inRegion = a.region === b.region;
  if (inRegion && (a.kind === 'region') !== (b.kind === 'region')) return { level: 'inside', distance };
  if (distance < NEAR_KM) return { level: 'near', distance };
  return { level: inRegion ? 'region' : 'country', distance };
}

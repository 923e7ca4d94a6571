import type { Gazetteer, PlaceCandidate } from '../model/gazetteer.js';
import type { PlaceName, ReadPlace } from './places.js';

const located = new WeakMap<PlaceName, { gazetteer: Gazetteer; candidates: readonly PlaceCandidate[] }>();

/** What a place may be; the gazetteer is asked once for every name. */
export function locate({ mention, name }: ReadPlace, gazetteer: Gazetteer): readonly PlaceCandidate[] {
  const known = located.get(name);
  if (known?.gazetteer === gazetteer) return known.candidates;
  const candidates = gazetteer.locate(mention);
  located.set(name, { gazetteer, candidates });
  return candidates;
}

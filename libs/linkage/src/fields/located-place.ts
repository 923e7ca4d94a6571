import type { Gazetteer, PlaceCandidate } from '../model/gazetteer.js';
import type { Model } from '../model/weights.js';
import { weighPlaces, type PlacesWeighed } from './place-relation.js';
import type { ReadPlace } from './places.js';

/** What a gazetteer knows of a place, with a number of its own for the cache below. */
export interface LocatedPlace {
  readonly gazetteer: Gazetteer;
  readonly candidates: readonly PlaceCandidate[];
  readonly number: number;
}

const located = new WeakMap<ReadPlace, LocatedPlace>();
const numbers = new WeakMap<readonly PlaceCandidate[], number>();
let numbered = 0;

/** Asks the gazetteer once for every place that was read. */
export function locate(place: ReadPlace, gazetteer: Gazetteer): LocatedPlace {
  const known = located.get(place);
  if (known?.gazetteer === gazetteer) return known;
  const candidates = gazetteer.locate(place.mention);
  let number = numbers.get(candidates);
  if (number === undefined) numbers.set(candidates, (number = numbered++));
  const found = { gazetteer, candidates, number };
  located.set(place, found);
  return found;
}

/** Pairs of places weighed lately, for each table of weights. The same towns meet again and again in one search. */
class PairsOfPlaces {
  private readonly pairs = new Float64Array(SLOTS).fill(-1);
  private readonly results = new Array<PlacesWeighed | undefined>(SLOTS);

  constructor(private readonly weights: Model['located']) {}

  weigh(a: LocatedPlace, b: LocatedPlace): PlacesWeighed | undefined {
    const pair = a.number * MOST_NUMBERS + b.number;
    const slot = (Math.imul(a.number, 0x9e3779b1) ^ Math.imul(b.number, 0x85ebca6b)) & (SLOTS - 1);
    if (this.pairs[slot] === pair) return this.results[slot];
    const result = weighPlaces(a.candidates, b.candidates, this.weights);
    this.pairs[slot] = pair;
    this.results[slot] = result;
    return result;
  }
}
const SLOTS = 1 << 14;
const MOST_NUMBERS = 2 ** 26;

const caches = new WeakMap<Model['located'], PairsOfPlaces>();

/** {@link weighPlaces}, remembered. */
export function weighPlacesOnce(
  a: LocatedPlace,
  b: LocatedPlace,
  weights: Model['located'],
): PlacesWeighed | undefined {
  if (a.candidates.length === 0 || b.candidates.length === 0) return undefined;
  let cache = caches.get(weights);
  if (!cache) caches.set(weights, (cache = new PairsOfPlaces(weights)));
  return cache.weigh(a, b);
}

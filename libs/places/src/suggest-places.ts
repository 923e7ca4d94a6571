import { placeSpelling } from '#libs/linkage';
import type { Countries } from './countries.js';
import type { KnownPlaces } from './other-names.js';
import type { PlaceIndex } from './place-index.js';
import { PLACE_SORTS, type Place } from './place.js';
import { readPlaceText } from './read-place-text.js';

/** One line of what a form offers. */
export interface PlaceSuggestion {
  readonly id: string;
  readonly name: string;
  readonly kind: Place['kind'];
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Name of the first-level division; none where the place is that division. */
  readonly region?: string;
}

/** So many places whose spelling begins so are looked at; fewer letters would name half the world anyway. */
const MOST_LOOKED_AT = 400;
const FEWEST_LETTERS = 2;

export interface SuggestionQuery {
  readonly text: string;
  readonly most: number;
  readonly country?: string;
}

export function suggestPlaces(
  index: PlaceIndex,
  known: KnownPlaces,
  countries: Countries,
  { text, most, country }: SuggestionQuery,
): PlaceSuggestion[] {
  const read = readPlaceText(text, countries);
  const within = country ? [country] : read.countries;
  const spelling = placeSpelling(read.names[0] ?? '');
  if ([...spelling].length < FEWEST_LETTERS) return [];
  const places = new Map<string, Place>();
  for (const place of known.beginning(spelling)) places.set(place.id, place);
  for (const line of index.beginning(spelling, MOST_LOOKED_AT, within[0])) {
    const place = known.ranked(index.at(line));
    places.set(place.id, place);
  }
  return [...places.values()]
    .filter((place) => within.length === 0 || within.includes(place.country))
    .map((place) => ({ place, score: scoreOf(place, spelling) }))
    .sort((a, b) => b.score - a.score || compareText(a.place.name, b.place.name) || compareText(a.place.id, b.place.id))
    .slice(0, most)
    .map(({ place: { id, name, kind, country: own, regionName } }) => ({
      id,
      name,
      kind,
      country: own,
      ...(kind !== 'region' && regionName !== '' && { region: regionName }),
    }));
}

/** Known places first; the very word typed even before them; towns before the districts around them. */
function scoreOf({ rank, name, kind }: Place, spelling: string): number {
  const own = placeSpelling(name);
  return rank + (own === spelling ? 2.5 : own.startsWith(spelling) ? 1 : 0) - PLACE_SORTS.indexOf(kind) / 10;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import { placeDistance, type Gazetteer, type PlaceCandidate, type PlaceMention } from '#libs/linkage';
import { Countries } from './countries.js';
import { PlaceFinder, type FoundPlace } from './find-places.js';
import { KnownPlaces, readOtherNames } from './other-names.js';
import { readPlaceFile } from './place-file.js';
import { PlaceIndex } from './place-index.js';
import type { Place } from './place.js';
import { readPlaceText } from './read-place-text.js';
import { suggestPlaces, type PlaceSuggestion } from './suggest-places.js';

const PLACES = new URL('../data/places.bin.gz', import.meta.url);
const OTHER_NAMES = new URL('../data/other-names.txt', import.meta.url);
const OTHER_COUNTRIES = new URL('../data/other-countries.txt', import.meta.url);

/** Raise when look-ups would answer otherwise: with new data, new tables, new rules. */
const VERSION = 'geonames-1.1.64/4';

/** How much likelier a place of a higher rank is meant than a village of the same name. */
const BY_RANK = [1, 4, 12, 60] as const;
/** A place outside the country that was named may still be meant: borders move, and forms are filled in wrongly. */
const OTHER_COUNTRY = 0.02;
const BY_QUALIFIER = 20;
const QUALIFIER_KM = 150;
/** What is left to places that no gazetteer has, for a name found as spelt. */
const UNLISTED = 0.05;
/** A place that was only named to tell where the unknown one lies. */
const TOLD_BY = 0.6;
const MOST_CANDIDATES = 8;
/** Most places of a registry are few towns; misspelled ones, which cost most, are kept too. Some 50 MB at most. */
const KEPT = 60_000;

/** The places of the world, looked up as people write them. */
export class WorldGazetteer implements Gazetteer {
  readonly version = VERSION;
  private readonly kept = new Map<string, readonly PlaceCandidate[]>();

  private constructor(
    private readonly index: PlaceIndex,
    private readonly known: KnownPlaces,
    private readonly countries: Countries,
    private readonly finder: PlaceFinder,
  ) {}

  /** Reads the data: a tenth of a second and some 20 MB, so once a process. */
  static open(): WorldGazetteer {
    const index = new PlaceIndex(readPlaceFile(PLACES));
    const known = new KnownPlaces(readOtherNames(OTHER_NAMES), index);
    return new WorldGazetteer(index, known, new Countries(index, OTHER_COUNTRIES), new PlaceFinder(index, known));
  }

  locate({ text, country }: Pick<PlaceMention, 'text' | 'country'>): readonly PlaceCandidate[] {
    const key = `${country ?? ''}|${text}`;
    const known = this.kept.get(key);
    if (known) return known;
    const found = this.read(text, country?.toUpperCase());
    if (this.kept.size >= KEPT) this.kept.clear();
    this.kept.set(key, found);
    return found;
  }

  /** Places whose name begins with the text, the best known first; for a form that completes what is typed. */
  suggest(text: string, most: number, country?: string): PlaceSuggestion[] {
    return suggestPlaces(this.index, this.known, this.countries, { text, most, ...(country && { country }) });
  }

  private read(text: string, stated: string | undefined): PlaceCandidate[] {
    const { names, countries, vicinity } = readPlaceText(text, this.countries);
    const within = [...new Set(stated ? [...countries, stated] : countries)];
    for (const [at, name] of names.entries()) {
      const found = this.finder.find(name);
      if (found.length === 0) continue;
      const candidates = shared(this.weighed(found, within, names.slice(at + 1)), within);
      // A later part of the text only tells where the unknown first one lies.
      const exact = at === 0 && !vicinity;
      return exact ? candidates : candidates.map((one) => ({ ...one, share: one.share * TOLD_BY, vicinity: true }));
    }
    return within.length > 0 ? within.map((country) => countryCandidate(country, 1 / within.length)) : [];
  }

  private weighed(found: readonly FoundPlace[], within: readonly string[], qualifiers: readonly string[]): Weighed[] {
    const around = qualifiers.flatMap((name) => this.finder.find(name).slice(0, 40));
    return found.map(({ place, fit }) => {
      let weight = fit * BY_RANK[place.rank];
      if (within.length > 0 && !within.includes(place.country)) weight *= OTHER_COUNTRY;
      if (around.some((other) => other.place.region === place.region || near(other.place, place)))
        weight *= BY_QUALIFIER;
      return { place, fit, weight };
    });
  }
}

interface Weighed {
  place: Place;
  fit: number;
  weight: number;
}

function near(a: Place, b: Place): boolean {
  return placeDistance(a, b) < QUALIFIER_KM;
}

/** Shares of what is meant; what fits badly leaves more to places that are not listed. */
function shared(weighed: readonly Weighed[], within: readonly string[]): PlaceCandidate[] {
  const best = [...weighed].sort((a, b) => b.weight - a.weight || (a.place.id < b.place.id ? -1 : 1));
  const listed = best.slice(0, MOST_CANDIDATES);
  const sum = best.reduce((total, { weight }) => total + weight, 0);
  const fit = Math.max(...best.map((one) => one.fit));
  const inCountry = within.length === 0 || best.some(({ place }) => within.includes(place.country));
  const sure = (1 - UNLISTED) * fit * (inCountry ? 1 : 0.5);
  const candidates = listed.map(({ place, weight }) => candidateOf(place, (weight / sum) * sure));
  const rest = 1 - UNLISTED - sure;
  if (within.length === 0 || rest <= 0.01) return candidates;
  // The place may be unknown, the country is not.
  return [...candidates, ...within.map((country) => countryCandidate(country, rest / within.length))];
}

function candidateOf(place: Place, share: number): PlaceCandidate {
  const { id, name, kind, country, region, latitude, longitude, rank } = place;
  return { id, name, kind, country, region, latitude, longitude, rank, share };
}

function countryCandidate(country: string, share: number): PlaceCandidate {
  return { id: country, name: country, kind: 'country', country, latitude: 0, longitude: 0, rank: 3, share };
}

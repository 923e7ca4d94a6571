import { scriptOf, type ScriptCode } from '#libs/kernel';
import { placeCodes, placeNearnessTo, placeSpelling, withoutSorts } from '#libs/linkage';
import type { KnownPlaces } from './other-names.js';
import type { PlaceIndex } from './place-index.js';
import type { Place } from './place.js';

/** A place found under a name, and how well the name fits: 1 for the very spelling. */
export interface FoundPlace {
  readonly place: Place;
  readonly fit: number;
}

/** Sounds less alike than this are another name. */
const LEAST_NEARNESS = 0.82;
/** Short names sound like hundreds of others; so many are looked at. */
const MOST_COMPARED = 300;
const MOST_WORDS = 6;
/** Who writes in a script of few countries mostly means a place in one of them. */
const AWAY_FROM_HOME = 0.1;
const HOME_OF_SCRIPT: ReadonlyMap<ScriptCode, ReadonlySet<string>> = new Map(
  (
    [
      ['Arab', 'SY LB JO PS IQ YE SA AE KW QA OM BH EG LY TN DZ MA MR EH SD TD SO DJ IR AF PK IN'],
      ['Cyrl', 'UA RU BY MD KZ KG TJ UZ TM RS BG MK ME BA GE AZ AM MN'],
      ['Ethi', 'ET ER'],
      ['Mymr', 'MM TH BD'],
      ['Beng', 'BD IN MM'],
      ['Deva', 'IN NP'],
      ['Hebr', 'IL PS'],
      ['Grek', 'GR CY'],
      ['Armn', 'AM AZ'],
      ['Geor', 'GE'],
    ] as const
  ).map(([script, countries]) => [script, new Set(countries.split(' '))]),
);

/** Finds what a name may be: as spelt; as other names; by sound; and at last by a part of its words. */
export class PlaceFinder {
  constructor(
    private readonly index: PlaceIndex,
    private readonly known: KnownPlaces,
  ) {}

  find(name: string): FoundPlace[] {
    const bare = withoutSorts(name);
    for (const text of bare === name ? [name] : [name, bare]) {
      const spelt = this.spelt(text);
      if (spelt.length > 0) return spelt;
    }
    const sounding = this.sounding(bare);
    return sounding.length > 0 ? sounding : this.within(bare);
  }

  private spelt(name: string): FoundPlace[] {
    const spelling = placeSpelling(name);
    const places = new Map<string, Place>();
    for (const place of this.known.spelt(spelling)) places.set(place.id, place);
    for (const line of this.index.spelt(spelling)) {
      const place = this.known.ranked(this.index.at(line));
      places.set(place.id, place);
    }
    return [...places.values()].map((place) => ({ place, fit: 1 }));
  }

  private sounding(name: string): FoundPlace[] {
    const home = HOME_OF_SCRIPT.get(scriptOf(name));
    const found = new Map<string, FoundPlace>();
    const nearnessOf = placeNearnessTo(name);
    const compare = (other: string, place: () => Place): void => {
      const nearness = nearnessOf(other);
      if (nearness < LEAST_NEARNESS) return;
      const one = this.known.ranked(place());
      const fit = nearness ** 6 * (!home || home.has(one.country) ? 1 : AWAY_FROM_HOME);
      if ((found.get(one.id)?.fit ?? 0) < fit) found.set(one.id, { place: one, fit });
    };
    let left = MOST_COMPARED;
    for (const code of placeCodes(name)) {
      for (const { name: other, place } of this.known.sounding(code)) compare(other, () => place);
      for (const line of this.index.sounding(code)) {
        if (left-- <= 0) break;
        compare(this.index.nameOf(line), () => this.index.at(line));
      }
    }
    return [...found.values()];
  }

  /** The longest run of words that is a known place's name: `Kakuma camp 3 block B`. */
  private within(name: string): FoundPlace[] {
    const words = name.split(/[\s-]+/).slice(0, MOST_WORDS);
    for (let length = words.length - 1; length > 0; length--)
      for (let from = 0; from + length <= words.length; from++) {
        const part = words.slice(from, from + length).join(' ');
        if (placeSpelling(part).length < 4) continue;
        const found = this.spelt(part).filter(({ place }) => place.rank > 0);
        if (found.length > 0) return found.map(({ place }) => ({ place, fit: 0.5 }));
      }
    return [];
  }
}

import type { Countries } from './countries.js';

/** A place as it was written, taken apart. */
export interface PlaceText {
  /** What may be the place's own name, the nearest first: `Al-Bab`, then `Aleppo` that it was told by. */
  readonly names: readonly string[];
  /** Countries the text names. */
  readonly countries: readonly string[];
  /** The text says near, outside, on the way to: the place is not meant itself. */
  readonly vicinity: boolean;
}

const PARTS = /[,;:،؛、/|()[\]\n]|\s[-–—]\s/u;
const MOST_PARTS = 5;
const MOST_COUNTRY_WORDS = 4;
/** Words that say that something lies by the place named. English, French, Spanish, Arabic, Persian, Russian, Ukrainian, Somali. */
const BY =
  /^(?:near|close to|outside|around|north of|south of|east of|west of|on the way to|près de|pres de|autour de|cerca de|قرب|بالقرب من|قريب من|ضواحي|نزدیک|در نزدیکی|около|возле|под|біля|поблизу|u dhow)\s+/iu;

export function readPlaceText(text: string, countries: Countries): PlaceText {
  const names: string[] = [];
  const found: string[] = [];
  let vicinity = false;
  for (const part of text.split(PARTS, MOST_PARTS)) {
    const bare = part.trim().replace(BY, '');
    if (bare === '') continue;
    if (bare !== part.trim() && names.length === 0) vicinity = true;
    const country = countries.named(bare);
    // A part that is a country's name qualifies, unless it is all there is.
    if (country) {
      found.push(country);
      continue;
    }
    const split = countryAtTheEnd(bare, countries);
    if (split) found.push(split.country);
    names.push(split?.rest ?? bare);
  }
  return { names, countries: [...new Set(found)], vicinity };
}

/** `Herat Afghanistan`: the last words may be a country. */
function countryAtTheEnd(part: string, countries: Countries): { rest: string; country: string } | undefined {
  const words = part.split(/\s+/);
  for (let count = Math.min(MOST_COUNTRY_WORDS, words.length - 1); count > 0; count--) {
    const country = countries.named(words.slice(-count).join(' '));
    if (country) return { rest: words.slice(0, -count).join(' '), country };
  }
  return undefined;
}

import type { ReadBirth } from '../fields/birth.js';
import type { ReadPlace } from '../fields/places.js';
import type { Word } from '../names/words.js';
import type { ReadPerson } from '../read-person.js';

/** Years per band; neighbouring bands overlap by a year on each side. */
const BAND = 4;

/** An interval wider than this names no band. */
const MOST_BANDS = 4;

export type Kin = 'mother' | 'father' | 'sibling' | 'spouse' | 'child';

export function givenNames(person: ReadPerson, kind: Kin): Word[] {
  const family =
    kind === 'mother'
      ? person.mothers
      : kind === 'father'
        ? person.fathers
        : kind === 'sibling'
          ? person.siblings
          : person.relatives.filter((relative) => relative.kind === kind);
  return family.flatMap(({ names }) => names.slice(0, 2).map(({ words }) => words[0]!.word));
}

/** Bands of birth years the person may belong to, a year's error on either side included. */
export function bandsOf(birth: ReadBirth | undefined): string[] {
  if (!birth) return [];
  const year = (day: number): number => new Date(day * 86_400_000).getUTCFullYear();
  const first = Math.floor((year(birth.from) - 1) / BAND);
  const last = Math.floor((year(birth.to) + 1) / BAND);
  if (last - first >= MOST_BANDS) return [];
  return Array.from({ length: last - first + 1 }, (_, at) => String((first + at) * BAND));
}

/** Day and month in either order; offices' 1 January is no day. */
export function dayOf(birth: ReadBirth | undefined): string[] {
  if (!birth?.day || birth.rough) return [];
  const { month, day } = birth.day;
  return [`${Math.min(month, day)}.${Math.max(month, day)}`];
}

export function dateOf(birth: ReadBirth | undefined): string[] {
  return dayOf(birth).map((day) => `${birth!.day!.year}.${day}`);
}

export function placeCodes(places: readonly ReadPlace[]): string[] {
  const codes = new Set<string>();
  for (const { name } of places) if (name.postcode) codes.add(name.postcode);
  for (const { name } of places)
    for (const word of name.words.slice(0, 3)) if (word.spelling.length > 2) codes.add(firstCode(word));
  return [...codes].slice(0, 6);
}

export function firstCode(word: Word): string {
  return word.code;
}

import type { ReadBirth } from './fields/birth.js';
import { phoneTail } from './fields/numbers.js';
import type { ReadPlace } from './fields/places.js';
import { asWrittenAbroad, codesOf } from './names/name-keys.js';
import type { ReadName } from './names/read-name.js';
import { wordOf, type Word } from './names/words.js';
import { neighbourCodes } from './sounds/skeleton.js';
import type { PersonProfile } from './profile.js';
import { readPerson, type ReadPerson } from './read-person.js';

/**
 * Composite keys: two people who share one are worth comparing. Every key holds two facts (but phone and document, which are rare
 * enough alone), so that a stolen list of keys tells little and common names do not swamp a search. The tag before the colon says
 * which facts; the codes are skeletons of names, so that spelling, vowels, order of names and script do not matter.
 *
 * - `nn` name × name. A father's name is one of the names: half the world writes it in the full name, the other half apart.
 * - `nm` name × mother, `ns` name × spouse, sibling or child
 * - `nb` name × band of birth years, `nd` name × day and month of birth in either order, `np` name × place or postcode
 * - `nnb`, `nnp`, `nbp` three facts: two names × band of birth years, two names × place, name × band × place; for names that so many share
 *   that two facts are not worth reading
 * - `bp` whole birth date × place or postcode, for names written beyond recognition
 * - `ph` phone, `dc` document
 * - `xx` name × name with one consonant lost (tier 2), `xd` name with one consonant lost × day of birth (tier 2),
 *   `xp` name in another reading, with its ending or one consonant lost × place (tier 2)
 * - `xj` two words written as one × another name, mother or band of birth years (tier 2)
 * - `rr` two of the family, by their given names (tier 2), `rd` a parent × day of birth, `rp` a parent or spouse × place (tier 2): for those whose own name was changed,
 *   or written beyond recognition
 */
const MOST = {
  nn: 40,
  nnb: 16,
  nnp: 8,
  nbp: 12,
  nm: 8,
  ns: 12,
  nb: 16,
  nd: 8,
  np: 18,
  bp: 4,
  ph: 4,
  dc: 4,
  xx: 80,
  xd: 16,
  xj: 12,
  rr: 24,
  rd: 4,
  rp: 8,
  xp: 12,
} as const;
type Tag = keyof typeof MOST;

/** Years per band; neighbouring bands overlap by a year on each side. */
const BAND = 4;
/** An interval wider than this names no band. */
const MOST_BANDS = 4;
const WORDS = 6;

/** Tier 1: keys that survive other spelling, order, script, a wrong day or month, and missing fields. Distinct, at most 120. */
export function blockingKeys(profile: PersonProfile): string[] {
  const person = readPerson(profile);
  const keys = new KeySet();
  const own = person.names.flatMap(({ words }) =>
    words.slice(0, WORDS).map(({ word, father }) => codesOf(word, father)),
  );
  for (const name of person.names) {
    keys.addAll('nn', pairs(name.words.slice(0, WORDS).map(({ word, father }) => codesOf(word, father))));
    for (const way of asWrittenAbroad(name.words)) keys.addAll('nn', pairs(way.map((word) => codesOf(word))));
  }
  for (const father of givenNames(person, 'father'))
    for (const codes of own) keys.addAll('nn', crossed(codes, codesOf(father)));
  for (const mother of givenNames(person, 'mother'))
    for (const codes of own) keys.addAll('nm', asymmetric(codes.slice(0, 2), codesOf(mother).slice(0, 2)));
  for (const near of [
    ...givenNames(person, 'spouse'),
    ...givenNames(person, 'sibling'),
    ...givenNames(person, 'child'),
  ])
    for (const codes of own.slice(0, 4)) keys.addAll('ns', asymmetric(codes.slice(0, 1), codesOf(near).slice(0, 1)));
  for (const band of bandsOf(person.birth))
    for (const codes of own) keys.addAll('nb', asymmetric(codes.slice(0, 2), [band]));
  for (const day of dayOf(person.birth))
    for (const codes of own) keys.addAll('nd', asymmetric(codes.slice(0, 2), [day]));
  for (const place of placeCodes(person.places))
    for (const codes of own) keys.addAll('np', asymmetric(codes.slice(0, 1), [place]));
  const [bands, places] = [bandsOf(person.birth), placeCodes(person.places).slice(0, 3)];
  for (const pair of likeliestPairs(person)) {
    keys.addAll('nnb', asymmetric([pair], bands));
    keys.addAll('nnp', asymmetric([pair], places.slice(0, 2)));
  }
  for (const band of bands) for (const codes of own) keys.addAll('nbp', asymmetric([`${codes[0]!}|${band}`], places));
  for (const date of dateOf(person.birth)) keys.addAll('bp', asymmetric([date], placeCodes(person.places)));
  keys.addAll('ph', person.phones.map(phoneTail));
  keys.addAll('dc', person.documents);
  return keys.list();
}

/**
 * Tier 2, for when tier 1 finds nobody who fits: the same people with one consonant lost on either side, or with two words run
 * together on one. Distinct, at most 120. Compare them with each other only: both sides of a search need their own.
 */
export function neighbourhoodKeys(profile: PersonProfile): string[] {
  const person = readPerson(profile);
  const keys = new KeySet();
  for (const name of person.names) {
    const codes = namesOf(name).map(firstCode);
    for (let i = 0; i < codes.length; i++) {
      for (let j = i + 1; j < codes.length; j++) {
        const [a, b] = [codes[i]!, codes[j]!];
        keys.addAll('xx', [ordered(a, b)]);
        keys.addAll(
          'xx',
          neighbourCodes(a).map((lost) => ordered(lost, b)),
        );
        keys.addAll(
          'xx',
          neighbourCodes(b).map((lost) => ordered(a, lost)),
        );
      }
    }
    for (const day of dayOf(person.birth))
      for (const code of codes)
        keys.addAll(
          'xd',
          neighbourCodes(code).map((lost) => `${lost}|${day}`),
        );
    keys.addAll('xj', runTogether(name, person));
  }
  const places = placeCodes(person.places).slice(0, 3);
  for (const name of person.names)
    for (const word of namesOf(name).slice(0, 2)) keys.addAll('xp', asymmetric(loosely(word), places));
  const parents = [...givenNames(person, 'mother'), ...givenNames(person, 'father')].map(firstCode);
  const nearest = [...parents, ...givenNames(person, 'spouse').map(firstCode)];
  keys.addAll('rp', asymmetric(nearest.slice(0, 3), places));
  keys.addAll('rr', household(person));
  for (const day of dayOf(person.birth)) keys.addAll('rd', asymmetric(parents.slice(0, 3), [day]));
  return keys.list();
}

/** Pairs of names in their likeliest reading, of three facts with a third: what is left of two names that very many share. */
function likeliestPairs(person: ReadPerson): Set<string> {
  const fathers = givenNames(person, 'father').map((word) => [firstCode(word)]);
  return new Set(
    person.names.flatMap(({ words }) => {
      const codes = words.slice(0, WORDS).map(({ word, father }) => codesOf(word, father).slice(0, 2));
      return [...pairs(codes), ...fathers.flatMap((father) => codes.flatMap((own) => [...crossed(own, father)]))];
    }),
  );
}

/** Other readings of a name, and what is left of it with its ending or a consonant lost. */
function loosely(word: Word): string[] {
  return [...new Set([...codesOf(word).slice(1, 3), ...neighbourCodes(firstCode(word))])];
}

/**
 * Two of the household: parents with each other and with brothers and sisters, spouse and children with each other, then the
 * rest among themselves. The mark tells how they stand to the person.
 */
function* household(person: ReadPerson): Generator<string> {
  const of = (kind: Kin, mark: string): string[] =>
    [...new Set(givenNames(person, kind).map((word) => `${mark}${firstCode(word)}`))].sort();
  const [mothers, fathers, spouses] = [of('mother', 'm').slice(0, 1), of('father', 'f').slice(0, 1), of('spouse', 'w')];
  const [siblings, children] = [of('sibling', 's').slice(0, 5), of('child', 'c').slice(0, 5)];
  yield* crossed(mothers, fathers);
  yield* allPairs([mothers, fathers], [siblings]);
  yield* allPairs([spouses], [children, mothers, fathers]);
  yield* withinGroup(children);
  yield* withinGroup(siblings);
  yield* allPairs([mothers, fathers], [children]);
}

function* allPairs(some: readonly string[][], others: readonly string[][]): Generator<string> {
  for (const one of some.flat()) for (const other of others.flat()) yield ordered(one, other);
}

function* withinGroup(codes: readonly string[]): Generator<string> {
  for (const [at, code] of codes.entries()) for (const other of codes.slice(at + 1)) yield ordered(code, other);
}

/** As long as this a word may be two that were run together. */
const LONG = 8;

/** Words that were run together, or may have been, with what else is known: Isa Abubakar and IsaAbubakar, born about 1990. */
function* runTogether({ words }: ReadName, person: ReadPerson): Generator<string> {
  const bands = bandsOf(person.birth);
  const parents = [...givenNames(person, 'father'), ...givenNames(person, 'mother')].map(firstCode);
  for (const [at, { word }] of words.slice(0, WORDS).entries()) {
    const next = words[at + 1];
    const pair = next && !word.initial && !next.word.initial && wordOf(word.text + next.word.text);
    const units: [Word, number][] = [];
    if (pair) units.push([pair, 2]);
    if (word.soundLength >= LONG) units.push([word, 1]);
    for (const [unit, width] of units) {
      const others = [...words.slice(0, at), ...words.slice(at + width, WORDS)].map(({ word: one }) => firstCode(one));
      for (const other of new Set([...bands, ...parents, ...others])) yield `${firstCode(unit)}|${other}`;
    }
  }
}

class KeySet {
  private readonly keys = new Set<string>();
  private readonly counts = new Map<Tag, number>();

  addAll(tag: Tag, values: Iterable<string>): void {
    for (const value of values) {
      const count = this.counts.get(tag) ?? 0;
      const key = `${tag}:${value}`;
      if (count >= MOST[tag] || this.keys.has(key)) continue;
      this.keys.add(key);
      this.counts.set(tag, count + 1);
    }
  }

  list(): string[] {
    return [...this.keys];
  }
}

function namesOf(name: ReadName): Word[] {
  return name.words.slice(0, 5).map(({ word }) => word);
}

function firstCode(word: Word): string {
  return word.codes[0]!;
}

function ordered(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`;
}

/** All pairs of different words, the likeliest codes first. */
function* pairs(words: readonly (readonly string[])[]): Generator<string> {
  for (let depth = 0; depth <= 4; depth++)
    for (let i = 0; i < words.length; i++)
      for (let j = i + 1; j < words.length; j++)
        for (let a = 0; a <= depth; a++) {
          const [x, y] = [words[i]![a], words[j]![depth - a]];
          if (x !== undefined && y !== undefined) yield ordered(x, y);
        }
}

function* crossed(a: readonly string[], b: readonly string[]): Generator<string> {
  yield* pairs([a, b]);
}

function* asymmetric(a: readonly string[], b: readonly string[]): Generator<string> {
  for (const x of a) for (const y of b) yield `${x}|${y}`;
}

type Kin = 'mother' | 'father' | 'sibling' | 'spouse' | 'child';

function givenNames(person: ReadPerson, kind: Kin): Word[] {
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
function bandsOf(birth: ReadBirth | undefined): string[] {
  if (!birth) return [];
  const year = (day: number): number => new Date(day * 86_400_000).getUTCFullYear();
  const first = Math.floor((year(birth.from) - 1) / BAND);
  const last = Math.floor((year(birth.to) + 1) / BAND);
  if (last - first >= MOST_BANDS) return [];
  return Array.from({ length: last - first + 1 }, (_, at) => String((first + at) * BAND));
}

/** Day and month in either order; offices' 1 January is no day. */
function dayOf(birth: ReadBirth | undefined): string[] {
  if (!birth?.day || birth.rough) return [];
  const { month, day } = birth.day;
  return [`${Math.min(month, day)}.${Math.max(month, day)}`];
}

function dateOf(birth: ReadBirth | undefined): string[] {
  return dayOf(birth).map((day) => `${birth!.day!.year}.${day}`);
}

function placeCodes(places: readonly ReadPlace[]): string[] {
  const codes = new Set<string>();
  for (const { postcode } of places) if (postcode) codes.add(postcode);
  for (const { words } of places)
    for (const word of words.slice(0, 3)) if (word.spelling.length > 2) codes.add(firstCode(word));
  return [...codes].slice(0, 6);
}

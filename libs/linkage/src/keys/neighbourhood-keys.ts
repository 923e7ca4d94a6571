import { codesOf } from '../names/name-keys.js';
import type { ReadName } from '../names/read-name.js';
import { codeOfWord, type Word } from '../names/words.js';
import { neighbourCodes } from '../sounds/skeleton.js';
import type { PersonProfile } from '../profile.js';
import { readPerson, type ReadPerson } from '../read-person.js';
import { bandsOf, firstCode, givenNames, placeCodes, type Kin } from './facts.js';
import { asymmetric, crossed, ordered } from './join-facts.js';
import { KeySet } from './key-set.js';

const WORDS = 6;

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
    keys.addAll('xj', runTogether(name, person));
  }
  const places = placeCodes(person.places).slice(0, 3);
  for (const name of person.names)
    for (const word of namesOf(name).slice(0, 2)) keys.addAll('xp', asymmetric(loosely(word), places));
  const parents = [...givenNames(person, 'mother'), ...givenNames(person, 'father')].map(firstCode);
  const nearest = [...parents, ...givenNames(person, 'spouse').map(firstCode)];
  keys.addAll('rp', asymmetric(nearest.slice(0, 3), places));
  keys.addAll('rr', household(person));
  return keys.list();
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
    const units: [code: string, width: number][] = [];
    if (next && !word.initial && !next.word.initial) units.push([codeOfWord(word.text + next.word.text), 2]);
    if (word.soundLength >= LONG) units.push([firstCode(word), 1]);
    for (const [unit, width] of units) {
      const others = [...words.slice(0, at), ...words.slice(at + width, WORDS)].map(({ word: one }) => firstCode(one));
      for (const other of new Set([...bands, ...parents, ...others])) yield `${unit}|${other}`;
    }
  }
}

function namesOf(name: ReadName): Word[] {
  return name.words.slice(0, 5).map(({ word }) => word);
}

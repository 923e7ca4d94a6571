import { neighbourCodes } from '../sounds/skeleton.js';
import { familyCode } from './family-code.js';
import { readName, type NameWord } from './read-name.js';
import { wordOf, type Word } from './words.js';

/**
 * Codes of a word: those of its own readings, and those of the families it belongs to, likeliest first; a patronymic also gives its
 * father's. What two spellings of a name have in common, in whatever scripts.
 */
export function codesOf(word: Word, father?: Word): string[] {
  const codes = new Set<string>(word.codes.slice(0, 1));
  for (const family of word.families.slice(0, 2)) codes.add(familyCode(family));
  if (father) codes.add(father.codes[0]!);
  for (const code of word.codes) codes.add(code);
  return [...codes];
}

/** Codes of all words of a name written in one piece: the halves of composite keys, and a list's index of single names. */
export function nameCodes(text: string): string[] {
  const { words } = readName({ text });
  const whole = inCharacters(words) ? codesOf(joined(words)) : [];
  return [...new Set([...words.flatMap(({ word }) => codesOf(word)), ...whole])];
}

/** Tier 2 of {@link nameCodes}: the codes one slip away. */
export function nameNeighbourCodes(text: string): string[] {
  return [...new Set(nameCodes(text).flatMap(neighbourCodes))];
}

/**
 * Chinese and Korean names are read character by character; abroad two characters are mostly written as one word (李一诺, Li Yinuo).
 * Other ways to take such a name apart: family and given name, each as one word.
 */
export function asWrittenAbroad(words: readonly NameWord[]): Word[][] {
  if (!inCharacters(words)) return [];
  const ways = [[words[0]!.word, joined(words.slice(1))]];
  if (words.length === 4) ways.push([joined(words.slice(0, 2)), joined(words.slice(2))]);
  return words.length > 2 ? ways : [];
}

function inCharacters(words: readonly NameWord[]): boolean {
  return (
    words.length >= 2 &&
    words.length <= 4 &&
    words.every(({ word }) => word.script === 'Hani' || word.script === 'Hang')
  );
}

function joined(words: readonly NameWord[]): Word {
  return wordOf(words.map(({ text }) => text).join(''));
}

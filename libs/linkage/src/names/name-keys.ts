import { neighbourCodes } from '../sounds/skeleton.js';
import { familyCode } from './family-code.js';
import { readName } from './read-name.js';
import type { Word } from './words.js';

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
  return [...new Set(readName({ text }).words.flatMap(({ word }) => codesOf(word)))];
}

/** Tier 2 of {@link nameCodes}: the codes one slip away. */
export function nameNeighbourCodes(text: string): string[] {
  return [...new Set(nameCodes(text).flatMap(neighbourCodes))];
}

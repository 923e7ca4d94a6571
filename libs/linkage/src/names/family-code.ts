import { codes } from '../sounds/skeleton.js';
import { readWord } from '../sounds/read-word.js';
import { familyName } from './aliases.js';

const kept = new Map<number, string>();

/** The code of a family's common spelling: the key under which all its spellings meet. */
export function familyCode(family: number): string {
  const known = kept.get(family);
  if (known !== undefined) return known;
  const code = codes(readWord(familyName(family)), 1)[0] ?? familyName(family);
  kept.set(family, code);
  return code;
}

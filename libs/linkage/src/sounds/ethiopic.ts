import type { Lattice } from './lattice.js';

/** Consonant of each row of eight syllables from U+1200; rows that sound the same today share a sound (ሀ ሐ ኀ, ሰ ሠ, አ ዐ, ጸ ፀ). */
const ROWS: readonly string[] = [
  'h', 'l', 'h', 'm', 's', 'r', 's', 'S', 'k', 'kw', 'k', 'kw', 'b', 'v', 't', 'C', 'h', 'hw', 'n', 'ny|n', '', 'k', 'kw', 'h|k', 'hw', 'w', '', 'z', 'Z', 'y', 'd', 'd',
  'J', 'g', 'gw', 'g', 't', 'C', 'p|b', 'ts|s', 'ts|s', 'f', 'p',
]; // prettier-ignore

/** Vowel of each of the eight forms; the sixth is bare or a short i. */
const FORMS: readonly (readonly string[])[] = [['e', 'a'], ['u'], ['i'], ['a'], ['e', 'ie'], ['', 'i', 'e'], ['o'], ['wa']]; // prettier-ignore

export function readEthiopic(word: string): Lattice {
  const lattice: string[][] = [];
  for (const char of word) {
    const offset = char.codePointAt(0)! - 0x1200;
    const consonant = ROWS[offset >> 3];
    if (offset < 0 || consonant === undefined) continue;
    if (consonant !== '') lattice.push(consonant.split('|'));
    const vowels = [...FORMS[offset & 7]!];
    // gutturals in the first form are read a
    if (consonant === '' && (offset & 7) === 0) lattice.push(['a', 'e']);
    else if (consonant === '' && (offset & 7) === 5) lattice.push(['i', 'e']);
    else lattice.push(vowels);
  }
  // a short a at the end is heard faintly, and scripts that leave short vowels out leave it out too (ሃይለ, هايل)
  const last = (word.codePointAt(word.length - 1) ?? 0) - 0x1200;
  if (last >= 0 && (last & 7) === 0) lattice.at(-1)?.push('');
  return lattice;
}

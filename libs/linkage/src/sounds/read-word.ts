import anyAscii from 'any-ascii';
import { scriptOf, type ScriptCode } from '#libs/kernel';
import { readArabic } from './arabic.js';
import { readBurmese } from './burmese.js';
import { readCyrillic } from './cyrillic.js';
import { readEthiopic } from './ethiopic.js';
import { readHebrew } from './hebrew.js';
import { readHan } from './japanese.js';
import { readBengali, readDevanagari } from './indic.js';
import { readLatin } from './latin.js';
import type { Lattice } from './lattice.js';
import type { Reader } from './letters.js';
import { readArmenian, readGeorgian, readGreek } from './simple.js';

/** To add a script: write its reader, list it here, and add a table of words to `sounds.spec.ts`. */
const READERS: Partial<Record<ScriptCode, Reader>> = {
  Latn: readLatin,
  Arab: readArabic,
  Hebr: readHebrew,
  Cyrl: readCyrillic,
  Ethi: readEthiopic,
  Mymr: readBurmese,
  Deva: readDevanagari,
  Beng: readBengali,
  Grek: readGreek,
  Armn: readArmenian,
  Geor: readGeorgian,
};

/** Scripts whose short vowels are not written: there a vowel on one side only says nothing. */
export const VOWELLESS: ReadonlySet<ScriptCode> = new Set(['Arab', 'Hebr']);

/** A word's sounds in its own script; scripts without a table of their own go through the library romaniser. */
export function readWord(word: string, script: ScriptCode = scriptOf(word)): Lattice {
  const reader = READERS[script];
  if (reader) return reader(word.toLowerCase());
  const romanised = readLatin(anyAscii(word).toLowerCase());
  return script === 'Hani' ? readHan(word, romanised) : romanised;
}

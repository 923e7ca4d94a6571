import type { Lattice } from './lattice.js';

/**
 * Devanagari and Bengali share their order in Unicode, so one table serves both: offset from the start of the block.
 * A consonant carries an inherent vowel (a in Hindi, o in Bengali) unless a vowel sign or the virama follows; at the end of a
 * word it is silent.
 */
const CONSONANTS: Record<number, string> = {
  0x15: 'k', 0x16: 'k', 0x17: 'g', 0x18: 'g', 0x19: 'ng', 0x1a: 'C', 0x1b: 'C', 0x1c: 'J|z', 0x1d: 'J', 0x1e: 'n', 0x1f: 't', 0x20: 't', 0x21: 'd|r', 0x22: 'd|r', 0x23: 'n', 0x24: 't',
  0x25: 't', 0x26: 'd', 0x27: 'd', 0x28: 'n', 0x29: 'n', 0x2a: 'p', 0x2b: 'f|p', 0x2c: 'b', 0x2d: 'b|v', 0x2e: 'm', 0x2f: 'y|J', 0x30: 'r', 0x31: 'r', 0x32: 'l', 0x33: 'l', 0x35: 'v|w', 0x36: 'S|s',
  0x37: 'S|s', 0x38: 's', 0x39: 'h', 0x58: 'k', 0x59: 'X', 0x5a: 'G', 0x5b: 'z', 0x5c: 'r', 0x5d: 'r', 0x5e: 'f', 0x5f: 'y',
}; // prettier-ignore
const VOWELS: Record<number, string> = {
  0x05: 'a', 0x06: 'a', 0x07: 'i', 0x08: 'i', 0x09: 'u', 0x0a: 'u', 0x0b: 'ri', 0x0f: 'e', 0x10: 'ai|oi', 0x13: 'o', 0x14: 'au|ou', 0x0d: 'e', 0x11: 'o',
}; // prettier-ignore
const SIGNS: Record<number, string> = {
  0x3e: 'a', 0x3f: 'i', 0x40: 'i', 0x41: 'u', 0x42: 'u', 0x43: 'ri', 0x45: 'e', 0x47: 'e', 0x48: 'ai|oi', 0x49: 'o', 0x4b: 'o', 0x4c: 'au|ou',
}; // prettier-ignore
const VIRAMA = 0x4d;
const NUKTA = 0x3c;
const NASALS = new Set([0x01, 0x02]);
/** Letters with a dot below, written as letter and dot: ज़ za, फ़ fa, ख़ kha. */
const DOTTED: Record<number, string> = {
  0x15: 'k',
  0x16: 'X',
  0x17: 'G',
  0x1c: 'z',
  0x21: 'r',
  0x22: 'r',
  0x2b: 'f',
  0x2f: 'y',
};

export function readDevanagari(word: string): Lattice {
  return readIndic(word, 0x0900, ['a', '']);
}

export function readBengali(word: string): Lattice {
  return readIndic(word, 0x0980, ['a', 'o', '']);
}

function readIndic(word: string, block: number, inherent: readonly string[]): Lattice {
  const signs = [...word].map((char) => char.codePointAt(0)! - block);
  const lattice: (readonly string[])[] = [];
  for (let at = 0; at < signs.length; at++) {
    const sign = signs[at]!;
    const dotted = signs[at + 1] === NUKTA ? DOTTED[sign] : undefined;
    const consonant = dotted ?? CONSONANTS[sign];
    if (consonant !== undefined) {
      if (signs[at + 1] === NUKTA) at++;
      lattice.push(consonant.split('|'));
      const next = signs[at + 1];
      const open = next !== undefined && next !== VIRAMA && SIGNS[next] === undefined;
      if (open) lattice.push(inherent);
      // after a cluster the last vowel is said: Krishna
      else if (next === undefined && signs[at - 1] === VIRAMA) lattice.push(['a', '']);
    } else if (NASALS.has(sign)) lattice.push(['n', 'm', '']);
    else if (sign === 0x4e) lattice.push(['t']);
    else {
      const vowel = VOWELS[sign] ?? SIGNS[sign];
      if (vowel !== undefined) lattice.push(vowel.split('|'));
    }
  }
  return lattice;
}

import { alternatives, type Lattice } from './lattice.js';

/**
 * Latin letters read as the many languages that use them do. Each rule: letters, sounds (likeliest first), and where it holds.
 * Rules are tried longest first, then in the order of the table.
 */
interface Rule {
  letters: string;
  sounds: readonly string[];
  /** Only before one of these letters (`$` is the end of the word). */
  before?: string;
  /** Only after one of these letters (`^` is the start of the word). */
  after?: string;
}

const RULES: readonly Rule[] = [
  rule('tsch', 'C'), rule('dsch', 'J'), rule('shch', 'S|SC'), rule('sch', 'S|sk'), rule('tch', 'C'), rule('dzh', 'J'), rule('tsh', 'C'), rule('eau', 'o'), rule('ough', 'o|u'),
  rule('zh', 'Z|z'), rule('kh', 'X|k'), rule('gh', 'G|g|', undefined, undefined), rule('sh', 'S'), rule('ch', 'C|k|X|S'), rule('th', 'T|t'), rule('dh', 'D|d'), rule('ph', 'f|p'), rule('rh', 'r'), rule('wh', 'w|h'),
  rule('bh', 'b'), rule('dj', 'J'), rule('tj', 'C|t'), rule('gy', 'J|gy', 'aeiou'), rule('ny', 'ny|n'), rule('gn', 'n|gn', 'aeio'), rule('gl', 'l|gl', 'i'), rule('ck', 'k'), rule('cz', 'C|S|z'), rule('sz', 'S|s'),
  rule('rz', 'Z|rz'), rule('ts', 'ts|s'), rule('tz', 'ts|s'), rule('dz', 'dz|z'), rule('zs', 'Z'), rule('sc', 's|S|sk', 'eiy'), rule('cc', 'ks|C', 'eiy'), rule('qu', 'kw|k'), rule('lj', 'l'), rule('nj', 'n|nJ'),
  rule('ou', 'u|ow|o'), rule('oo', 'u|o'), rule('ee', 'i|e'), rule('ea', 'i|ea|e'), rule('ie', 'i|ie'), rule('ei', 'ei|i|ai'), rule('ey', 'ei|i'), rule('ay', 'ai|e'), rule('ai', 'ai|e'), rule('au', 'au|o'), rule('aw', 'au|o|av'),
  rule('ow', 'ou|ov|au'), rule('ew', 'yu|ev|u'), rule('oe', 'o|oe|e'), rule('ae', 'e|ae|a'), rule('ue', 'u|ue'), rule('ui', 'i|ui'), rule('eu', 'eu|oi|yu'), rule('iy', 'i'), rule('ij', 'i|ai|iy'), rule('yi', 'i|yi'), rule('ii', 'i'),
  rule('aa', 'a'), rule('uu', 'u'), rule('ll', 'l|y', undefined, 'aeiou'), rule('mb', 'm|mb', '$'), rule('ng', 'ng'), rule('kn', 'n|kn', undefined, '^'), rule('wr', 'r|vr', undefined, '^'), rule('ps', 'ps|s', undefined, '^'),
  rule('a', 'a'), rule('b', 'b'), rule('c', 's|C|k', 'eiy'), rule('c', 'k'), rule('d', 'd'), rule('e', 'e|', '$'), rule('e', 'e'), rule('f', 'f'), rule('g', 'J|g|X', 'eiy'), rule('g', 'g'), rule('h', 'h', undefined, '^'), rule('h', 'h|'),
  rule('i', 'i'), rule('j', 'J|y|X|Z'), rule('k', 'k'), rule('l', 'l'), rule('m', 'm'), rule('n', 'n'), rule('o', 'o'), rule('p', 'p'), rule('q', 'k'), rule('r', 'r'), rule('s', 's|S|', '$'), rule('s', 's'), rule('t', 't|', '$'),
  rule('t', 't'), rule('u', 'u'), rule('v', 'v'), rule('w', 'w|v'), rule('x', 's|S|ks|X', undefined, '^'), rule('x', 'ks|S|X'), rule('y', 'y|i', 'aeiou'), rule('y', 'i'), rule('z', 'z|s|ts'),
  rule('č', 'C'), rule('ć', 'C'), rule('š', 'S'), rule('ś', 'S|s'), rule('ş', 'S'), rule('ș', 'S'), rule('ž', 'Z'), rule('ż', 'Z'), rule('ź', 'Z|z'), rule('ç', 's|C'), rule('ğ', 'G|'), rule('ģ', 'J|g'), rule('ķ', 'k|C'),
  rule('ł', 'l|w'), rule('ñ', 'ny|n'), rule('ń', 'n'), rule('ň', 'n'), rule('ţ', 'ts'), rule('ț', 'ts'), rule('ř', 'rZ|r'), rule('đ', 'dy|d'), rule('ð', 'd|D'), rule('þ', 'T|t'), rule('ß', 's'), rule('ö', 'o|e'), rule('ø', 'o|e'),
  rule('ő', 'o|e'), rule('ü', 'u|yu|i'), rule('ű', 'u|yu'), rule('ä', 'e|a'), rule('æ', 'e|a'), rule('å', 'o|a'), rule('ı', 'i'), rule('ě', 'ye|e'), rule('ə', 'a|e'), rule('ḥ', 'h'), rule('ḫ', 'X'), rule('ṣ', 's|ts'), rule('ṭ', 't'),
  rule('ẓ', 'z'), rule('ḍ', 'd'), rule('ḏ', 'D|z'), rule('ṯ', 'T'), rule('ġ', 'G'), rule('ǧ', 'J'), rule('ẖ', 'X'),
]; // prettier-ignore

function rule(letters: string, sounds: string, before?: string, after?: string): Rule {
  return { letters, sounds: alternatives(sounds), before, after };
}

const BY_FIRST = new Map<string, Rule[]>();
for (const entry of [...RULES].sort((a, b) => b.letters.length - a.letters.length)) {
  const first = entry.letters[0]!;
  BY_FIRST.set(first, [...(BY_FIRST.get(first) ?? []), entry]);
}

const KNOWN = new Set(RULES.filter(({ letters }) => letters.length === 1).map(({ letters }) => letters));

/** Reads a word in lower case. Letters with marks that no rule names are read without their marks. */
export function readLatin(word: string): Lattice {
  const letters = plain(word);
  const lattice: (readonly string[])[] = [];
  for (let at = 0; at < letters.length;) {
    const found = BY_FIRST.get(letters[at]!)?.find((entry) => holds(entry, letters, at));
    if (found) lattice.push(found.sounds);
    at += found?.letters.length ?? 1;
  }
  return lattice;
}

function holds({ letters, before, after }: Rule, word: string, at: number): boolean {
  if (!word.startsWith(letters, at)) return false;
  if (before && !before.includes(word[at + letters.length] ?? '$')) return false;
  return !after || after.includes(word[at - 1] ?? '^');
}

function plain(word: string): string {
  let out = '';
  for (const char of word.normalize('NFC')) {
    if (KNOWN.has(char)) out += char;
    else out += [...char.normalize('NFD')].filter((part) => KNOWN.has(part)).join('');
  }
  return out;
}

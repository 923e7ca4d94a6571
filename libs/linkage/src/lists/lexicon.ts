import { wordOf } from '../names/words.js';
import { hash } from '../text/hash.js';

/** How two words agree, as a small number: the first levels of every comparison of names in lists. */
export const WORD = { same: 1, family: 2, near: 3, similar: 4, begins: 5, different: 6 } as const;

/** Distinct words of a list with what comparing needs of them, as arrays that threads can share. */
export interface WordTable {
  readonly spelling: readonly string[];
  readonly sound: readonly string[];
  /** Two per word; 0 = none. */
  readonly families: Uint16Array;
  /** Four per word, hashed; 0 = none. */
  readonly codes: Uint32Array;
  /** Consonant classes and letters, a bit each: words that share few need no closer look. */
  readonly classes: Uint32Array;
  readonly letters: Uint32Array;
}

const FAMILIES = 2;
const CODES = 4;

/** Collects words and numbers them. */
export class Lexicon {
  private readonly numbers = new Map<string, number>();
  private readonly spelling: string[] = [];
  private readonly sound: string[] = [];
  private readonly families: number[] = [];
  private readonly codes: number[] = [];
  private readonly classes: number[] = [];
  private readonly letters: number[] = [];

  /** The number of a word; words that are spelled the same after folding are one word. */
  add(text: string): number {
    const word = wordOf(text);
    const known = this.numbers.get(word.spelling);
    if (known !== undefined) return known;
    const number = this.spelling.push(word.spelling) - 1;
    this.numbers.set(word.spelling, number);
    this.sound.push(word.sounds[0]!);
    this.classes.push(word.classes);
    this.letters.push(word.letters);
    for (let at = 0; at < FAMILIES; at++) this.families.push((word.families[at] ?? -1) + 1);
    for (let at = 0; at < CODES; at++) this.codes.push(word.codes[at] === undefined ? 0 : hash(word.codes[at]!));
    return number;
  }

  table(): WordTable {
    return {
      spelling: this.spelling,
      sound: this.sound,
      families: shared(Uint16Array, this.families),
      codes: shared(Uint32Array, this.codes),
      classes: shared(Uint32Array, this.classes),
      letters: shared(Uint32Array, this.letters),
    };
  }
}

export function codeHash(words: WordTable, word: number): number {
  return words.codes[word * CODES]!;
}

/** Do two words share a code or an alias family? */
export function shareCode({ codes }: WordTable, a: number, b: number): boolean {
  for (let i = a * CODES; i < a * CODES + CODES; i++) {
    const code = codes[i]!;
    if (code === 0) break;
    for (let j = b * CODES; j < b * CODES + CODES; j++) if (codes[j] === code) return true;
  }
  return false;
}

export function shareFamily({ families }: WordTable, a: number, b: number): boolean {
  for (let i = a * FAMILIES; i < a * FAMILIES + FAMILIES; i++) {
    const family = families[i]!;
    if (family === 0) break;
    for (let j = b * FAMILIES; j < b * FAMILIES + FAMILIES; j++) if (families[j] === family) return true;
  }
  return false;
}

/** Two hashes as one, in order; 0 where either is missing. */
export function hashPair(a: number, b: number): number {
  if (a === 0 || b === 0) return 0;
  let value = Math.imul(a ^ (a >>> 15), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  value = Math.imul(value ^ (value >>> 16), 0x27d4eb2f);
  return (value ^ (value >>> 15)) >>> 0 || 1;
}

type NumberArray = Uint8Array | Uint16Array | Uint32Array;

/** A typed array in memory that threads share: of these values, or of so many zeros. */
export function shared<T extends NumberArray>(
  type: { new (buffer: SharedArrayBuffer): T; BYTES_PER_ELEMENT: number },
  values: ArrayLike<number> | number,
): T {
  const length = typeof values === 'number' ? values : values.length;
  const array = new type(new SharedArrayBuffer(length * type.BYTES_PER_ELEMENT));
  if (typeof values !== 'number') array.set(values);
  return array;
}

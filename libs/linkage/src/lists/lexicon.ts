import { wordOf } from '../names/words.js';
import { hash } from '../text/hash.js';
import { grown, NumberColumn, shared } from './columns.js';
import { TextCollector, type TextTable } from './texts.js';

/** How two words agree, as a small number: the first levels of every comparison of names in lists. */
export const WORD = { same: 1, family: 2, near: 3, similar: 4, begins: 5, different: 6 } as const;

/** Distinct words of a list, numbered from 1, with what comparing needs of them, in memory that threads share. */
export interface WordTable {
  readonly spelling: TextTable;
  /** Which sound each word has, and the sounds. */
  readonly soundOf: Uint32Array;
  readonly sound: TextTable;
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
/** Words whose number is remembered as they are written. */
const KEPT = 100_000;

/** Collects words and numbers them. */
export class Lexicon {
  private readonly spelling = new TextCollector();
  private readonly sound = new TextCollector();
  private readonly soundOf = new NumberColumn();
  private families = shared(Uint16Array, 1024);
  private readonly codes = new NumberColumn();
  private readonly classes = new NumberColumn();
  private readonly letters = new NumberColumn();
  private readonly written = new Map<string, number>();

  constructor() {
    this.describe('', [], [], 0, 0);
  }

  /** The number of a word; words that are spelled the same after folding are one word. 0 for no word. */
  add(text: string): number {
    const known = this.written.get(text);
    if (known !== undefined) return known;
    const word = wordOf(text);
    const number = this.spelling.add(word.spelling);
    if (number === this.soundOf.length)
      this.describe(word.sounds[0]!, word.families, word.codes, word.classes, word.letters);
    if (this.written.size >= KEPT) this.written.clear();
    this.written.set(text, number);
    return number;
  }

  table(): WordTable {
    return {
      spelling: this.spelling.finish(),
      soundOf: this.soundOf.view(),
      sound: this.sound.finish(),
      families: this.families,
      codes: this.codes.view(),
      classes: this.classes.view(),
      letters: this.letters.view(),
    };
  }

  private describe(
    sound: string,
    families: readonly number[],
    codes: readonly string[],
    classes: number,
    letters: number,
  ): void {
    const number = this.soundOf.length;
    this.soundOf.push(this.sound.add(sound));
    this.classes.push(classes);
    this.letters.push(letters);
    if ((number + 1) * FAMILIES > this.families.length)
      this.families = grown(Uint16Array, this.families, this.families.length * 2);
    for (let at = 0; at < FAMILIES; at++) this.families[number * FAMILIES + at] = (families[at] ?? -1) + 1;
    for (let at = 0; at < CODES; at++) this.codes.push(at < codes.length ? hash(codes[at]!) : 0);
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

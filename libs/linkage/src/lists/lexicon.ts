import { lettersOf, wordOf, type Word } from '../names/words.js';
import { hash } from '../text/hash.js';
import { NumberColumn } from './columns.js';
import { TextCollector, type TextTable } from './texts.js';

/** Distinct words of a list, numbered from 1, with what comparing needs of them, in memory that threads share. */
export interface WordTable {
  readonly spelling: TextTable;
  /** Which sound each word has, and the sounds. */
  readonly soundOf: Uint32Array;
  readonly sound: TextTable;
  /** {@link TRAITS} numbers a word, side by side: two places in memory tell most words apart. */
  readonly traits: Uint32Array;
}

/** Where each trait stands among those of its word. */
export const TRAIT = {
  /** Four codes of how it may sound, hashed; 0 = none. */
  codes: 0,
  /** Two alias families, sixteen bits each; 0 = none. */
  families: 4,
  /** Letters of its spelling, a bit each, several letters on one bit outside of Latin. */
  letters: 5,
  /** Consonant classes of its sound, a bit each. */
  classes: 6,
  /** How long the sound is in the last sixteen bits, the spelling in fifteen before them; the first bit tells Latin script. */
  lengths: 7,
} as const;
export const TRAITS = 8;
const CODES = 4;
const LONGEST = 0x7fff;
const LATIN = 0x80000000;

/** Words whose number is remembered as they are written. */
const KEPT = 100_000;

/** Collects words and numbers them. */
export class Lexicon {
  private readonly spelling = new TextCollector();
  private readonly sound = new TextCollector();
  private readonly soundOf = new NumberColumn();
  private readonly traits = new NumberColumn();
  private readonly written = new Map<string, number>();

  constructor() {
    this.soundOf.push(this.sound.add(''));
    for (let trait = 0; trait < TRAITS; trait++) this.traits.push(0);
  }

  /** The number of a word; words that are spelled the same after folding are one word. 0 for no word. */
  add(text: string): number {
    const known = this.written.get(text);
    if (known !== undefined) return known;
    const word = wordOf(text);
    const number = this.spelling.add(word.spelling);
    if (number === this.soundOf.length) this.describe(word);
    if (this.written.size >= KEPT) this.written.clear();
    this.written.set(text, number);
    return number;
  }

  table(): WordTable {
    return {
      spelling: this.spelling.finish(),
      soundOf: this.soundOf.view(),
      sound: this.sound.finish(),
      traits: this.traits.view(),
    };
  }

  private describe({ spelling, sounds, script, codes, families, classes }: Word): void {
    const sound = sounds[0]!;
    this.soundOf.push(this.sound.add(sound));
    for (let at = 0; at < CODES; at++) this.traits.push(at < codes.length ? hash(codes[at]!) : 0);
    const [one = -1, other = -1] = families;
    this.traits.push(((other + 1) << 16) | (one + 1));
    this.traits.push(lettersOf(spelling));
    this.traits.push(classes);
    const lengths = (Math.min(spelling.length, LONGEST) << 16) | Math.min(sound.length, LONGEST);
    this.traits.push(script === 'Latn' ? lengths | LATIN : lengths);
  }
}

/** What a word is first indexed under. */
export function codeHash({ traits }: WordTable, word: number): number {
  return traits[word * TRAITS + TRAIT.codes]!;
}

/** Do two words share a code? */
export function shareCode({ traits }: WordTable, a: number, b: number): boolean {
  const [ofA, ofB] = [a * TRAITS + TRAIT.codes, b * TRAITS + TRAIT.codes];
  for (let i = ofA; i < ofA + CODES; i++) {
    const code = traits[i]!;
    if (code === 0) break;
    for (let j = ofB; j < ofB + CODES; j++) if (traits[j] === code) return true;
  }
  return false;
}

/** Are two words forms of one name? */
export function shareFamily({ traits }: WordTable, a: number, b: number): boolean {
  const [ofA, ofB] = [traits[a * TRAITS + TRAIT.families]!, traits[b * TRAITS + TRAIT.families]!];
  if (ofA === 0 || ofB === 0) return false;
  const [one, other] = [ofB & 0xffff, ofB >>> 16];
  const has = (family: number): boolean => family !== 0 && (family === one || family === other);
  return has(ofA & 0xffff) || has(ofA >>> 16);
}

/** Of {@link TRAIT.lengths}. */
export function spellingLength(lengths: number): number {
  return (lengths >>> 16) & LONGEST;
}

export function soundLength(lengths: number): number {
  return lengths & 0xffff;
}

export function isLatin(lengths: number): boolean {
  return (lengths & LATIN) !== 0;
}

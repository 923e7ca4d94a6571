import { scriptOf, type ScriptCode } from '#libs/kernel';
import { readings, type Lattice } from '../sounds/lattice.js';
import { readWord, VOWELLESS } from '../sounds/read-word.js';
import { classesOf, codes, likeliestCode } from '../sounds/skeleton.js';
import { hash } from '../text/hash.js';
import { spellingOf } from '../text/spelling.js';
import { familiesOf } from './aliases.js';
import { bits } from './bits.js';
import { COURTESY } from './particles.js';
import { LEAST_TELLING, rarity } from './rarity.js';

/** One word of a name with everything that comparing and indexing need of it. Made once per spelling and kept. */
export interface Word {
  /** Different for every word alive; only for caches. */
  readonly number: number;
  /** What it was made from; gives the same word again. */
  readonly text: string;
  /** Spelling in its own script, folded ({@link spellingOf}). */
  readonly spelling: string;
  readonly script: ScriptCode;
  /** How it may be read, likeliest first; never empty. */
  readonly sounds: readonly string[];
  /** What it is indexed under: the consonants of its readings, likeliest first. */
  readonly codes: readonly string[];
  /** The first of them. */
  readonly code: string;
  /** Numbers of the alias families it belongs to. */
  readonly families: readonly number[];
  readonly vowelless: boolean;
  /** A single letter: stands for any name that begins so. */
  readonly initial: boolean;
  /** Comes and goes ({@link COURTESY}). */
  readonly courtesy: boolean;
  /** Consonant classes of the likeliest reading, and of any reading, a bit each: words that share few cannot be alike. */
  readonly classes: number;
  readonly anyClasses: number;
  /** How many bits are set in `classes`, and in `letters`. */
  readonly classCount: number;
  readonly letterCount: number;
  /** Of the likeliest reading. */
  readonly soundLength: number;
  /** Words of different hash are spelled differently. */
  readonly hash: number;
  /** Letters a–z in the spelling, a bit each; 0 outside Latin. */
  readonly letters: number;
  /** Bits: how surprising the word is as a part of a name. */
  readonly bits: number;
}

const READINGS = 6;
const CODES = 14;
/** Bounds the memory of the cache below; a word is remade in microseconds. */
const KEPT = 60_000;

const kept = new Map<string, Word>();
let made = 0;

/** @param text one word as written, cleaned; a part of a name without spaces */
export function wordOf(text: string): Word {
  const known = kept.get(text);
  if (known) return known;
  const script = scriptOf(text);
  const lattice = readWord(text, script);
  const spelling = spellingOf(text);
  const families = familiesOf(spelling);
  const courtesy = COURTESY.has(spelling);
  const sounds = readings(lattice, READINGS).filter((reading) => reading !== '');
  const classes = classesOf(sounds.slice(0, 1));
  const letters = script === 'Latn' ? lettersOf(spelling) : 0;
  let found: readonly string[] | undefined;
  let likeliest: string | undefined;
  const word: Word = {
    number: made++,
    text,
    spelling,
    script,
    sounds: sounds.length > 0 ? sounds : [spelling],
    // made when first asked for: comparing does not need them, and they cost more than all the rest
    get codes() {
      return (found ??= codesOrSpelling(lattice, spelling));
    },
    get code() {
      return (likeliest ??= likeliestCode(lattice) || word.codes[0]!);
    },
    families,
    classes,
    anyClasses: classesOf(sounds),
    classCount: bits(classes),
    letterCount: bits(letters),
    letters,
    soundLength: (sounds[0] ?? spelling).length,
    hash: hash(spelling),
    vowelless: VOWELLESS.has(script),
    initial: [...spelling].length === 1 && script !== 'Hani' && script !== 'Hang',
    courtesy,
    bits: courtesy ? LEAST_TELLING : rarity(sounds[0] ?? spelling, families, script),
  };
  if (kept.size >= KEPT) kept.clear();
  kept.set(text, word);
  return word;
}

/** The {@link Word.code} of what may be no word at all, without making one. */
export function codeOfWord(text: string): string {
  return kept.get(text)?.code ?? (likeliestCode(readWord(text, scriptOf(text))) || wordOf(text).code);
}

/** Letters a–z, a bit each; those of other scripts share bits. */
export function lettersOf(spelling: string): number {
  let bits = 0;
  for (let at = 0; at < spelling.length; at++) bits |= 1 << (spelling.charCodeAt(at) - 97);
  return bits;
}

function codesOrSpelling(lattice: Lattice, spelling: string): readonly string[] {
  const found = codes(lattice, CODES);
  return found.length > 0 ? found : [spelling];
}

import { KeptPairs } from '../kept-pairs.js';
import type { Word } from './words.js';
import { bits } from './bits.js';
import { soundDistance, spellingDistance } from './distance.js';

/** How two words of a name agree, best first. */
export type WordLevel =
  'same' | 'family' | 'sounds-same' | 'near' | 'similar' | 'begins' | 'initial' | 'resembles' | 'different';

/** From here on a word counts as agreeing; `resembles` only softens a contradiction. */
export function agrees(level: WordLevel): boolean {
  return level !== 'different' && level !== 'resembles';
}

export interface WordAgreement {
  readonly level: WordLevel;
  /** 0…1, 1 where spelling or sound are equal; for ranking within a level. */
  readonly nearness: number;
  readonly crossScript: boolean;
}

/** Pairs of words seen lately. The same names meet again and again in one search. */
const lately = new KeptPairs<WordAgreement>(1 << 15);

/** Two words of names, in whatever scripts. Symmetric. */
export function compareWords(a: Word, b: Word): WordAgreement {
  // most words have nothing in common: those are told apart at a glance and need not be kept
  if (a.hash !== b.hash && !a.initial && !b.initial && (a.families.length === 0 || b.families.length === 0)) {
    const crossScript = a.script !== b.script;
    if (unlike(a, b, crossScript)) return crossScript ? UNLIKE_ACROSS : UNLIKE;
  }
  const [low, high] = a.number < b.number ? [a.number, b.number] : [b.number, a.number];
  const known = lately.get(low, high);
  if (known) return known;
  const agreement = agreementOf(a, b);
  lately.set(low, high, agreement);
  return agreement;
}

function agreementOf(a: Word, b: Word): WordAgreement {
  const crossScript = a.script !== b.script;
  if (a.spelling === b.spelling) return { level: 'same', nearness: 1, crossScript };
  if (a.initial || b.initial) return compareInitial(a, b, crossScript);
  for (const family of a.families)
    if (b.families.includes(family)) return { level: 'family', nearness: 0.95, crossScript };
  if (!crossScript && (a.script === 'Hani' || a.script === 'Hang')) return UNLIKE;

  if (unlike(a, b, crossScript)) return crossScript ? UNLIKE_ACROSS : UNLIKE;
  const sound = soundNearness(a, b, crossScript);
  const spelling = crossScript ? 0 : spellingNearness(a.spelling, b.spelling);
  const nearness = Math.max(sound, spelling);
  // few letters, or letters without vowels, are soon alike by chance
  const strict = crossScript ? a.vowelless || b.vowelless : Math.min(a.spelling.length, b.spelling.length) < 4;
  if (sound >= (crossScript ? 0.92 : 0.985)) return { level: 'sounds-same', nearness: sound, crossScript };
  if (nearness >= (strict ? 0.88 : 0.82)) return { level: 'near', nearness, crossScript };
  if (!crossScript && begins(a.spelling, b.spelling)) return { level: 'begins', nearness, crossScript };
  if (nearness >= (strict ? 0.8 : 0.73)) return { level: 'similar', nearness, crossScript };
  if (nearness >= RESEMBLES) return { level: 'resembles', nearness, crossScript };
  return crossScript ? UNLIKE_ACROSS : UNLIKE;
}

/** Below this nearness two words have nothing to do with each other. */
const RESEMBLES = 0.6;
/** Where the likeliest readings are less near than this, no other readings are tried. */
const HOPELESS = 0.3;
/** So many readings of either side are tried across scripts. */
const ACROSS_READINGS = 4;
const UNLIKE: WordAgreement = { level: 'different', nearness: 0, crossScript: false };
const UNLIKE_ACROSS: WordAgreement = { level: 'different', nearness: 0, crossScript: true };

/** A consonant that the other word has nothing like costs about so much in {@link soundDistance}. */
const LACKING = 0.85;

/** Words that lack so many of each other's consonants, and letters, that they cannot even resemble each other. */
function unlike(a: Word, b: Word, crossScript: boolean): boolean {
  const lacking = crossScript
    ? Math.min(a.classCount, b.classCount) - bits(a.anyClasses & b.anyClasses)
    : Math.max(a.classCount, b.classCount) - bits(a.classes & b.classes);
  const length = Math.max(3, (a.soundLength + b.soundLength) * 0.8);
  if (1 - (2 * LACKING * lacking) / length >= RESEMBLES) return false;
  if (crossScript) return true;
  const letters = Math.max(a.letterCount, b.letterCount) - bits(a.letters & b.letters);
  return a.letters === 0 || b.letters === 0 || 1 - letters / Math.max(a.spelling.length, b.spelling.length) < RESEMBLES;
}

function compareInitial(a: Word, b: Word, crossScript: boolean): WordAgreement {
  const [one, other] = a.initial ? [a, b] : [b, a];
  const same = crossScript ? other.sounds[0]![0] === one.sounds[0]![0] : other.spelling.startsWith(one.spelling);
  return { level: same ? 'initial' : 'different', nearness: same ? 0.5 : 0, crossScript };
}

function soundNearness(a: Word, b: Word, crossScript: boolean): number {
  const unwritten = crossScript && (a.vowelless || b.vowelless);
  let best = 0;
  const most = crossScript ? ACROSS_READINGS : 1;
  for (let i = 0; i < a.sounds.length && i < most; i++) {
    for (let j = 0; j < b.sounds.length && j < most; j++) {
      const [x, y] = [a.sounds[i]!, b.sounds[j]!];
      const length = Math.max(3, unwritten ? consonants(x) + consonants(y) + 1 : (x.length + y.length) * 0.8);
      // what is less near than the best so far, or than mere resemblance, need not be known exactly
      const enough = crossScript && i + j === 0 ? HOPELESS : Math.max(best, RESEMBLES);
      const nearness = 1 - (soundDistance(x, y, unwritten, ((1 - enough) * length) / 2) * 2) / length;
      if (nearness > best) best = nearness;
      // other readings differ in a sound or two, and cannot save what is far away; of characters each reading is a word of its own
      if (i === 0 && j === 0 && nearness < HOPELESS && a.script !== 'Hani' && b.script !== 'Hani') return 0;
    }
  }
  return best;
}

function consonants(sounds: string): number {
  let count = 0;
  for (const sound of sounds) if (!'aeiou'.includes(sound)) count++;
  return count;
}

function spellingNearness(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  if (longest === 0 || Math.abs(a.length - b.length) > longest * 0.4) return 0;
  return 1 - spellingDistance(a, b) / longest;
}

/** One is cut short: Alex for Alexander, Abdul for Abdulrahman. */
function begins(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 3 && long.startsWith(short);
}

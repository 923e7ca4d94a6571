import type { Word } from './words.js';
import { soundDistance, spellingDistance } from './distance.js';

/** How two words of a name agree, best first. */
export const WORD_LEVELS = [
  'same',
  'family',
  'sounds-same',
  'near',
  'similar',
  'begins',
  'initial',
  'resembles',
  'different',
] as const;
export type WordLevel = (typeof WORD_LEVELS)[number];

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

/** Two words of names, in whatever scripts. Symmetric. */
export function compareWords(a: Word, b: Word): WordAgreement {
  const crossScript = a.script !== b.script;
  if (a.spelling === b.spelling) return { level: 'same', nearness: 1, crossScript };
  if (a.initial || b.initial) return compareInitial(a, b, crossScript);
  for (const family of a.families)
    if (b.families.includes(family)) return { level: 'family', nearness: 0.95, crossScript };
  if (!crossScript && (a.script === 'Hani' || a.script === 'Hang'))
    return { level: 'different', nearness: 0, crossScript };

  const sound = soundNearness(a, b, crossScript);
  const spelling = crossScript ? 0 : spellingNearness(a.spelling, b.spelling);
  const nearness = Math.max(sound, spelling);
  const short = Math.min(a.spelling.length, b.spelling.length) < 4 && !crossScript;
  if (sound >= (crossScript ? 0.92 : 0.985)) return { level: 'sounds-same', nearness: sound, crossScript };
  if (nearness >= (short ? 0.88 : 0.82)) return { level: 'near', nearness, crossScript };
  if (!crossScript && begins(a.spelling, b.spelling)) return { level: 'begins', nearness, crossScript };
  if (nearness >= (short ? 0.8 : 0.73)) return { level: 'similar', nearness, crossScript };
  return { level: nearness >= 0.6 ? 'resembles' : 'different', nearness, crossScript };
}

function compareInitial(a: Word, b: Word, crossScript: boolean): WordAgreement {
  const [one, other] = a.initial ? [a, b] : [b, a];
  const same = crossScript ? other.sounds[0]![0] === one.sounds[0]![0] : other.spelling.startsWith(one.spelling);
  return { level: same ? 'initial' : 'different', nearness: same ? 0.5 : 0, crossScript };
}

function soundNearness(a: Word, b: Word, crossScript: boolean): number {
  const unwritten = crossScript && (a.vowelless || b.vowelless);
  let best = 0;
  const most = crossScript ? 6 : 1;
  for (let i = 0; i < a.sounds.length && i < most; i++) {
    for (let j = 0; j < b.sounds.length && j < most; j++) {
      const [x, y] = [a.sounds[i]!, b.sounds[j]!];
      const length = unwritten ? consonants(x) + consonants(y) + 1 : (x.length + y.length) * 0.8;
      const nearness = 1 - (soundDistance(x, y, unwritten) * 2) / Math.max(length, 3);
      if (nearness > best) best = nearness;
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

import type { Model } from '../model/weights.js';
import { bits } from './bits.js';
import { agrees, compareWords, type WordAgreement } from './compare-words.js';
import type { NameWord, ReadName } from './read-name.js';
import { wordOf, type Word } from './words.js';

/** What two names say of each other. */
export interface NameAgreement {
  /** Bits. */
  weight: number;
  matched: readonly MatchedWords[];
  /** Words that only one of the names has. */
  onlyLeft: number;
  onlyRight: number;
  contradictions: number;
  /** Of the contradictions, those whose words resemble each other. */
  resembling: number;
  reordered: boolean;
  swappedRoles: boolean;
  crossScript: boolean;
}

export interface MatchedWords {
  left: NameWord;
  right: NameWord;
  agreement: WordAgreement;
  bits: number;
}

/** Sounds in a word put together from two. */
const LONGEST_JOINED = 24;

/** Compares two names word by word in any order; words run together or torn apart are put right where that explains more. Symmetric. */
export function compareNames(left: ReadName, right: ReadName, model: Model): NameAgreement {
  let best = align(left.words, right.words, model);
  let words: readonly [readonly NameWord[], readonly NameWord[]] = [left.words, right.words];
  for (let joins = 0; joins < 2 && (best.onlyLeft > 0 || best.onlyRight > 0); joins++) {
    let improved: NameAgreement | undefined;
    let improvedWords = words;
    for (const side of SIDES) {
      const [own, others] = side === 0 ? words : [words[1], words[0]];
      for (let at = 0; at + 1 < own.length; at++) {
        const whole = joinedAt(own, at, others);
        if (!whole) continue;
        const joined = [...own.slice(0, at), whole, ...own.slice(at + 2)];
        const pair: typeof words = side === 0 ? [joined, words[1]] : [words[0], joined];
        const attempt = align(pair[0], pair[1], model);
        if (!attempt.matched.some((found) => explains(found, whole))) continue;
        const gain = attempt.weight - (improved ?? best).weight;
        if (gain > (improved ? 0 : 1)) [improved, improvedWords] = [attempt, pair];
      }
    }
    if (!improved) break;
    [best, words] = [improved, improvedWords];
  }
  return best;
}

const SIDES = [0, 1] as const;

/** A word put together must be found as a whole, not as what merely begins alike. */
function explains({ left, right, agreement }: MatchedWords, whole: NameWord): boolean {
  return (left === whole || right === whole) && foundWhole(agreement);
}

function foundWhole({ level }: WordAgreement): boolean {
  return level === 'same' || level === 'sounds-same' || level === 'family' || level === 'near';
}

/**
 * Two neighbouring words read as one, where the other name has a word that this may be: about as long, beginning alike, and found as a
 * whole. Initials stay initials, and a word that the other name has too stays a word.
 */
function joinedAt(words: readonly NameWord[], at: number, others: readonly NameWord[]): NameWord | undefined {
  const first = words[at]!;
  const second = words[at + 1]!;
  const length = first.word.soundLength + second.word.soundLength;
  if (length > LONGEST_JOINED || first.word.initial || second.word.initial) return undefined;
  const [likely, any] = [first.word.classes | second.word.classes, first.word.anyClasses | second.word.anyClasses];
  let fits = false;
  for (const { word } of others) {
    if (isSpelled(word, first.word) || isSpelled(word, second.word)) return undefined;
    fits ||=
      Math.abs(word.soundLength - length) <= 3 &&
      bits(word.anyClasses & likely) >= 2 &&
      Math.max(bits(likely & ~word.anyClasses), bits(word.classes & ~any)) * SPARED <= length + 2;
  }
  if (!fits) return undefined;
  const word = wordOf(first.text + second.text.toLowerCase());
  if (!others.some((other) => foundWhole(compareWords(word, other.word)))) return undefined;
  return { text: `${first.text} ${second.text}`, word, role: first.role, joined: true };
}

/** Two words that are one lack at most every so many-th of each other's sounds. */
const SPARED = 6;

function isSpelled(a: Word, b: Word): boolean {
  return a.hash === b.hash && a.spelling === b.spelling;
}

interface Pairing extends MatchedWords {
  i: number;
  j: number;
  rank: number;
}

/** Most pairs of names have no word in common. */
const NONE: Pairing[] = [];

function align(left: readonly NameWord[], right: readonly NameWord[], model: Model): NameAgreement {
  const weights = model.name;
  let pairs: Pairing[] = NONE;
  let resemblances: [number, number][] | undefined;
  for (let i = 0; i < left.length; i++) {
    for (let j = 0; j < right.length; j++) {
      const agreement = compareWords(left[i]!.word, right[j]!.word);
      if (agreement.level === 'resembles') (resemblances ??= []).push([i, j]);
      if (!agrees(agreement.level)) continue;
      const keeps = agreement.crossScript ? weights.keepsAcross : weights.keeps;
      const bits = Math.min(bitsOf(left[i]!, model), bitsOf(right[j]!, model)) * keeps[agreement.level];
      const position = Math.abs(i - j) * 0.01 + (left[i]!.role === right[j]!.role ? 0 : 0.005);
      if (pairs === NONE) pairs = [];
      pairs.push({ left: left[i]!, right: right[j]!, agreement, bits, i, j, rank: bits - position });
    }
  }
  if (pairs.length > 1)
    pairs.sort((a, b) => b.rank - a.rank || a.i + a.j - b.i - b.j || Math.abs(a.i - a.j) - Math.abs(b.i - b.j));
  // names have at most eight words: a bit each
  let usedLeft = 0;
  let usedRight = 0;
  const matched: Pairing[] = pairs === NONE ? NONE : [];
  let weight = 0;
  for (const pair of pairs) {
    if ((usedLeft >> pair.i) & 1 || (usedRight >> pair.j) & 1) continue;
    usedLeft |= 1 << pair.i;
    usedRight |= 1 << pair.j;
    matched.push(pair);
    weight += pair.bits;
  }
  const onlyLeft = countTelling(left, usedLeft);
  const onlyRight = countTelling(right, usedRight);
  const contradictions = Math.min(onlyLeft, onlyRight);
  const resembling = resemblances ? countApart(resemblances, usedLeft, usedRight) : 0;
  for (let k = 0; k < contradictions; k++)
    weight += k < resembling ? weights.resembling : k === 0 ? weights.contradiction : weights.furtherContradiction;
  weight += Math.max(weights.mostExtra, Math.abs(onlyLeft - onlyRight) * weights.extra);
  const swapped = matched.length > 1 && swappedRoles(matched);
  if (swapped) weight += weights.swappedRoles;
  return {
    weight: Math.max(weights.least, Math.min(weights.most, weight)),
    matched,
    onlyLeft,
    onlyRight,
    contradictions,
    resembling,
    reordered: matched.length > 1 && matched.some((one) => matched.some((other) => one.i < other.i && one.j > other.j)),
    swappedRoles: swapped,
    crossScript: matched.some(({ agreement }) => agreement.crossScript),
  };
}

/** How many of the words left over say something: what was added out of courtesy is left out as easily. */
function countTelling(words: readonly NameWord[], used: number): number {
  let count = 0;
  for (const [at, { word }] of words.entries()) if (!((used >> at) & 1) && !word.courtesy) count++;
  return count;
}

/** How many of the words left over resemble one of the other's, each counted once. */
function countApart(pairs: readonly [number, number][], usedLeft: number, usedRight: number): number {
  let count = 0;
  for (const [i, j] of pairs) {
    if ((usedLeft >> i) & 1 || (usedRight >> j) & 1) continue;
    usedLeft |= 1 << i;
    usedRight |= 1 << j;
    count++;
  }
  return count;
}

function bitsOf({ word }: NameWord, model: Model): number {
  return model.bitsOfName?.(word.spelling) ?? word.bits;
}

/** "Ahmad bin Hasan" and "Hasan bin Ahmad" are father and son, not one man. */
function swappedRoles(matched: readonly MatchedWords[]): boolean {
  const crossed = (from: 'left' | 'right', to: 'left' | 'right'): boolean =>
    matched.some((pair) => pair[from].role === 'father' && pair[to].role !== 'father' && pair[to].role !== 'family');
  return crossed('left', 'right') && crossed('right', 'left');
}

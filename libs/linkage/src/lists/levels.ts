import { bits } from '../names/bits.js';
import { soundDistance, spellingDistance } from '../names/distance.js';
import { shareCode, shareFamily, WORD, type WordTable } from './lexicon.js';
import type { FieldKind, ListField, ListTable } from './list-table.js';

/** Names of the levels of each kind of field. 0 is unknown; 1 is always full agreement and the last always disagreement. */
export const LEVELS: Record<FieldKind, readonly string[]> = {
  word: ['unknown', 'same', 'variant', 'near', 'similar', 'begins', 'elsewhere in the name', 'different'],
  words: ['unknown', 'same', 'all of the shorter', 'half or more', 'some', 'different'],
  text: ['unknown', 'same', 'one character differs', 'same beginning', 'different'],
  birth: [
    'unknown',
    'same day',
    'same, month and day unknown or 1 January',
    'one digit or day and month swapped',
    'two digits',
    'same year',
    'within two years',
    'different',
  ],
  age: ['unknown', 'same', 'within two years', 'within five years', 'different'],
  sex: ['unknown', 'same', 'different'],
  category: ['unknown', 'same', 'different'],
};

const SLOTS = 1 << 18;
/** From here on words are similar; a little less is enough where they share a code. */
const SIMILAR = 0.72;
const SIMILAR_BY_CODE = 0.6;

/** Compares rows of one table. Keeps a cache of word pairs, so each thread has its own. */
export class RowComparer {
  private readonly cachedPairs = new Float64Array(SLOTS).fill(-1);
  private readonly cachedLevels = new Uint8Array(SLOTS);
  private readonly comparers: ((a: number, b: number) => number)[];

  constructor(private readonly table: ListTable) {
    this.comparers = table.fields.map((field) => this.comparerOf(field));
  }

  /** Level of one field for two rows. Symmetric. */
  level(field: number, a: number, b: number): number {
    return this.comparers[field]!(a, b);
  }

  private comparerOf(field: ListField): (a: number, b: number) => number {
    const { values } = field;
    const known = (compare: (x: number, y: number, a: number, b: number) => number) => (a: number, b: number) => {
      const x = values[a]!;
      const y = values[b]!;
      return x === 0 || y === 0 ? 0 : compare(x, y, a, b);
    };
    switch (field.kind) {
      case 'word':
        return known((x, y, a, b) => this.compareNameWord(field.words[x - 1]!, field.words[y - 1]!, a, b));
      case 'words':
        return known((x, y) => (x === y ? 1 : this.compareLists(field, x, y)));
      case 'text':
        return known((x, y) => (x === y ? 1 : compareTexts(field.texts[x]!, field.texts[y]!)));
      case 'birth':
        return known(compareDigits);
      case 'age':
        return known((x, y) => levelOfAges(Math.abs(x - y)));
      case 'sex':
      case 'category':
        return known((x, y) => (x === y ? 1 : 2));
    }
  }

  /** A given name that stands among the other's family names is not a different name. */
  private compareNameWord(x: number, y: number, a: number, b: number): number {
    const level = this.words(x, y);
    if (level < WORD.different) return level;
    return this.among(x, b) || this.among(y, a) ? 6 : 7;
  }

  private among(word: number, row: number): boolean {
    const { nameStarts, nameWords } = this.table;
    for (let at = nameStarts[row]!; at < nameStarts[row + 1]!; at++)
      if (this.words(word, nameWords[at]!) <= WORD.near) return true;
    return false;
  }

  private compareLists(field: ListField, x: number, y: number): number {
    const { starts, words } = field;
    let [from, to, otherFrom, otherTo] = [starts[x]!, starts[x + 1]!, starts[y]!, starts[y + 1]!];
    if (to - from > otherTo - otherFrom) [from, to, otherFrom, otherTo] = [otherFrom, otherTo, from, to];
    let found = 0;
    let used = 0;
    for (let i = from; i < to; i++) {
      for (let j = otherFrom; j < otherTo; j++) {
        if ((used >> (j - otherFrom)) & 1) continue;
        if (this.words(words[i]!, words[j]!) > WORD.near) continue;
        used |= 1 << (j - otherFrom);
        found++;
        break;
      }
    }
    if (found === 0) return 5;
    if (found === to - from) return found === otherTo - otherFrom ? 1 : 2;
    return found * 2 >= to - from ? 3 : 4;
  }

  private words(x: number, y: number): number {
    if (x === y) return WORD.same;
    const pair = x < y ? x * 4_194_304 + y : y * 4_194_304 + x;
    const slot = (Math.imul(x ^ y, 0x9e3779b1) ^ Math.imul(x + y, 0x85ebca6b)) & (SLOTS - 1);
    if (this.cachedPairs[slot] === pair) return this.cachedLevels[slot]!;
    const level = compareListWords(this.table.lexicon, x, y);
    this.cachedPairs[slot] = pair;
    this.cachedLevels[slot] = level;
    return level;
  }
}

/** As words of names are compared elsewhere, but from the tables. */
function compareListWords(lexicon: WordTable, x: number, y: number): number {
  if (shareFamily(lexicon, x, y)) return WORD.family;
  const a = lexicon.spelling[x]!;
  const b = lexicon.spelling[y]!;
  if (a.length === 1 || b.length === 1) return a[0] === b[0] ? WORD.begins : WORD.different;
  const sameCode = shareCode(lexicon, x, y);
  const [s, t] = [lexicon.sound[x]!, lexicon.sound[y]!];
  const longest = Math.max(a.length, b.length);
  const heard = Math.max((s.length + t.length) * 0.8, 3);
  // a consonant the other lacks costs nearly one, a letter the other lacks costs one: most pairs need no closer look
  const lackingSounds = lacking(lexicon.classes[x]!, lexicon.classes[y]!) * 0.85;
  const lackingLetters = lacking(lexicon.letters[x]!, lexicon.letters[y]!);
  const sound =
    1 - (lackingSounds * 2) / heard < SIMILAR
      ? 0
      : 1 - (soundDistance(s, t, false, ((1 - SIMILAR_BY_CODE) * heard) / 2) * 2) / heard;
  const spelling =
    1 - Math.max(lackingLetters, Math.abs(a.length - b.length)) / longest < SIMILAR
      ? 0
      : 1 - spellingDistance(a, b) / longest;
  const nearness = Math.max(spelling, sound);
  if (nearness >= 0.82 || (sameCode && nearness >= 0.7)) return WORD.near;
  if (nearness >= SIMILAR || (sameCode && nearness >= SIMILAR_BY_CODE)) return WORD.similar;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 3 && long.startsWith(short) ? WORD.begins : WORD.different;
}

function lacking(x: number, y: number): number {
  return Math.max(bits(x), bits(y)) - bits(x & y);
}

function compareTexts(a: string, b: string): number {
  if (Math.abs(a.length - b.length) <= 1 && Math.min(a.length, b.length) >= 3 && spellingDistance(a, b) <= 1) return 2;
  const half = Math.max(2, Math.ceil(Math.max(a.length, b.length) / 2));
  return a.length >= half && b.length >= half && a.slice(0, half) === b.slice(0, half) ? 3 : 4;
}

function compareDigits(x: number, y: number): number {
  const yearOnly = (digits: number): boolean => digits % 10_000 === 101 || digits % 10_000 === 0;
  if (x === y) return yearOnly(x) ? 2 : 1;
  const [yearX, yearY] = [Math.floor(x / 10_000), Math.floor(y / 10_000)];
  if (yearX === yearY && (x % 10_000 === 0 || y % 10_000 === 0)) return 2;
  let differing = 0;
  for (let a = x, b = y; a > 0 || b > 0; a = Math.floor(a / 10), b = Math.floor(b / 10))
    if (a % 10 !== b % 10) differing++;
  const swapped =
    yearX === yearY && Math.floor((x % 10_000) / 100) === y % 100 && x % 100 === Math.floor((y % 10_000) / 100);
  if (differing <= 1 || swapped) return 3;
  if (differing === 2) return 4;
  if (yearX === yearY) return 5;
  return Math.abs(yearX - yearY) <= 2 ? 6 : 7;
}

function levelOfAges(apart: number): number {
  return apart === 0 ? 1 : apart <= 2 ? 2 : apart <= 5 ? 3 : 4;
}

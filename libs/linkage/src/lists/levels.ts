import { bits } from '../names/bits.js';
import { soundDistance, spellingDistance, withinOneSlip } from '../names/distance.js';
import { shareCode, shareFamily, WORD, type WordTable } from './lexicon.js';
import type { FieldKind, ListField } from './list-field.js';
import type { ListTable } from './list-table.js';
import { TextReader } from './texts.js';

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
/** Two numbers of words are packed into one float. */
const MOST_WORDS = 2 ** 26;
/** From here on words are similar; a little less is enough where they share a code. */
const SIMILAR = 0.72;
const SIMILAR_BY_CODE = 0.6;

/** Compares rows of one table. Keeps a cache of word pairs, so each thread has its own. */
export class RowComparer {
  private readonly kinds: readonly FieldKind[];
  private readonly texts: readonly TextReader[];
  private readonly words: Words;

  constructor(private readonly table: ListTable) {
    this.kinds = table.fields.map(({ kind }) => kind);
    this.texts = table.fields.map(({ texts }) => new TextReader(texts));
    this.words = new Words(table.lexicon);
  }

  /** Level of one field for two rows. Symmetric. */
  level(field: number, a: number, b: number): number {
    const { values, fields } = this.table;
    const x = values[a * fields.length + field]!;
    const y = values[b * fields.length + field]!;
    return x === 0 || y === 0 ? 0 : this.levelOf(field, x, y, a, b);
  }

  private levelOf(at: number, x: number, y: number, a: number, b: number): number {
    switch (this.kinds[at]!) {
      case 'word': {
        const { words } = this.table.fields[at]!;
        return this.compareNameWord(words[x - 1]!, words[y - 1]!, a, b);
      }
      case 'words':
        return x === y ? 1 : this.compareLists(this.table.fields[at]!, x, y);
      case 'text': {
        const texts = this.texts[at]!;
        return x === y ? 1 : compareTexts(texts.at(x), texts.at(y));
      }
      case 'birth':
        return compareDigits(x, y);
      case 'age':
        return levelOfAges(Math.abs(x - y));
      case 'sex':
      case 'category':
        return x === y ? 1 : 2;
    }
  }

  /** A given name that stands among the other's family names is not a different name. */
  private compareNameWord(x: number, y: number, a: number, b: number): number {
    const level = this.words.level(x, y);
    if (level < WORD.different) return level;
    return this.among(x, b) || this.among(y, a) ? 6 : 7;
  }

  private among(word: number, row: number): boolean {
    const { nameStarts, nameWords } = this.table;
    for (let at = nameStarts[row]!; at < nameStarts[row + 1]!; at++)
      if (this.words.level(word, nameWords[at]!) <= WORD.near) return true;
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
        if (this.words.level(words[i]!, words[j]!) > WORD.near) continue;
        used |= 1 << (j - otherFrom);
        found++;
        break;
      }
    }
    if (found === 0) return 5;
    if (found === to - from) return found === otherTo - otherFrom ? 1 : 2;
    return found * 2 >= to - from ? 3 : 4;
  }
}

/** Compares words. Keeps the levels of pairs that were compared last. */
class Words {
  private readonly cachedPairs = new Float64Array(SLOTS).fill(-1);
  private readonly cachedLevels = new Uint8Array(SLOTS);
  private readonly spelling: TextReader;
  private readonly sound: TextReader;

  constructor(private readonly lexicon: WordTable) {
    this.spelling = new TextReader(lexicon.spelling);
    this.sound = new TextReader(lexicon.sound);
  }

  level(x: number, y: number): number {
    if (x === y) return WORD.same;
    const pair = x < y ? x * MOST_WORDS + y : y * MOST_WORDS + x;
    const slot = (Math.imul(x ^ y, 0x9e3779b1) ^ Math.imul(x + y, 0x85ebca6b)) & (SLOTS - 1);
    if (this.cachedPairs[slot] === pair) return this.cachedLevels[slot]!;
    const level = this.compare(x, y);
    this.cachedPairs[slot] = pair;
    this.cachedLevels[slot] = level;
    return level;
  }

  /** As words of names are compared elsewhere, but from the tables. */
  private compare(x: number, y: number): number {
    const { lexicon } = this;
    if (shareFamily(lexicon, x, y)) return WORD.family;
    const a = this.spelling.at(x);
    const b = this.spelling.at(y);
    if (a.length === 1 || b.length === 1) return a[0] === b[0] ? WORD.begins : WORD.different;
    const sameCode = shareCode(lexicon, x, y);
    const [s, t] = [this.sound.at(lexicon.soundOf[x]!), this.sound.at(lexicon.soundOf[y]!)];
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
}

function lacking(x: number, y: number): number {
  return Math.max(bits(x), bits(y)) - bits(x & y);
}

function compareTexts(a: string, b: string): number {
  if (Math.min(a.length, b.length) >= 3 && withinOneSlip(a, b)) return 2;
  const half = Math.max(2, Math.ceil(Math.max(a.length, b.length) / 2));
  return a.length >= half && b.length >= half && a.slice(0, half) === b.slice(0, half) ? 3 : 4;
}

/** Of eight digits, four bits each. */
function compareDigits(x: number, y: number): number {
  const [yearX, yearY] = [x >>> 16, y >>> 16];
  const [dayX, dayY] = [x & 0xffff, y & 0xffff];
  if (x === y) return dayX === 0x0101 || dayX === 0 ? 2 : 1;
  if (yearX === yearY && (dayX === 0 || dayY === 0)) return 2;
  const changed = x ^ y;
  const digits = bits((changed | (changed >>> 1) | (changed >>> 2) | (changed >>> 3)) & 0x11111111);
  const swapped = yearX === yearY && dayX >>> 8 === (dayY & 0xff) && (dayX & 0xff) === dayY >>> 8;
  if (digits <= 1 || swapped) return 3;
  if (digits === 2) return 4;
  if (yearX === yearY) return 5;
  return Math.abs(decimal(yearX) - decimal(yearY)) <= 2 ? 6 : 7;
}

function decimal(packed: number): number {
  return (packed >>> 12) * 1000 + ((packed >>> 8) & 15) * 100 + ((packed >>> 4) & 15) * 10 + (packed & 15);
}

function levelOfAges(apart: number): number {
  return apart === 0 ? 1 : apart <= 2 ? 2 : apart <= 5 ? 3 : 4;
}

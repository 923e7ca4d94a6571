import { bits } from '../names/bits.js';
import { withinOneSlip } from '../names/distance.js';
import type { FieldKind, ListField } from './list-field.js';
import type { ListTable } from './list-table.js';
import { TextReader } from './texts.js';
import { WORD, WordComparer } from './word-levels.js';

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

/** Compares rows of one table. Keeps a cache of word pairs, so each thread has its own. */
export class RowComparer {
  private readonly kinds: readonly FieldKind[];
  private readonly texts: readonly TextReader[];
  private readonly words: WordComparer;

  constructor(private readonly table: ListTable) {
    this.kinds = table.fields.map(({ kind }) => kind);
    this.texts = table.fields.map(({ texts }) => new TextReader(texts));
    this.words = new WordComparer(table.lexicon);
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
    return this.among(x, b, y) || this.among(y, a, x) ? 6 : 7;
  }

  private among(word: number, row: number, known: number): boolean {
    const { nameStarts, nameWords } = this.table;
    for (let at = nameStarts[row]!; at < nameStarts[row + 1]!; at++)
      if (nameWords[at] !== known && this.words.level(word, nameWords[at]!) <= WORD.near) return true;
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

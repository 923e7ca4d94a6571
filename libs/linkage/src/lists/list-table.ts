import { TITLES } from '../names/particles.js';
import { readName } from '../names/read-name.js';
import { readPhone } from '../fields/numbers.js';
import { clean } from '../text/clean.js';
import { spellingOf } from '../text/spelling.js';
import { NumberColumn } from './columns.js';
import { Lexicon, shared, type WordTable } from './lexicon.js';
import { UnusableList } from './list-error.js';
import type { ColumnKind, ListSchema } from './schema.js';

/** How a field is compared; its levels are in `levels.ts`. */
export type FieldKind = 'word' | 'words' | 'text' | 'birth' | 'age' | 'sex' | 'category';

/** One thing that rows are compared by. Values are numbered from 1 in the order they come; 0 is unknown. */
export interface ListField {
  readonly name: string;
  readonly kind: FieldKind;
  /** Which fact it tells, for keys and for holding fields out that a key already fixed. */
  readonly fact: Fact;
  /** How many rows have a value, by its number (not for birth and age). */
  readonly counts: Uint32Array;
  /** For `words`: words of value v are `words[starts[v]] … words[starts[v + 1] - 1]`. For `word`: one each. */
  readonly starts: Uint32Array;
  readonly words: Uint32Array;
  /** For `text`: the normalised text of each value. */
  readonly texts: readonly string[];
}

export type Fact =
  | 'given'
  | 'family'
  | 'rest'
  | 'father'
  | 'mother'
  | 'birth'
  | 'sex'
  | 'place'
  | 'address'
  | 'postcode'
  | 'phone'
  | 'identifier'
  | 'category';

/** A list (or two, the left one first) read into numbers. Everything but words and texts lies in shared memory. */
export interface ListTable {
  readonly rows: number;
  /** Rows below this are of the left list; equal to `rows` where there is one list. */
  readonly leftRows: number;
  readonly ids: readonly string[];
  readonly fields: readonly ListField[];
  /**
   * Values of all fields, row after row, so that a row lies together in memory: that of field f in row r is
   * `values[r * fields.length + f]`. For `birth` the digits YYYYMMDD, four bits each; for `age` the age plus one.
   */
  readonly values: Uint32Array;
  readonly lexicon: WordTable;
  /** All words of a row's names, to find a name that stands in another column. */
  readonly nameStarts: Uint32Array;
  readonly nameWords: Uint32Array;
}

/** Row numbers are packed beside 32-bit keys into one float, so there can be 2²¹ of them. */
export const MOST_ROWS = 2 ** 21;
const WORDS_READ = 8;

export class ListTableBuilder {
  private readonly lexicon = new Lexicon();
  private readonly fields: FieldBuilder[] = [];
  private readonly ids: string[] = [];
  private readonly values = new NumberColumn();
  private readonly nameStarts = new NumberColumn();
  private readonly nameWords = new NumberColumn();
  private readonly idAt: number;
  private readonly readers: ((cells: readonly string[]) => void)[] = [];
  private leftRows: number | undefined;

  constructor(schema: ListSchema) {
    this.nameStarts.push(0);
    const columns = Object.entries(schema);
    const at = (wanted: ColumnKind): number[] => columns.flatMap(([, kind], index) => (kind === wanted ? [index] : []));
    this.idAt = at('id')[0]!;
    this.addNames(at('full_name'), at('given_name'), at('family_name'));
    for (const [index, [heading, kind]] of columns.entries()) this.addColumn(index, heading, kind);
  }

  /** @returns what is wrong with the row, or `undefined` */
  add(cells: readonly string[]): string | undefined {
    const id = cells[this.idAt]!;
    if (id === '') return 'has no id';
    if (this.ids.length >= MOST_ROWS)
      throw new UnusableList(`The lists hold more than ${MOST_ROWS} rows. Split them, for example by region.`);
    this.ids.push(id);
    for (const read of this.readers) read(cells);
    for (const field of this.fields) this.values.push(field.value);
    return undefined;
  }

  /** From here on rows belong to the right list. */
  startRight(): void {
    this.leftRows = this.ids.length;
  }

  table(): ListTable {
    return {
      rows: this.ids.length,
      leftRows: this.leftRows ?? this.ids.length,
      ids: this.ids,
      fields: this.fields.map((field) => field.finish()),
      values: shared(Uint32Array, this.values.view()),
      lexicon: this.lexicon.table(),
      nameStarts: shared(Uint32Array, this.nameStarts.view()),
      nameWords: shared(Uint32Array, this.nameWords.view()),
    };
  }

  /** Given and family name from their columns, or from the full name where they lack or hold a title; what else the full name says is `rest`. */
  private addNames(full: readonly number[], given: readonly number[], family: readonly number[]): void {
    if (full.length + given.length + family.length === 0) return;
    const first = this.field('given', 'word', 'given');
    const last = this.field('family', 'word', 'family');
    const rest = full.length > 0 || given.length > 1 ? this.field('rest of name', 'words', 'rest') : undefined;
    this.readers.push((cells) => {
      const text = (positions: readonly number[]): string => positions.map((at) => cells[at]!).join(' ');
      const wordsIn = (name: string): number[] =>
        name.trim() === ''
          ? []
          : readName({ text: name }).words.map(({ word, text: raw }) =>
              this.lexicon.add(raw === '' ? word.spelling : raw),
            );
      const ownGiven = wordsIn(withoutTitles(text(given)));
      const ownFamily = wordsIn(withoutTitles(text(family)));
      const whole = wordsIn(full.map((at) => cells[at]!).reduce((a, b) => (b.length > a.length ? b : a), ''));
      const firstWord = ownGiven[0] ?? whole.find((word) => !ownFamily.includes(word));
      const lastWord =
        ownFamily.at(-1) ?? (family.length === 0 ? whole.filter((word) => word !== firstWord).at(-1) : undefined);
      first.push(firstWord === undefined ? [] : [firstWord]);
      last.push(lastWord === undefined ? [] : [lastWord]);
      const all = [...new Set([...ownGiven, ...ownFamily, ...whole])];
      rest?.push(all.filter((word) => word !== firstWord && word !== lastWord));
      for (const word of all.slice(0, WORDS_READ)) this.nameWords.push(word);
      this.nameStarts.push(this.nameWords.length);
    });
  }

  private addColumn(at: number, heading: string, kind: ColumnKind): void {
    switch (kind) {
      case 'id':
      case 'full_name':
      case 'given_name':
      case 'family_name':
        return;
      case 'father_name':
      case 'mother_name': {
        const field = this.field(heading, 'words', kind === 'father_name' ? 'father' : 'mother');
        this.readers.push((cells) =>
          field.push(readName({ text: cells[at]! }).words.map(({ text }) => this.lexicon.add(text))),
        );
        return;
      }
      case 'place':
      case 'address': {
        const field = this.field(heading, 'words', kind);
        this.readers.push((cells) => field.push(pieces(cells[at]!).map((piece) => this.lexicon.add(piece))));
        return;
      }
      case 'postcode':
      case 'identifier':
      case 'phone': {
        const field = this.field(heading, 'text', kind);
        const read =
          kind === 'phone'
            ? (cell: string) => readPhone(cell) ?? ''
            : (cell: string) => cell.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
        this.readers.push((cells) => field.pushText(read(clean(cells[at]!))));
        return;
      }
      case 'category': {
        const field = this.field(heading, 'category', 'category');
        this.readers.push((cells) => field.pushText(clean(cells[at]!).toLowerCase()));
        return;
      }
      case 'sex': {
        const field = this.field(heading, 'sex', 'sex');
        this.readers.push((cells) => field.pushText(sexOf(cells[at]!)));
        return;
      }
      case 'birth_date': {
        const field = this.field(heading, 'birth', 'birth');
        this.readers.push((cells) => field.pushNumber(packedDigits(dateDigits(clean(cells[at]!)))));
        return;
      }
      case 'age': {
        const field = this.field(heading, 'age', 'birth');
        this.readers.push((cells) => field.pushNumber(/^\d{1,3}$/.test(cells[at]!) ? Number(cells[at]) + 1 : 0));
        return;
      }
    }
  }

  private field(name: string, kind: FieldKind, fact: Fact): FieldBuilder {
    const field = new FieldBuilder(name, kind, fact);
    this.fields.push(field);
    return field;
  }
}

class FieldBuilder {
  /** Of the row that is being read. */
  value = 0;
  private readonly numbers = new Map<string, number>();
  private readonly counts: number[] = [0];
  private readonly starts: number[] = [0, 0];
  private readonly words: number[] = [];
  private readonly texts: string[] = [''];

  constructor(
    private readonly name: string,
    private readonly kind: FieldKind,
    private readonly fact: Fact,
  ) {}

  push(words: readonly number[]): void {
    const read = words.slice(0, WORDS_READ);
    if (read.length === 0) {
      this.value = 0;
      return;
    }
    this.count(read.join(' '), () => {
      this.words.push(...read);
      this.starts.push(this.words.length);
    });
  }

  pushText(text: string): void {
    if (text === '') this.value = 0;
    else this.count(text, () => this.texts.push(text));
  }

  pushNumber(value: number): void {
    this.value = value;
  }

  finish(): ListField {
    const { name, kind, fact, texts } = this;
    return {
      name,
      kind,
      fact,
      texts,
      counts: shared(Uint32Array, this.counts),
      starts: shared(Uint32Array, this.starts),
      words: shared(Uint32Array, this.words),
    };
  }

  private count(key: string, onNew: () => void): void {
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.counts.push(0) - 1;
      this.numbers.set(key, number);
      onNew();
    }
    this.counts[number]!++;
    this.value = number;
  }
}

function withoutTitles(name: string): string {
  return name
    .split(' ')
    .filter((word) => !TITLES.has(spellingOf(word)))
    .join(' ');
}

function pieces(text: string): string[] {
  return clean(text)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((piece) => piece !== '')
    .slice(0, WORDS_READ);
}

function sexOf(cell: string): string {
  const first = clean(cell).toLowerCase()[0] ?? '';
  if ('fwж'.includes(first) && first !== '') return 'f';
  return 'mм'.includes(first) && first !== '' ? 'm' : '';
}

/** Eight decimal digits, four bits each: digits that differ are seen at a glance. */
function packedDigits(digits: number): number {
  let packed = 0;
  for (let rest = digits, shift = 0; rest > 0; rest = Math.floor(rest / 10), shift += 4) packed |= (rest % 10) << shift;
  return packed >>> 0;
}

/** YYYYMMDD as written, even where there is no such day: a slip of one digit should still be seen. 0 where no year can be read. */
export function dateDigits(text: string): number {
  const iso = /^(\d{4})[-/.]?(\d{2})?[-/.]?(\d{2})?(?:$|[T ])/.exec(text);
  if (iso) return Number(iso[1]) * 10_000 + Number(iso[2] ?? 0) * 100 + Number(iso[3] ?? 0);
  const dayFirst = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  return dayFirst ? Number(dayFirst[3]) * 10_000 + Number(dayFirst[2]) * 100 + Number(dayFirst[1]) : 0;
}

import { readName } from '../names/read-name.js';
import { readPhone } from '../fields/numbers.js';
import { clean } from '../text/clean.js';
import { dateDigits, packedDigits, pieces, remembered, sexOf, withoutTitles, WORDS_READ } from './cells.js';
import { NumberColumn } from './columns.js';
import type { IdFile } from './id-file.js';
import { Lexicon, type WordTable } from './lexicon.js';
import { UnusableList } from './list-error.js';
import { FieldBuilder, type Fact, type FieldKind, type ListField } from './list-field.js';
import type { ColumnKind, ListSchema } from './schema.js';

/** A list (or two, the left one first) read into numbers. Everything but words and texts lies in shared memory. */
export interface ListTable {
  readonly rows: number;
  /** Rows below this are of the left list; equal to `rows` where there is one list. */
  readonly leftRows: number;
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

/** More rows than this would take more memory than was ever tried: some eighty bytes each. */
export const MOST_ROWS = 2 ** 25;

/** Reads rows into a table. Ids are not needed before the end, so they go to a file. */
export class ListTableBuilder {
  private readonly lexicon = new Lexicon();
  private readonly fields: FieldBuilder[] = [];
  private readonly values: NumberColumn;
  private readonly nameStarts: NumberColumn;
  private readonly nameWords: NumberColumn;
  private rows = 0;
  private readonly idAt: number;
  private readonly readers: ((cells: readonly string[]) => void)[] = [];
  private leftRows: number | undefined;

  /** @param expected how many rows at most; only what is used of it takes memory */
  constructor(
    schema: ListSchema,
    private readonly ids: IdFile,
    expected: number,
  ) {
    this.nameStarts = new NumberColumn(expected + 1);
    this.nameWords = new NumberColumn(expected * 3);
    this.nameStarts.push(0);
    const columns = Object.entries(schema);
    const at = (wanted: ColumnKind): number[] => columns.flatMap(([, kind], index) => (kind === wanted ? [index] : []));
    this.idAt = at('id')[0]!;
    this.addNames(at('full_name'), at('given_name'), at('family_name'));
    for (const [index, [heading, kind]] of columns.entries()) this.addColumn(index, heading, kind);
    this.values = new NumberColumn(expected * this.fields.length);
  }

  /** @returns what is wrong with the row, or `undefined` */
  add(cells: readonly string[]): string | undefined {
    const id = cells[this.idAt]!;
    if (id === '') return 'has no id';
    if (this.rows >= MOST_ROWS)
      throw new UnusableList(`The lists hold more than ${MOST_ROWS} rows. Split them, for example by region.`);
    this.rows++;
    this.ids.add(id);
    for (const read of this.readers) read(cells);
    for (const field of this.fields) this.values.push(field.value);
    return undefined;
  }

  /** From here on rows belong to the right list. */
  startRight(): void {
    this.leftRows = this.rows;
  }

  table(): ListTable {
    return {
      rows: this.rows,
      leftRows: this.leftRows ?? this.rows,
      fields: this.fields.map((field) => field.finish()),
      values: this.values.view(),
      lexicon: this.lexicon.table(),
      nameStarts: this.nameStarts.view(),
      nameWords: this.nameWords.view(),
    };
  }

  /** Given and family name from their columns, or from the full name where they lack or hold a title; what else the full name says is `rest`. */
  private addNames(full: readonly number[], given: readonly number[], family: readonly number[]): void {
    if (full.length + given.length + family.length === 0) return;
    const first = this.field('given', 'word', 'given');
    const last = this.field('family', 'word', 'family');
    const rest = full.length > 0 || given.length > 1 ? this.field('rest of name', 'words', 'rest') : undefined;
    const wordsIn = remembered((name) =>
      name.trim() === ''
        ? []
        : readName({ text: name })
            .words.map(({ word, text: raw }) => this.lexicon.add(raw === '' ? word.spelling : raw))
            .filter((word) => word !== 0),
    );
    const ownWordsIn = remembered((name) => wordsIn(withoutTitles(name)));
    this.readers.push((cells) => {
      const text = (positions: readonly number[]): string => positions.map((at) => cells[at]!).join(' ');
      const ownGiven = ownWordsIn(text(given));
      const ownFamily = ownWordsIn(text(family));
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
        const read = remembered((cell) =>
          readName({ text: cell })
            .words.map(({ text }) => this.lexicon.add(text))
            .filter((word) => word !== 0),
        );
        this.readers.push((cells) => field.push(read(cells[at]!)));
        return;
      }
      case 'place':
      case 'address': {
        const field = this.field(heading, 'words', kind);
        const read = remembered((cell) =>
          pieces(cell)
            .map((piece) => this.lexicon.add(piece))
            .filter((word) => word !== 0),
        );
        this.readers.push((cells) => field.push(read(cells[at]!)));
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
        const read = remembered((cell) => clean(cell).toLowerCase());
        this.readers.push((cells) => field.pushText(read(cells[at]!)));
        return;
      }
      case 'sex': {
        const field = this.field(heading, 'sex', 'sex');
        const read = remembered(sexOf);
        this.readers.push((cells) => field.pushText(read(cells[at]!)));
        return;
      }
      case 'birth_date': {
        const field = this.field(heading, 'birth', 'birth');
        const read = remembered((cell) => packedDigits(dateDigits(clean(cell))));
        this.readers.push((cells) => field.pushNumber(read(cells[at]!)));
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

import { NumberColumn } from './columns.js';
import { WORDS_READ } from './cells.js';
import { Distinct } from './distinct.js';
import { TextCollector, type TextTable } from './texts.js';

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
  /** For `text`, `sex` and `category`: the normalised text of each value. */
  readonly texts: TextTable;
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

/** Collects the values of one field. */
export class FieldBuilder {
  /** Of the row that is being read. */
  value = 0;
  private readonly counts = new NumberColumn();
  private readonly lists = new Distinct(Uint32Array);
  private readonly texts = new TextCollector();

  constructor(
    private readonly name: string,
    private readonly kind: FieldKind,
    private readonly fact: Fact,
  ) {
    this.counts.push(0);
  }

  push(words: readonly number[]): void {
    this.count(this.lists.add(words, Math.min(words.length, WORDS_READ)));
  }

  pushText(text: string): void {
    this.count(this.texts.add(text));
  }

  pushNumber(value: number): void {
    this.value = value;
  }

  finish(): ListField {
    const { name, kind, fact } = this;
    const { starts, items } = this.lists.finish();
    return { name, kind, fact, counts: this.counts.view(), starts, words: items, texts: this.texts.finish() };
  }

  private count(value: number): void {
    this.value = value;
    if (value === 0) return;
    if (value === this.counts.length) this.counts.push(0);
    this.counts.increase(value);
  }
}

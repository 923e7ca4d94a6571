import { createHash } from 'node:crypto';
import type { BasisInput } from '#libs/consent';
import type { Violation } from '#libs/kernel';
import type { RegistrationInput, RegistrationKind } from '../registration-details.js';

/** One record of a file: what to register, or why it cannot be. Messages never hold what stood in the file. */
export type ImportRow = {
  /** Where the record begins in the file, counted from 1. */
  line: number;
  /** The record's id as the file has it; `input.sourceId` also says which system it is from. */
  sourceId?: string;
} & ({ input: RegistrationInput; warnings: Violation[] } | { problem: Violation });

/** What holds for records that do not say it themselves. */
export interface ImportDefaults {
  kind?: RegistrationKind;
  /** `YYYY-MM-DD`; the day of the import where not given. */
  registeredOn?: string;
  basis?: BasisInput;
  /** The list or system the ids of a CSV file are from; its file name where not given. */
  source?: string;
}

/** What a reader has to know besides the file. */
export interface ReadingContext {
  defaults: ImportDefaults;
  now: Date;
  source: string;
}

/** Nobody in a list from elsewhere was asked by us, so their data is used for nothing but looking for their family. */
export const BASIS_OF_IMPORTS: BasisInput = {
  legalBasis: 'public-interest',
  purposes: ['trace', 'match-within-society'],
  givenBy: 'not-asked',
  how: 'none',
};

export const DEFAULT_KIND: RegistrationKind = 'adult-at-risk';

export const NO_NAME: Violation = {
  path: 'person.names',
  code: 'import.no-name',
  message: 'The record has no name. Add one, or leave the record out.',
};

/** The text as written, without NUL, which no database text can hold, and without the blanks around it. */
export function clean(text: string): string {
  return text.replaceAll('\0', '').trim();
}

/** Ids are unique within the system they are from; this makes them unique among all. */
export function scopedId(source: string, id: string): string {
  return `${source}\n${id}`;
}

/** An id for what came without one: equal contents give equal ids, so that importing it again adds nothing. */
export function contentId(kind: string, texts: readonly string[]): string {
  return `${kind}#${createHash('sha256').update(JSON.stringify(texts)).digest('base64url')}`;
}

/** Counts equal contents, so that two people of whom a list says the same stay two. About 50 bytes a record. */
export class Copies {
  readonly #seen = new Map<number, number>();

  /** How many said just the same before. */
  before(texts: readonly string[]): number {
    const short = createHash('sha256').update(JSON.stringify(texts)).digest().readUIntBE(0, 6);
    const times = this.#seen.get(short) ?? 0;
    this.#seen.set(short, times + 1);
    return times;
  }
}

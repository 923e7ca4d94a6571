import type { Violation } from '#libs/kernel';
import { clean, type ReadingContext } from '../import-row.js';
import type { Cells } from './columns.js';

/** One row as it is being read: what it says, what was odd about it, and what found no other place. */
export interface Reading {
  cell: Cells;
  warnings: Violation[];
  /** Texts that could not be read as what they should be; kept in a note, so that nothing is lost. */
  leftovers: string[];
  context: ReadingContext;
}

/** The row cannot become a registration. */
export class RowRefused extends Error {
  constructor(readonly problem: Violation) {
    super(problem.code);
  }
}

export function splitCell(text: string, separator: string): string[] {
  return text.split(separator).map(clean).filter(Boolean);
}

export function unknownValue(path: string, column: string): Violation {
  const message = `The value in the column "${column}" is not known. Add it to the mapping, or correct it.`;
  return { path, code: 'import.unknown-value', message };
}

export function some<K extends string, T>(key: K, items: readonly T[] | undefined): { [P in K]?: T[] } {
  return (items && items.length > 0 ? { [key]: [...items] } : {}) as { [P in K]?: T[] };
}

export function words<K extends string>(key: K, text: string): { [P in K]?: string } {
  return (text ? { [key]: text } : {}) as { [P in K]?: string };
}

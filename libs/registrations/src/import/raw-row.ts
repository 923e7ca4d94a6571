import type { PfifRecord } from './pfif/fields.js';

/** One record of a list as it stands there, before anybody said what its columns mean. It can be kept as JSON. */
export type RawRow = TableRow | PfifRow | NoteAlone;

/** A row of a table whose first row holds the names of the columns. */
export interface TableRow {
  /** Where the record begins in the file, counted from 1. */
  line: number;
  values: string[];
  /** How many rows before it say just the same. */
  copy: number;
}

interface Element {
  line: number;
  fields: [name: string, text: string][];
}

/** A person of a PFIF file with all notes about them, wherever these stood. */
export interface PfifRow {
  line: number;
  person: Element['fields'];
  notes: Element[];
}

/** A note whose person is not in the file. */
export interface NoteAlone {
  line: number;
  noteId: string;
}

export function elementOf({ line, fields }: PfifRecord): Element {
  return { line, fields: [...fields] };
}

export function recordOf({ line, fields }: Element): PfifRecord {
  return { line, fields: new Map(fields) };
}

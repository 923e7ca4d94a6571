import { csvRecords, delimiterOf, type CsvRecord } from './csv/records.js';
import { ImportEmpty, ImportTooManyNotes } from './import.errors.js';
import { clean, Copies } from './import-row.js';
import type { PfifRecord } from './pfif/fields.js';
import { pfifRecords } from './pfif/records.js';
import { elementOf, type RawRow } from './raw-row.js';
import { textOf, type Bytes } from './text-of.js';
import { isWorkbook, workbookRecords } from './xlsx/records.js';

export type ListFormat = 'csv' | 'xlsx' | 'pfif';

/** A list recognised by its content, read as it stands there. Its rows can be read as often as needed, one at a time. */
export interface List {
  format: ListFormat;
  /** The names of its columns; PFIF has none. */
  headers: string[];
  rows(): AsyncIterable<RawRow>;
}

/** Most characters of a first line, and of all notes that stand outside their persons. */
const HEAD = 65_536;
const MOST_LOOSE_NOTES = 64_000_000;

/** @param delimiter of CSV; the one that stands most often in the first line where it is left out @throws ImportRefused */
export async function openList(bytes: Bytes, delimiter?: string): Promise<List> {
  if (isWorkbook(await firstOf(bytes))) {
    const rows = await workbookRecords(bytes);
    return openTable('xlsx', () => rows);
  }
  const head = await headOf(bytes);
  if (head.trim() === '') throw new ImportEmpty();
  if (head.trimStart().startsWith('<')) return openPfif(bytes);
  return openTable('csv', () => csvRecords(textOf(bytes()), delimiter ?? delimiterOf(head)));
}

/** The first piece of a file, to recognise it by. */
async function firstOf(bytes: Bytes): Promise<Uint8Array> {
  for await (const chunk of bytes()) if (chunk.length > 0) return chunk;
  return new Uint8Array();
}

async function headOf(bytes: Bytes): Promise<string> {
  let head = '';
  for await (const chunk of textOf(bytes())) {
    head += chunk;
    if (head.length >= HEAD) break;
  }
  return head;
}

/** A table whose first row holds the names of the columns. */
async function openTable(
  format: 'csv' | 'xlsx',
  records: () => AsyncIterable<CsvRecord> | Iterable<CsvRecord>,
): Promise<List> {
  const headers: string[] = [];
  for await (const { values } of records()) {
    headers.push(...values.map(clean));
    break;
  }
  return {
    format,
    headers,
    async *rows() {
      const copies = new Copies();
      let first = true;
      for await (const { line, values } of records()) {
        if (first) first = false;
        else yield { line, values, copy: copies.before(values.map(clean)) };
      }
    },
  };
}

async function openPfif(bytes: Bytes): Promise<List> {
  const loose = await looseNotes(bytes);
  return {
    format: 'pfif',
    headers: [],
    async *rows() {
      const met = new Set<string>();
      for await (const item of pfifRecords(textOf(bytes()))) {
        if (!('person' in item)) continue;
        const { line, fields, notes } = item.person;
        const id = fields.get('person_record_id') ?? '';
        const others = (id && loose.get(id)) || [];
        if (others.length > 0) met.add(id);
        yield { line, person: [...fields], notes: [...notes, ...others].map(elementOf) };
      }
      for (const [id, notes] of loose)
        if (!met.has(id))
          yield* notes.map(({ line, fields }) => ({ line, noteId: fields.get('note_record_id') ?? '' }));
    },
  };
}

/** Notes outside their persons, by the person they are about: they may stand before or after them in the file. */
async function looseNotes(bytes: Bytes): Promise<Map<string, PfifRecord[]>> {
  const loose = new Map<string, PfifRecord[]>();
  let size = 0;
  for await (const item of pfifRecords(textOf(bytes()))) {
    if (!('note' in item)) continue;
    for (const text of item.note.fields.values()) size += text.length;
    if (size > MOST_LOOSE_NOTES) throw new ImportTooManyNotes();
    const id = item.note.fields.get('person_record_id') ?? '';
    const notes = loose.get(id);
    if (notes) notes.push(item.note);
    else loose.set(id, [item.note]);
  }
  return loose;
}

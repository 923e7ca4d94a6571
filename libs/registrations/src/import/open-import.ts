import { basename } from 'node:path';
import { csvRecords, delimiterOf, type CsvRecord } from './csv/records.js';
import { Columns } from './csv/columns.js';
import { mappingOf } from './csv/known-headers.js';
import type { CsvMapping } from './csv/mapping.js';
import { rowOf } from './csv/row-of.js';
import { fitted } from './fit.js';
import { ImportEmpty, ImportNamesNotFound, ImportTooManyNotes } from './import.errors.js';
import { clean, ContentIds, type ImportDefaults, type ImportRow, type ReadingContext } from './import-row.js';
import type { PfifRecord } from './pfif/fields.js';
import { pfifRecords } from './pfif/records.js';
import { registrationOf } from './pfif/registration-of.js';
import { bytesOf, textOf, type Bytes } from './text-of.js';
import { isWorkbook, workbookRecords } from './xlsx/records.js';

/** A file of registrations, recognised by its content. Its rows can be read as often as needed, one at a time. */
export interface ImportFile {
  format: 'csv' | 'xlsx' | 'pfif';
  /** Columns that nothing of is imported; their names may be told to the operator. */
  unusedColumns: string[];
  rows(): AsyncIterable<ImportRow>;
}

export interface OpenOptions {
  mapping?: CsvMapping;
  defaults?: ImportDefaults;
  now: Date;
}

/** Most characters of a first line, and of all notes that stand outside their persons. */
const HEAD = 65_536;
const MOST_LOOSE_NOTES = 64_000_000;

/** @throws ImportRefused */
export function openImport(path: string, options: OpenOptions): Promise<ImportFile> {
  return openBytes(bytesOf(path), basename(path), options);
}

/** @param name of the list, where neither the mapping nor the defaults say it @throws ImportRefused */
export async function openBytes(bytes: Bytes, name: string, options: OpenOptions): Promise<ImportFile> {
  const { mapping, defaults = {}, now } = options;
  const source = mapping?.source ?? defaults.source ?? name;
  const context: ReadingContext = { defaults, now, source };
  if (isWorkbook(await firstOf(bytes))) {
    const rows = await workbookRecords(bytes);
    return openTable('xlsx', () => rows, mapping, context);
  }
  const head = await headOf(bytes);
  if (head.trim() === '') throw new ImportEmpty();
  if (head.trimStart().startsWith('<')) return openPfif(bytes, context);
  const delimiter = mapping?.delimiter ?? delimiterOf(head);
  return openTable('csv', () => csvRecords(textOf(bytes()), delimiter), mapping, context);
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
  given: CsvMapping | undefined,
  context: ReadingContext,
): Promise<ImportFile> {
  const headers: string[] = [];
  for await (const { values } of records()) {
    headers.push(...values.map(clean));
    break;
  }
  const mapping = given ?? mappingOf(headers);
  if (!mapping) throw new ImportNamesNotFound();
  const columns = new Columns(headers, mapping);
  return {
    format,
    unusedColumns: columns.unused,
    async *rows() {
      const contents = new ContentIds();
      let first = true;
      for await (const record of records()) {
        if (first) first = false;
        else yield fitted(rowOf(record, columns, contents, context));
      }
    },
  };
}

async function openPfif(bytes: Bytes, context: ReadingContext): Promise<ImportFile> {
  const loose = await looseNotes(bytes);
  return {
    format: 'pfif',
    unusedColumns: [],
    async *rows() {
      const met = new Set<string>();
      for await (const item of pfifRecords(textOf(bytes()))) {
        if (!('person' in item)) continue;
        const id = item.person.fields.get('person_record_id') ?? '';
        const notes = (id && loose.get(id)) || [];
        if (notes.length > 0) met.add(id);
        yield fitted(registrationOf(item.person, [...item.person.notes, ...notes], context));
      }
      for (const [id, notes] of loose) if (!met.has(id)) yield* notes.map(orphaned);
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

function orphaned({ line, fields }: PfifRecord): ImportRow {
  const message = 'The person this note is about is not in the file. Import it together with the person.';
  const sourceId = fields.get('note_record_id');
  return {
    line,
    ...(sourceId && { sourceId }),
    problem: { path: 'person_record_id', code: 'import.note-alone', message },
  };
}

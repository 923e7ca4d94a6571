import { Columns } from './csv/columns.js';
import { mappingOf } from './csv/known-headers.js';
import type { CsvMapping } from './csv/mapping.js';
import { rowOf } from './csv/row-of.js';
import { fitted } from './fit.js';
import { ImportNamesNotFound } from './import.errors.js';
import type { ImportRow, ReadingContext } from './import-row.js';
import type { List } from './open-list.js';
import { registrationOf } from './pfif/registration-of.js';
import { recordOf, type NoteAlone, type RawRow } from './raw-row.js';

/** Makes registrations of the rows of one list. */
export interface RowReader {
  /** Columns that nothing of is imported. */
  unusedColumns: string[];
  read(row: RawRow): ImportRow;
}

/**
 * @param given for tables; where it is left out, well-known names of columns are recognised. PFIF says by itself what is what.
 * @throws ImportNamesNotFound, MappingColumnUnknown, MappingColumnTwice
 */
export function rowReader(
  { format, headers }: Pick<List, 'format' | 'headers'>,
  given: CsvMapping | undefined,
  context: ReadingContext,
): RowReader {
  if (format === 'pfif') return { unusedColumns: [], read: (row) => readOther(row, context) };
  const mapping = given ?? mappingOf(headers);
  if (!mapping) throw new ImportNamesNotFound();
  const columns = new Columns(headers, mapping);
  return {
    unusedColumns: columns.unused,
    read: (row) => ('values' in row ? fitted(rowOf(row, columns, context)) : readOther(row, context)),
  };
}

function readOther(row: RawRow, context: ReadingContext): ImportRow {
  if ('noteId' in row) return orphaned(row);
  if ('values' in row) throw new Error('A row of a table needs a mapping.');
  const notes = row.notes.map(recordOf);
  return fitted(registrationOf({ line: row.line, fields: new Map(row.person), notes }, notes, context));
}

function orphaned({ line, noteId }: NoteAlone): ImportRow {
  const message = 'The person this note is about is not in the file. Import it together with the person.';
  return {
    line,
    ...(noteId && { sourceId: noteId }),
    problem: { path: 'person_record_id', code: 'import.note-alone', message },
  };
}

import { MappingColumnTwice, MappingColumnUnknown } from '../import.errors.js';
import { clean } from '../import-row.js';
import type { CsvMapping } from './mapping.js';

/** The columns of one file by name, and which of them the mapping uses. */
export class Columns {
  readonly #positions = new Map<string, number>();

  /** @throws MappingColumnUnknown, MappingColumnTwice */
  constructor(
    readonly headers: readonly string[],
    readonly mapping: CsvMapping,
  ) {
    for (const [key, column] of columnsIn(mapping)) {
      const position = headers.indexOf(column);
      if (position < 0) throw new MappingColumnUnknown(key, column);
      if (headers.lastIndexOf(column) !== position) throw new MappingColumnTwice(key, column);
      this.#positions.set(column, position);
    }
  }

  /** Columns of the file that nothing of is imported. */
  get unused(): string[] {
    return this.headers.filter((header) => header !== '' && !this.#positions.has(header));
  }

  /** What a row has in the columns of the mapping; '' where nothing. */
  cells(values: readonly string[]): Cells {
    return (column) => (column === undefined ? '' : clean(values[this.#positions.get(column) ?? -1] ?? ''));
  }
}

export type Cells = (column: string | undefined) => string;

/** Keys of the mapping whose text is the name of a column, wherever they stand in it. */
const COLUMN_KEYS = new Set([
  'sourceId',
  'column',
  'age',
  'columns',
  'postcode',
  'occupation',
  'marks',
  'circumstances',
  'caregiver',
  'careArrangement',
]);

function* columnsIn(value: unknown, path = '', isColumn = false): Generator<[key: string, column: string]> {
  if (typeof value === 'string') {
    if (isColumn) yield [path, value];
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* columnsIn(item, `${path}.${index}`, isColumn);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      // tables of values and the basis hold no columns, whatever their keys are called
      if (key === 'values' || key === 'basis') continue;
      yield* columnsIn(item, path ? `${path}.${key}` : key, COLUMN_KEYS.has(key));
    }
  }
}

import { basename } from 'node:path';
import type { CsvMapping } from './csv/mapping.js';
import type { ImportDefaults, ImportRow } from './import-row.js';
import { openList, type ListFormat } from './open-list.js';
import { rowReader } from './row-reader.js';
import { bytesOf, type Bytes } from './text-of.js';

/** A file of registrations, recognised by its content. Its rows can be read as often as needed, one at a time. */
export interface ImportFile {
  format: ListFormat;
  /** Columns that nothing of is imported; their names may be told to the operator. */
  unusedColumns: string[];
  rows(): AsyncIterable<ImportRow>;
}

export interface OpenOptions {
  mapping?: CsvMapping;
  defaults?: ImportDefaults;
  now: Date;
}

/** @throws ImportRefused */
export function openImport(path: string, options: OpenOptions): Promise<ImportFile> {
  return openBytes(bytesOf(path), basename(path), options);
}

/** @param name of the list, where neither the mapping nor the defaults say it @throws ImportRefused */
export async function openBytes(bytes: Bytes, name: string, options: OpenOptions): Promise<ImportFile> {
  const { mapping, defaults = {}, now } = options;
  const source = mapping?.source ?? defaults.source ?? name;
  const list = await openList(bytes, mapping?.delimiter);
  const reader = rowReader(list, mapping, { defaults, now, source });
  return {
    format: list.format,
    unusedColumns: reader.unusedColumns,
    async *rows() {
      for await (const row of list.rows()) yield reader.read(row);
    },
  };
}

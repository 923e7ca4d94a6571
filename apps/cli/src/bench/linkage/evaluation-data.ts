import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { CommandRefused } from '../../explain.js';

/** @throws CommandRefused that names the first file that is not there */
export function checkFiles(data: string, files: readonly string[]): void {
  const missing = files.map((file) => join(data, file)).find((path) => !existsSync(path));
  if (missing)
    throw new CommandRefused(`There is no file ${missing}. Give the folder of the evaluation data with --data.`);
}

/** All rows of a CSV with a heading. */
export async function readRows<Column extends string>(path: string): Promise<Record<Column, string>[]> {
  return parse(await readFile(path), { columns: true, skip_empty_lines: true });
}

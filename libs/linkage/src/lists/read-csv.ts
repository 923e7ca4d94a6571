import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Parser } from 'csv-parse';
import { UnusableList, type BadRow } from './list-error.js';

/** Longer rows are a broken quote, not a person. */
const LONGEST_ROW = 1_000_000;

export interface CsvRow {
  line: number;
  cells: readonly string[];
}

/**
 * Reads a CSV file row by row in bounded memory. The first row is the heading.
 * @param needed headings that must be there
 * @param onBad called for each row that cannot be used; reading goes on
 * @throws UnusableList where the file cannot be read, is empty, or lacks a heading
 */
export async function* readCsv(
  path: string,
  needed: readonly string[],
  onBad: (row: BadRow) => void,
): AsyncGenerator<CsvRow, void, undefined> {
  const file = basename(path);
  let positions: number[] | undefined;
  let width = 0;
  for await (const { record, line } of records(path)) {
    if (!positions) {
      const heading = record.map((cell) => cell.trim());
      const missing = needed.filter((name) => !heading.includes(name));
      if (missing.length > 0)
        throw new UnusableList(
          `${file} has no column ${missing.map((name) => `"${name}"`).join(', ')}. Check its heading, or the schema.`,
        );
      positions = needed.map((name) => heading.indexOf(name));
      width = heading.length;
      continue;
    }
    if (record.length !== width) {
      onBad({ file, line, problem: `has ${record.length} cells instead of ${width}` });
      continue;
    }
    yield { line, cells: positions.map((at) => record[at]!.trim()) };
  }
  if (!positions) throw new UnusableList(`${file} is empty. It needs a heading and at least one row.`);
}

async function* records(path: string): AsyncGenerator<{ record: string[]; line: number }> {
  const source = createReadStream(path);
  const parser = new Parser({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: LONGEST_ROW,
    relax_quotes: true,
  });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)
      yield { record, line: info.lines };
  } catch (error) {
    throw new UnusableList(`${basename(path)} cannot be read: ${plainly(error)}.`);
  } finally {
    source.destroy();
  }
}

/** The heading of a CSV file. @throws UnusableList */
export async function readHeading(path: string): Promise<string[]> {
  let heading: string[] = [];
  for await (const cells of records(path)) {
    heading = cells.record.map((cell) => cell.trim());
    break;
  }
  if (heading.length === 0)
    throw new UnusableList(`${basename(path)} is empty. It needs a heading and at least one row.`);
  return heading;
}

function plainly(error: unknown): string {
  const code = (error as { code?: string }).code;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'this user may not read it';
  if (code === 'EISDIR') return 'it is a folder';
  if (code?.startsWith('CSV_')) return 'it is not proper CSV (check the quotes)';
  return 'reading failed';
}

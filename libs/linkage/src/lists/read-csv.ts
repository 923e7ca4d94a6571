import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Parser } from 'csv-parse';
import { cannotRead, UnusableList, type BadRow } from './list-error.js';
import type { Meter } from './progress.js';

/** Longer rows are a broken quote, not a person. */
const LONGEST_ROW = 1_000_000;
/** Bytes read at a time. */
const PIECE = 1 << 18;

export interface CsvRow {
  line: number;
  cells: readonly string[];
}

/**
 * Reads a CSV file in bounded memory, some rows at a time. The first row is the heading.
 * @param needed headings that must be there, as far as the heading says which
 * @param onBad called for each row that cannot be used; reading goes on
 * @throws UnusableList where the file cannot be read, is empty, or lacks a heading
 */
export async function* readCsv(
  path: string,
  needed: (heading: readonly string[]) => readonly string[],
  onBad: (row: BadRow) => void,
): AsyncGenerator<readonly CsvRow[], void, undefined> {
  const file = basename(path);
  let positions: number[] | undefined;
  let width = 0;
  for await (const some of records(path)) {
    const rows: CsvRow[] = [];
    for (const { record, info } of some) {
      if (!positions) {
        positions = positionsOf(needed, record, file);
        width = record.length;
      } else if (record.length !== width)
        onBad({ file, line: info.lines, problem: `has ${record.length} cells instead of ${width}` });
      else rows.push({ line: info.lines, cells: positions.map((at) => record[at]!.trim()) });
    }
    yield rows;
  }
  if (!positions) throw new UnusableList(`${file} is empty. It needs a heading and at least one row.`);
}

function positionsOf(
  columns: (heading: readonly string[]) => readonly string[],
  record: readonly string[],
  file: string,
): number[] {
  const heading = record.map((cell) => cell.trim());
  const needed = columns(heading);
  const missing = needed.filter((name) => !heading.includes(name));
  if (missing.length > 0)
    throw new UnusableList(
      `${file} has no column ${missing.map((name) => `"${name}"`).join(', ')}. Check its heading, or the schema.`,
    );
  return needed.map((name) => heading.indexOf(name));
}

interface CsvRecord {
  record: string[];
  info: { lines: number };
}

/** Records as they come out of one piece of the file: handing them over one by one would take longer than reading them. */
async function* records(path: string): AsyncGenerator<CsvRecord[]> {
  let ready: CsvRecord[] = [];
  const parser = new Parser({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: LONGEST_ROW,
    relax_quotes: true,
    on_record: (each: unknown) => void ready.push(each as CsvRecord),
  });
  // what is wrong is told to whoever wrote
  parser.on('error', () => undefined);
  const source = createReadStream(path, { highWaterMark: PIECE });
  try {
    for await (const piece of source as AsyncIterable<Buffer>) {
      await new Promise<void>((resolve, reject) => parser.write(piece, (error) => (error ? reject(error) : resolve())));
      yield ready;
      ready = [];
    }
    await new Promise<void>((resolve, reject) => {
      parser.once('error', reject).once('end', resolve);
      parser.end();
      parser.resume();
    });
    yield ready;
  } catch (error) {
    throw cannotRead(path, error);
  } finally {
    source.destroy();
  }
}

const NEWLINE = 10;

/** How many lines a file has: at least as many as rows. `undefined` for a pipe, which can be read only once. @throws UnusableList */
export async function linesIn(path: string, clock: Meter): Promise<number | undefined> {
  let lines = 1;
  try {
    const found = await stat(path);
    if (!found.isFile()) return undefined;
    clock.start('count', found.size);
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines++;
      clock.add(chunk.length);
    }
  } catch (error) {
    throw cannotRead(path, error);
  }
  return lines;
}

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse, type Info } from 'csv-parse';
import { ImportLineTooLong, ImportQuoteNotClosed } from '../import.errors.js';

export interface CsvRecord {
  /** Where the record begins. */
  line: number;
  values: string[];
}

/** Longest record in bytes; more means that a quotation mark was left open. */
const LONGEST_RECORD = 1_000_000;

const DELIMITERS = [',', ';', '\t'] as const;

/** The delimiter that stands most often in the first line, outside quotation marks. */
export function delimiterOf(head: string): string {
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (const character of head.trimStart()) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    else if (!quoted && counts.has(character)) counts.set(character, counts.get(character)! + 1);
  }
  return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most))[0];
}

/**
 * The records of a CSV text (RFC 4180, any line ends), lenient about stray quotation marks inside a value.
 * @throws ImportLineTooLong, ImportQuoteNotClosed
 */
export async function* csvRecords(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<CsvRecord> {
  let lastLine = 0;
  const parser = parse({
    delimiter,
    info: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
    // counted where the parser is, which is ahead of the loop below
    on_record: (record: string[], { lines }) => {
      lastLine = lines;
      return record;
    },
  });
  // its failures reach the loop below through the parser
  pipeline(Readable.from(text), parser).catch(() => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      yield { line: info.lines - newlinesIn(record), values: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_MAX_RECORD_SIZE') throw new ImportLineTooLong(lastLine + 1);
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') throw new ImportQuoteNotClosed(lastLine + 1);
    throw error;
  }
}

function newlinesIn(values: readonly string[]): number {
  return values.reduce((sum, value) => sum + (value.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

import { readSheet } from 'read-excel-file/node';
import type { CsvRecord } from '../csv/records.js';
import { WorkbookDamaged, WorkbookTooLarge } from '../import.errors.js';
import type { Bytes } from '../text-of.js';
import { checkWorkbook, WORKBOOK_LIMITS } from './unpacked.js';

type Cell = string | number | boolean | Date | null;

/** The first bytes of a ZIP archive, which a workbook is. */
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

export function isWorkbook(first: Uint8Array): boolean {
  return ZIP.equals(first.subarray(0, ZIP.length));
}

/**
 * The rows of the first sheet of a workbook (XLSX) as texts. Formulas are never worked out: where a cell holds one, what
 * the office program worked out last counts.
 * @throws WorkbookTooLarge, WorkbookDamaged
 */
export async function workbookRecords(bytes: Bytes): Promise<CsvRecord[]> {
  const file = await wholeOf(bytes);
  checkWorkbook(file);
  let rows: Cell[][];
  try {
    rows = (await readSheet(file)) as Cell[][];
  } catch {
    throw new WorkbookDamaged();
  }
  return rows.flatMap((cells, index) => {
    const values = cells.map(textOfCell);
    return values.some((value) => value !== '') ? [{ line: index + 1, values }] : [];
  });
}

async function wholeOf(bytes: Bytes): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes()) {
    length += chunk.length;
    if (length > WORKBOOK_LIMITS.packed) throw new WorkbookTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function textOfCell(cell: Cell): string {
  if (cell === null) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}

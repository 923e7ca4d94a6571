import { inflateRawSync } from 'node:zlib';
import { WorkbookDamaged, WorkbookTooLarge } from '../import.errors.js';

/** What a workbook may hold at most, so that a small file cannot fill the memory or the day. */
export const WORKBOOK_LIMITS = {
  /** Bytes of the file. */
  packed: 50 * 1_024 * 1_024,
  /** Bytes of everything in it. */
  unpacked: 200 * 1_024 * 1_024,
  /** Files in it. */
  entries: 2_000,
  rows: 200_000,
  columns: 500,
} as const;

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;

interface Entry {
  name: string;
  method: number;
  packed: Buffer;
}

/**
 * Looks through a workbook before anything reads it: every file in it is really unpacked, and only so far as there is room,
 * because the sizes that stand in a ZIP archive (PKWARE APPNOTE 6.3) may lie. Documents that bring a type (DTD) are refused,
 * and so is a sheet that names a cell far outside.
 * @throws WorkbookTooLarge, WorkbookDamaged
 */
export function checkWorkbook(file: Buffer): void {
  if (file.length > WORKBOOK_LIMITS.packed) throw new WorkbookTooLarge();
  let room: number = WORKBOOK_LIMITS.unpacked;
  for (const entry of entriesOf(file)) {
    const content = unpack(entry, room);
    room -= content.length;
    if (!/\.(xml|rels)$/i.test(entry.name)) continue;
    if (/<!DOCTYPE|<!ENTITY/i.test(content.subarray(0, 4_096).toString('latin1'))) throw new WorkbookDamaged();
    if (/^xl\/worksheets\//.test(entry.name)) checkSheet(content.toString('latin1'));
  }
}

function entriesOf(file: Buffer): Entry[] {
  try {
    const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
    if (end < 0 || file.length - end < END_BYTES || file.readUInt32LE(end) !== END) throw new WorkbookDamaged();
    const count = file.readUInt16LE(end + 10);
    if (count > WORKBOOK_LIMITS.entries) throw new WorkbookTooLarge();
    const entries: Entry[] = [];
    let at = file.readUInt32LE(end + 16);
    for (let index = 0; index < count; index++) {
      if (file.readUInt32LE(at) !== ENTRY) throw new WorkbookDamaged();
      const nameLength = file.readUInt16LE(at + 28);
      entries.push({
        name: file.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength),
        method: file.readUInt16LE(at + 10),
        packed: contentAt(file, file.readUInt32LE(at + 42), file.readUInt32LE(at + 20)),
      });
      at += ENTRY_BYTES + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    }
    return entries;
  } catch (error) {
    // a place outside the file
    if (error instanceof RangeError) throw new WorkbookDamaged();
    throw error;
  }
}

function contentAt(file: Buffer, local: number, length: number): Buffer {
  const start = local + LOCAL_BYTES + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  if (start + length > file.length) throw new WorkbookDamaged();
  return file.subarray(start, start + length);
}

function unpack({ method, packed }: Entry, room: number): Buffer {
  if (method === 0) {
    if (packed.length > room) throw new WorkbookTooLarge();
    return packed;
  }
  if (method !== 8 || room <= 0) throw room <= 0 ? new WorkbookTooLarge() : new WorkbookDamaged();
  try {
    return inflateRawSync(packed, { maxOutputLength: room });
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? new WorkbookTooLarge() : new WorkbookDamaged();
  }
}

function checkSheet(xml: string): void {
  for (const [, column, row] of xml.matchAll(/\br="([A-Z]{1,9})(\d{1,9})"/g))
    if (Number(row) > WORKBOOK_LIMITS.rows || columnNumber(column!) > WORKBOOK_LIMITS.columns)
      throw new WorkbookTooLarge();
  for (const [, row] of xml.matchAll(/<row\b[^>]*?\br="(\d{1,9})"/g))
    if (Number(row) > WORKBOOK_LIMITS.rows) throw new WorkbookTooLarge();
}

function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

import { basename } from 'node:path';
import { RelinkError } from '#libs/kernel';

/** A list, its schema or the place for the result cannot be used. The message is one line and says what to change. */
export class UnusableList extends RelinkError {
  readonly code = 'linkage.unusable-list';
  readonly kind = 'invalid';
}

/** A row that was left out, and why; `line` counts from 1, the heading included. Never holds what the row says. */
export interface BadRow {
  file: string;
  line: number;
  problem: string;
}

/** What went wrong while writing, as a refusal where its cause is known. */
export function cannotWrite(error: unknown): unknown {
  if (error instanceof UnusableList) return error;
  const { code, errno } = error as { code?: string; errno?: number };
  if (code === 'ENOSPC') return new UnusableList('The result cannot be written: the disk is full.');
  // what the system refuses has a number; a defect of ours is none of the folder's
  if (code && errno !== undefined)
    return new UnusableList(`The result cannot be written (${code}). Check the folder and its permissions.`);
  return error;
}

/** What went wrong while reading, as a refusal. */
export function cannotRead(path: string, error: unknown): unknown {
  if (error instanceof UnusableList) return error;
  return new UnusableList(`${basename(path)} cannot be read: ${plainly(error)}.`);
}

function plainly(error: unknown): string {
  const code = (error as { code?: string }).code;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'this user may not read it';
  if (code === 'EISDIR') return 'it is a folder';
  if (code?.startsWith('CSV_')) return 'it is not proper CSV (check the quotes)';
  return 'reading failed';
}

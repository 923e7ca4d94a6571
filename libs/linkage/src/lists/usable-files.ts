import type { Stats } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { cannotRead, UnusableList } from './list-error.js';

/**
 * Refuses before any work is done what would fail, or do harm, at its end: a list that is not there or cannot be read as often as it
 * must be, a result that would take the place of a list, or of what is no file.
 * @param reading how often lists are read; what comes through a pipe is there only once
 * @throws UnusableList
 */
export async function refuseUnusable(lists: readonly string[], out: string, reading: 'once' | 'twice'): Promise<void> {
  const result = await lstat(out).catch(() => undefined);
  if (result && !result.isFile())
    throw new UnusableList(`The result cannot be written: ${basename(out)} is ${kindOf(result)}. Name a file.`);
  for (const list of lists) {
    const found = await stat(list).catch((error: unknown) => {
      throw cannotRead(list, error);
    });
    if (found.isDirectory()) throw new UnusableList(`${basename(list)} cannot be read: it is a folder.`);
    if (reading === 'twice' && !found.isFile())
      throw new UnusableList(
        `${basename(list)} is ${kindOf(found)}, and lists are read twice. Save the list as a file first, and name the file.`,
      );
    if (result && result.dev === found.dev && result.ino === found.ino)
      throw new UnusableList(`The result would take the place of ${basename(list)}. Give it another name.`);
  }
}

function kindOf(found: Stats): string {
  if (found.isDirectory()) return 'a folder';
  if (found.isSymbolicLink()) return 'a link';
  return found.isFIFO() || found.isSocket() ? 'a pipe' : 'a device';
}

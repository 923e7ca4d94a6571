import { readFileSync, statSync } from 'node:fs';
import { KeyringExposed, KeyringNotReadable } from './crypto.errors.js';

/** The text of a file with keys, which nobody but its owner may read. @throws KeyringNotReadable, KeyringExposed */
export function readKeyFile(path: string): string {
  try {
    // Windows has no such mode bits: there the folder's access list has to keep others out.
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) throw new KeyringExposed(path);
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw error instanceof KeyringExposed ? error : new KeyringNotReadable(path);
  }
}

import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyring, type Keyring } from '#libs/crypto';

export interface TestKeyring {
  keyring: Keyring;
  path: string;
  remove(): Promise<void>;
}

/** Fresh keys in a temporary folder. */
export async function aKeyring(): Promise<TestKeyring> {
  const folder = mkdtempSync(join(tmpdir(), 'relink-keys-'));
  const path = join(folder, 'keyring.json');
  return {
    keyring: await createKeyring(path, { demo: true }),
    path,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { writeFile, rename } from 'node:fs/promises';
import { canonical } from './canonical.js';
import { KeyringDamaged } from './crypto.errors.js';
import { readKeyFile } from './key-file.js';
import type { Keyring } from './keyring.js';
import { publicHalfOf, sealLetter } from './sealed-letter.js';

/** As the file for the portal holds it, in base64. */
interface PortalKeysFile {
  version: 1;
  letterKey: string;
  lookupKey: string;
}

/**
 * All that the portal has: it seals letters that it cannot read itself, and finds a card by its code. Whoever takes these
 * keys opens nothing with them.
 */
export class PortalKeys {
  readonly #letterKey: Buffer;
  readonly #lookupKey: KeyObject;

  constructor(private readonly file: PortalKeysFile) {
    this.#letterKey = Buffer.from(file.letterKey, 'base64');
    this.#lookupKey = createSecretKey(file.lookupKey, 'base64');
  }

  /** @throws KeyringNotReadable, KeyringExposed, KeyringDamaged */
  static read(path: string): PortalKeys {
    return new PortalKeys(parse(readKeyFile(path), path));
  }

  /** Seals JSON for the worker alone. */
  seal(value: unknown, about: readonly string[]): Buffer {
    return sealLetter(this.#letterKey, Buffer.from(JSON.stringify(value), 'utf8'), about);
  }

  /** What a card is found by: 256 bits in hex, which say nothing of the code without the key. */
  lookup(code: string): string {
    return createHmac('sha256', this.#lookupKey)
      .update(canonical(['relink.card-lookup.v1', code]))
      .digest('hex');
  }

  /** For the portal's own folder; the file is made anew from the keyring whenever it is lost. */
  async write(path: string): Promise<void> {
    await writeFile(`${path}.new`, `${JSON.stringify(this.file, null, 2)}\n`, { mode: 0o600 });
    await rename(`${path}.new`, path);
  }
}

/** The keys between families and the deployment, made from the keyring; the private half never leaves who holds that. */
export class FamilyKeys {
  readonly letterKey: Buffer;
  readonly portal: PortalKeys;

  constructor(keyring: Keyring) {
    const part = (name: string) => Buffer.from(hkdfSync('sha256', keyring.indexKey.export(), '', name, 32));
    this.letterKey = part('relink.letter-key.v1');
    this.portal = new PortalKeys({
      version: 1,
      letterKey: publicHalfOf(this.letterKey).toString('base64'),
      lookupKey: part('relink.card-lookup-key.v1').toString('base64'),
    });
  }
}

function parse(text: string, path: string): PortalKeysFile {
  try {
    const file = JSON.parse(text) as Partial<PortalKeysFile>;
    const isKey = (value: unknown) => typeof value === 'string' && Buffer.from(value, 'base64').length === 32;
    if (file.version === 1 && isKey(file.letterKey) && isKey(file.lookupKey)) return file as PortalKeysFile;
  } catch {
    // JSON.parse quotes the text in its message, and the text is keys.
  }
  throw new KeyringDamaged(path, 'keys of the portal');
}

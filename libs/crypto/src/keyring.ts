import { createPrivateKey, createSecretKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { SystemClock, newId, type Clock } from '#libs/kernel';
import { KeyringNotWritable, RotationRunning } from './crypto.errors.js';
import type { KekId } from './key-provider.js';
import { createKeyringFile, readKeyringFile, replaceKeyringFile, type KeyringFile } from './keyring-file.js';

/**
 * The keys of one deployment: those that wrap data keys, the one behind the search keys, and the one that signs
 * audit checkpoints. It lives outside the database, so that a copy of the database alone reveals no name.
 */
export class Keyring {
  #file: KeyringFile;
  #keks = new Map<KekId, KeyObject>();

  constructor(
    private readonly path: string,
    file: KeyringFile,
    private readonly clock: Clock,
  ) {
    this.#file = file;
    this.take(file);
  }

  /** Made for a demonstration; production refuses to start with it. */
  get demo(): boolean {
    return this.#file.demo;
  }

  get currentKek(): KekId {
    return this.#file.currentKek;
  }

  kek(id: KekId): KeyObject | undefined {
    return this.#keks.get(id);
  }

  get indexKey(): KeyObject {
    return secret(this.#file.indexKey);
  }

  get auditKey(): KeyObject {
    return createPrivateKey(this.#file.auditKey.privateKey);
  }

  /** Reads the file again, after another process may have rotated it. */
  async reload(): Promise<void> {
    this.take(await readKeyringFile(this.path));
  }

  /**
   * Adds a key and makes it the current one; the older keys stay.
   * @throws RotationRunning where another process is at it; KeyringNotWritable
   */
  async addKek(): Promise<KekId> {
    const lock = `${this.path}.lock`;
    const handle = await open(lock, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? new RotationRunning(lock) : new KeyringNotWritable(this.path);
    });
    try {
      // Another process may have added a key since we read the file; it must not be lost.
      const file = await readKeyringFile(this.path);
      const kek = newKek(this.clock);
      const rotated = { ...file, currentKek: kek.id, keks: [...file.keks, kek] };
      await replaceKeyringFile(this.path, rotated);
      this.take(rotated);
      return kek.id;
    } finally {
      await handle.close();
      await unlink(lock);
    }
  }

  private take(file: KeyringFile): void {
    this.#file = file;
    this.#keks = new Map(file.keks.map(({ id, key }) => [id, secret(key)]));
  }
}

/** Makes a keyring with fresh keys at a path where there is none. @throws KeyringExists, KeyringNotWritable */
export async function createKeyring(
  path: string,
  { demo }: { demo: boolean },
  clock: Clock = new SystemClock(),
): Promise<Keyring> {
  const kek = newKek(clock);
  const auditKey = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const file: KeyringFile = { version: 1, demo, currentKek: kek.id, keks: [kek], indexKey: newKey(), auditKey };
  await createKeyringFile(path, file);
  return new Keyring(path, file, clock);
}

/** @throws KeyringNotReadable, KeyringExposed (others can read it), KeyringDamaged */
export async function openKeyring(path: string, clock: Clock = new SystemClock()): Promise<Keyring> {
  return new Keyring(path, await readKeyringFile(path), clock);
}

function newKek(clock: Clock): KeyringFile['keks'][number] {
  return { id: newId(), key: newKey(), createdAt: clock.now().toISOString() };
}

function newKey(): string {
  return randomBytes(32).toString('base64');
}

function secret(base64: string): KeyObject {
  return createSecretKey(base64, 'base64');
}

import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { link, open, realpath, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  KeyringDamaged,
  KeyringExists,
  KeyringExposed,
  KeyringNotReadable,
  KeyringNotWritable,
} from './crypto.errors.js';

/** The keyring as it stands in the file. Keys are 32 bytes in base64, the signing pair is PEM. */
export interface KeyringFile {
  version: 1;
  /** Made for a demonstration; production refuses to start with it. */
  demo: boolean;
  currentKek: string;
  keks: readonly { id: string; key: string; createdAt: string }[];
  indexKey: string;
  auditKey: { privateKey: string; publicKey: string };
}

const FIELDS = ['version', 'demo', 'currentKek', 'keks', 'indexKey', 'auditKey'];
const KEY_BYTES = 32;

/** @throws KeyringNotReadable, KeyringExposed, KeyringDamaged */
export async function readKeyringFile(path: string): Promise<KeyringFile> {
  const file = await open(path, 'r').catch(() => refuse(new KeyringNotReadable(path)));
  try {
    // Windows has no such mode bits: there the folder's access list has to keep others out.
    const exposed = process.platform !== 'win32' && ((await file.stat()).mode & 0o077) !== 0;
    if (exposed) throw new KeyringExposed(path);
    const text = await file.readFile('utf8').catch(() => refuse(new KeyringNotReadable(path)));
    return parse(text, path);
  } finally {
    await file.close();
  }
}

/** Writes a file that was not there before, whole or not at all. @throws KeyringExists, KeyringNotWritable */
export async function createKeyringFile(path: string, contents: KeyringFile): Promise<void> {
  // A rename would replace a file that someone else created in the meantime; a hard link refuses to.
  await writeBeside(path, contents, async (temporary) => {
    await link(temporary, path).catch((error: NodeJS.ErrnoException) =>
      refuse(error.code === 'EEXIST' ? new KeyringExists(path) : error),
    );
    await unlink(temporary);
  });
}

/** Puts new contents in the place of the old ones; a reader sees either. @throws KeyringNotWritable */
export async function replaceKeyringFile(path: string, contents: KeyringFile): Promise<void> {
  const target = await realpath(path);
  await writeBeside(target, contents, (temporary) => rename(temporary, target));
}

async function writeBeside(
  path: string,
  contents: KeyringFile,
  settle: (temporary: string) => Promise<void>,
): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(contents, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await settle(temporary);
    await syncFolder(folder);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error instanceof KeyringExists ? error : new KeyringNotWritable(path);
  }
}

/** The name in the folder has to reach the disk too, or a power cut leaves sealed data without its keys. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function parse(text: string, path: string): KeyringFile {
  const damaged = (part: string): never => refuse(new KeyringDamaged(path, part));
  const file = object(json(text) ?? damaged('not JSON')) ?? damaged('not an object');
  if (file['version'] !== 1) damaged('version: this Relink reads version 1');
  const stranger = Object.keys(file).some((field) => !FIELDS.includes(field));
  if (stranger) damaged('a field that does not belong there');
  if (typeof file['demo'] !== 'boolean') damaged('demo');

  const list = Array.isArray(file['keks']) && file['keks'].length > 0 ? (file['keks'] as unknown[]) : damaged('keks');
  const keks = list.map((entry, index) => {
    const kek = object(entry) ?? damaged(`keks.${index}`);
    const { id, key, createdAt } = kek;
    if (typeof id !== 'string' || id === '') return damaged(`keks.${index}.id`);
    if (!isKey(key)) return damaged(`keks.${index}.key`);
    if (typeof createdAt !== 'string' || Number.isNaN(Date.parse(createdAt))) return damaged(`keks.${index}.createdAt`);
    return { id, key, createdAt };
  });
  if (new Set(keks.map(({ id }) => id)).size !== keks.length) damaged('keks: an id stands there twice');
  const { currentKek, indexKey, demo } = file;
  if (typeof currentKek !== 'string' || !keks.some(({ id }) => id === currentKek)) return damaged('currentKek');
  if (!isKey(indexKey)) return damaged('indexKey');

  const { privateKey, publicKey } = object(file['auditKey']) ?? damaged('auditKey');
  if (typeof privateKey !== 'string' || typeof publicKey !== 'string') return damaged('auditKey');
  if (publicHalf(privateKey) !== publicKey) return damaged('auditKey: not an Ed25519 pair');
  return { version: 1, demo: demo === true, currentKek, keks, indexKey, auditKey: { privateKey, publicKey } };
}

function publicHalf(privateKey: string): string | undefined {
  try {
    const key = createPrivateKey(privateKey);
    return key.asymmetricKeyType === 'ed25519'
      ? (createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string)
      : undefined;
  } catch {
    return undefined;
  }
}

function isKey(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === KEY_BYTES && bytes.toString('base64') === value;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // JSON.parse quotes the text in its message, and the text is keys.
    return undefined;
  }
}

function object(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function refuse(error: Error): never {
  throw error;
}

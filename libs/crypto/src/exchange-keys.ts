import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { link, open, rename, unlink } from 'node:fs/promises';
import { KeyringDamaged, KeyringExists } from './crypto.errors.js';
import { readKeyFile } from './key-file.js';

/** `sign`: Ed25519. `seal`: X25519, for what partners send. */
export type ExchangeKeyUse = 'sign' | 'seal';

/** A pair of our own for the exchange, and when it is used; seconds since 1970. */
export interface ExchangeKeyPair {
  use: ExchangeKeyUse;
  privateKey: KeyObject;
  /** The public half as in a JWK of RFC 8037. */
  x: string;
  from: number;
  until: number;
  /** Since then nobody is to trust it. */
  revokedAt?: number;
}

interface StoredPair extends Omit<ExchangeKeyPair, 'privateKey' | 'x'> {
  /** PKCS #8 in base64. */
  key: string;
}
interface ExchangeKeysFile {
  version: 1;
  demo: boolean;
  pairs: StoredPair[];
}

const TYPES = { sign: 'ed25519', seal: 'x25519' } as const;
const DAY = 86_400;
/** A key is told for so long; well before it ends another one has to stand beside it. */
export const EXCHANGE_KEY_LIFE = 2 * 365 * DAY;
/**
 * So long two keys stand side by side: for eight days the old one still signs, while partners read of the new one; for eight more
 * what it has signed may be on its way.
 */
export const EXCHANGE_KEY_OVERLAP = 16 * DAY;
/** Clocks of partners may be behind: a new key counts from a little before it was made. */
const BEFORE = 600;
/** What ended so long ago opens nothing that may still come. */
const FORGOTTEN_AFTER = 60 * DAY;

/**
 * The private keys of the exchange, in a file of their own: the exchange and the worker have it, the api and the portal do not.
 * It is read again when another process has changed it.
 */
export class ExchangeKeys {
  private read: { as: string; file: ExchangeKeysFile; pairs: readonly ExchangeKeyPair[] } | undefined;

  constructor(readonly path: string) {}

  /** Made for a demonstration; production refuses to start with it. */
  get demo(): boolean {
    return this.current()?.file.demo ?? false;
  }

  /** None where there is no file: such a deployment takes no part in the exchange. @throws KeyringExposed, KeyringDamaged */
  get pairs(): readonly ExchangeKeyPair[] {
    return this.current()?.pairs ?? [];
  }

  private current(): ExchangeKeys['read'] {
    if (!existsSync(this.path)) return (this.read = undefined);
    const { mtimeMs, ino } = statSync(this.path);
    const as = `${mtimeMs} ${ino}`;
    if (this.read?.as === as) return this.read;
    const file = readExchangeKeys(this.path);
    return (this.read = { as, file, pairs: file.pairs.map((pair) => pairOf(pair, this.path)) });
  }
}

/** A first pair of each use. @throws KeyringExists */
export async function createExchangeKeys(path: string, { demo }: { demo: boolean }, now: Date): Promise<ExchangeKeys> {
  const at = seconds(now);
  await write(path, { version: 1, demo, pairs: [newPair('sign', at), newPair('seal', at)] }, 'new');
  return new ExchangeKeys(path);
}

/** A fresh pair of each use beside those that are there, which end after the overlap. */
export async function rotateExchangeKeys(path: string, now: Date): Promise<void> {
  const { pairs, ...file } = readExchangeKeys(path);
  const at = seconds(now);
  const kept = pairs
    .filter(({ until }) => until > at - FORGOTTEN_AFTER)
    .map((pair) => ({ ...pair, until: Math.min(pair.until, at + EXCHANGE_KEY_OVERLAP) }));
  await write(path, { ...file, pairs: [...kept, newPair('sign', at), newPair('seal', at)] }, 'changed');
}

/**
 * A key that somebody else may have: nothing is signed with it or sealed to it from now on. A fresh one takes its place where it
 * was the last of its use.
 * @param x the public half @returns false where there is no such key
 */
export async function revokeExchangeKey(path: string, x: string, now: Date): Promise<boolean> {
  const { pairs, ...file } = readExchangeKeys(path);
  const at = seconds(now);
  const lost = pairs.find((pair) => pairOf(pair, path).x === x);
  if (!lost) return false;
  lost.revokedAt ??= at;
  const left = pairs.some(({ use, until, revokedAt }) => use === lost.use && until > at && revokedAt === undefined);
  await write(path, { ...file, pairs: left ? pairs : [...pairs, newPair(lost.use, at)] }, 'changed');
  return true;
}

function newPair(use: ExchangeKeyUse, at: number): StoredPair {
  const { privateKey } = use === 'sign' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  const key = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  return { use, key, from: at - BEFORE, until: at + EXCHANGE_KEY_LIFE };
}

function pairOf({ key, ...pair }: StoredPair, path: string): ExchangeKeyPair {
  try {
    const privateKey = createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' });
    const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
    if (privateKey.asymmetricKeyType === TYPES[pair.use] && x) return { ...pair, privateKey, x };
  } catch {
    // The message of the library may quote the key.
  }
  throw new KeyringDamaged(path, 'a pair of the exchange');
}

function readExchangeKeys(path: string): ExchangeKeysFile {
  const text = readKeyFile(path);
  try {
    const file = JSON.parse(text) as ExchangeKeysFile;
    if (file.version === 1 && typeof file.demo === 'boolean' && file.pairs.every(isPair)) return file;
  } catch {
    // JSON.parse quotes the text in its message, and the text is keys.
  }
  throw new KeyringDamaged(path, 'keys of the exchange');
}

function isPair({ use, key, from, until, revokedAt }: StoredPair): boolean {
  const times = [from, until, revokedAt ?? 1].every((time) => Number.isSafeInteger(time) && time > 0);
  return use in TYPES && typeof key === 'string' && times;
}

async function write(path: string, file: ExchangeKeysFile, as: 'new' | 'changed'): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(file, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (as === 'changed') return rename(temporary, path);
  try {
    await link(temporary, path);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? new KeyringExists(path) : error;
  } finally {
    await unlink(temporary);
  }
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1_000);
}

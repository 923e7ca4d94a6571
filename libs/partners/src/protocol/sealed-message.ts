import { compactDecrypt, CompactEncrypt, CompactSign, compactVerify, type CryptoKey } from 'jose';
import type { KeyObject } from 'node:crypto';
import { canonicalJson, readCanonicalJson, type Json } from './canonical-json.js';
import type { PrivateKey } from './keys.js';
import { nameOf, type Message } from './messages.js';
import { ExchangeRefused } from './refusal.js';

/** The sizes a signed payload is filled up to, in bytes. What fits into none is not sent. */
export const SIZE_CLASSES = [2_048, 8_192, 32_768, 131_072, 262_144] as const;
export const LARGEST_BODY = 524_288;

/** Where randomness comes from outside: for the test vectors only. */
export interface FixedRandomness {
  epk: CryptoKey;
  iv: Uint8Array;
}

/** A message without what sealing adds. */
export type Unpadded = Message extends infer M ? (M extends Message ? Omit<M, 'padding'> : never) : never;

/** @throws TypeError where it is no message; RangeError where it is larger than the largest class */
export async function sealMessage(
  message: Unpadded,
  signing: PrivateKey,
  recipient: { kid: string; key: KeyObject },
  fixed?: FixedRandomness,
): Promise<string> {
  const jws = await signText(padded(message), typeOf(message), signing);
  return sealText(jws, { from: message.iss, to: message.aud }, recipient, fixed);
}

/** Seals what was signed, to the one who can open it. */
export function sealText(
  jws: string,
  between: { from: string; to: string },
  recipient: { kid: string; key: KeyObject },
  fixed?: FixedRandomness,
): Promise<string> {
  const encrypt = new CompactEncrypt(Buffer.from(jws))
    .setProtectedHeader({ alg: 'ECDH-ES', cty: 'JWS', enc: 'A256GCM', kid: recipient.kid })
    .setKeyManagementParameters({
      apu: Buffer.from(between.from),
      apv: Buffer.from(between.to),
      ...(fixed && { epk: fixed.epk }),
    });
  if (fixed) encrypt.setInitializationVector(fixed.iv);
  return encrypt.encrypt(recipient.key);
}

/** What was sealed to us and signed by them, and nothing else. @throws ExchangeRefused */
export async function openMessage(
  sealed: string,
  ours: readonly PrivateKey[],
  theirs: (kid: string) => KeyObject | undefined,
): Promise<Message> {
  const jws = await unseal(sealed, ours);
  const { header, payload } = await verifyText(jws, theirs);
  const value = readCanonicalJson(payload);
  if (!isSizeClass(payload.length) || !isMessage(value) || header.typ !== typeOf(value))
    throw new ExchangeRefused(hopped(value) ? 'hops' : 'payload-form');
  return value;
}

async function unseal(sealed: string, ours: readonly PrivateKey[]): Promise<string> {
  const header = headerOf(sealed, 5);
  const fixed = { alg: 'ECDH-ES', cty: 'JWS', enc: 'A256GCM' } as const;
  const names = ['alg', 'apu', 'apv', 'cty', 'enc', 'epk', 'kid'];
  const same = header && Object.entries(fixed).every(([name, value]) => header[name] === value);
  const key = ours.find(({ kid }) => kid === header?.['kid'])?.key;
  if (!same || !key || Object.keys(header).sort().join() !== names.join()) throw new ExchangeRefused('sealing');
  try {
    return Buffer.from((await compactDecrypt(sealed, key)).plaintext).toString('latin1');
  } catch {
    throw new ExchangeRefused('sealing');
  }
}

/** A compact JWS over a text, with Ed25519. */
export function signText(text: string, typ: string, { kid, key }: PrivateKey): Promise<string> {
  return new CompactSign(Buffer.from(text)).setProtectedHeader({ alg: 'EdDSA', kid, typ }).sign(key);
}

/** @throws ExchangeRefused */
export async function verifyText(
  jws: string,
  keyOf: (kid: string) => KeyObject | undefined,
): Promise<{ header: { kid: string; typ: string }; payload: Uint8Array }> {
  const header = headerOf(jws, 3);
  const { alg, kid, typ } = header ?? {};
  const three = header && Object.keys(header).sort().join() === 'alg,kid,typ';
  if (!three || alg !== 'EdDSA' || typeof kid !== 'string' || typeof typ !== 'string')
    throw new ExchangeRefused('inner-signature');
  const key = keyOf(kid);
  if (!key) throw new ExchangeRefused('inner-signature');
  try {
    const { payload } = await compactVerify(jws, key, { algorithms: ['EdDSA'] });
    return { header: { kid, typ }, payload };
  } catch {
    throw new ExchangeRefused('inner-signature');
  }
}

/**
 * The protected header of a compact serialisation in `parts` parts, each written in the one way base64url has for it: the
 * last sign of a part may hold bits that decoding drops, and a part changed in them would pass as the same.
 */
function headerOf(compact: string, parts: number): Record<string, Json> | undefined {
  const all = compact.split('.');
  if (all.length !== parts || !all.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part))
    return undefined;
  try {
    const header = JSON.parse(Buffer.from(all[0]!, 'base64url').toString('utf8')) as Json;
    return typeof header === 'object' && header !== null && !Array.isArray(header)
      ? (header as Record<string, Json>)
      : undefined;
  } catch {
    return undefined;
  }
}

function padded(message: Unpadded): string {
  const bare = { ...message, padding: '' };
  if (!isMessage(bare)) throw new TypeError('This is no message of the exchange.');
  return fillUp(bare, SIZE_CLASSES);
}

/** Canonical JSON whose member `padding` fills it up to the next class. @throws RangeError */
export function fillUp(bare: { padding: string }, classes: readonly number[]): string {
  const length = Buffer.byteLength(canonicalJson({ ...bare }));
  const size = classes.find((one) => one >= length);
  if (size === undefined) throw new RangeError('This message is larger than the exchange carries.');
  return canonicalJson({ ...bare, padding: ' '.repeat(size - length) });
}

function isSizeClass(length: number): boolean {
  return (SIZE_CLASSES as readonly number[]).includes(length);
}

function isMessage(value: unknown): value is Message {
  return nameOf(value) !== undefined;
}

/** Security event tokens are told apart from every other signed text by their type (RFC 8417, section 2.3). */
function typeOf({ type }: { type: Message['type'] }): string {
  return type === 'notice' ? 'secevent+jwt' : 'relink-message+jwt';
}

/** Passed on by somebody: refused like everything else, but the alarm says so. */
function hopped(value: unknown): boolean {
  const hops = (value as { envelope?: { hops?: unknown } } | undefined)?.envelope?.hops;
  return typeof hops === 'number' && hops > 0;
}

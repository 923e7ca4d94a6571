import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import { exactly, oneOf, record, SECONDS, SHA256, formed, type ShapeOf } from './shapes.js';

/** `sign`: Ed25519. `seal`: X25519, for what is sent to the key's owner. */
export const KEY_USES = ['sign', 'seal'] as const;
export type KeyUse = (typeof KEY_USES)[number];

const POINT = formed('[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]', 43);
const JWK = { kty: exactly('OKP'), crv: oneOf(['Ed25519', 'X25519']), x: POINT } as const;

/** A public key as a Society tells it, with the time in which it is used. */
export const PUBLIC_KEY = record({
  ...JWK,
  kid: SHA256,
  use: oneOf(KEY_USES),
  /** Seconds since 1970; from the first up to, but not including, the second. Two keys of one use may overlap. */
  from: SECONDS,
  until: SECONDS,
});
export type PublicKey = ShapeOf<typeof PUBLIC_KEY>;

/** A private key of ours, by the thumbprint of its public half. */
export interface PrivateKey {
  kid: string;
  key: KeyObject;
}

/** RFC 7638 with SHA-256, for the keys of RFC 8037. */
export function thumbprint({ crv, kty, x }: { crv: string; kty: string; x: string }): string {
  return createHash('sha256').update(canonicalJson({ crv, kty, x })).digest('base64url');
}

/** What is compared by voice: the thumbprint's first 150 bits in six groups of five letters (RFC 4648, base32). */
export function fingerprint(kid: string): string {
  const bits = [...Buffer.from(kid, 'base64url').subarray(0, 19)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const letters = Array.from({ length: 30 }, (_, at) => BASE32[parseInt(bits.slice(at * 5, at * 5 + 5), 2)]);
  return letters.join('').replace(/(.{5})(?=.)/g, '$1 ');
}
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Is it a key of the curve its use needs, with its own thumbprint, for some time? */
export function isSound(key: PublicKey): boolean {
  return key.crv === (key.use === 'sign' ? 'Ed25519' : 'X25519') && key.kid === thumbprint(key) && key.from < key.until;
}

/** @param now seconds since 1970 */
export function isValidAt({ from, until }: Pick<PublicKey, 'from' | 'until'>, now: number): boolean {
  return from <= now && now < until;
}

/** One object for each key: whatever is made of it for verifying and sealing is made once, and not for every message. */
export function keyObject({ crv, kty, x }: PublicKey): KeyObject {
  const name = `${crv}:${x}`;
  const known = OBJECTS.get(name);
  if (known) return known;
  const made = createPublicKey({ key: { crv, kty, x } satisfies JsonWebKey, format: 'jwk' });
  // Partners have a handful of keys each; whoever goes through more than this begins again.
  if (OBJECTS.size >= MOST_OBJECTS) OBJECTS.clear();
  OBJECTS.set(name, made);
  return made;
}
const OBJECTS = new Map<string, KeyObject>();
const MOST_OBJECTS = 1_000;

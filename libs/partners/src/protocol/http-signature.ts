import { sign, verify, type KeyObject } from 'node:crypto';
import { ExchangeRefused } from './refusal.js';

/** What the signature covers, in this order (RFC 9421, section 2). */
export const COVERED = ['@method', '@target-uri', 'content-digest', 'content-type', 'idempotency-key'] as const;
type Covered = (typeof COVERED)[number];

export const SIGNATURE_TAG = 'relink-exchange';
/** How long a signature may be used, and how far two clocks may stand apart. Seconds. */
export const SIGNATURE_LIFE = 300;
export const CLOCK_SKEW = 120;

/** What a signature says of itself. */
export interface SignatureParameters {
  /** Seconds since 1970. */
  created: number;
  expires: number;
  /** 128 random bits, base64url; never used again. */
  nonce: string;
  /** Thumbprint of the signing key (RFC 7638). */
  keyid: string;
}

/** What is signed of a request: method, address as the receiver knows its own, and three headers. */
export type SignedRequest = Readonly<Record<Covered, string>>;

/** The signature base of RFC 9421, section 2.5: one line for each component, then the parameters. */
export function signatureBase(components: readonly (readonly [name: string, value: string])[], params: string): string {
  return [...components, ['@signature-params', params] as const]
    .map(([name, value]) => `"${name}": ${value}`)
    .join('\n');
}

/** The headers `Signature-Input` and `Signature` for a request. */
export function signRequest(
  request: SignedRequest,
  { created, expires, nonce, keyid }: SignatureParameters,
  key: KeyObject,
): { 'signature-input': string; signature: string } {
  const params = `(${COVERED.map((name) => `"${name}"`).join(' ')});created=${created};expires=${expires};nonce="${nonce}";keyid="${keyid}";alg="ed25519";tag="${SIGNATURE_TAG}"`;
  const signature = sign(null, Buffer.from(baseOf(request, params)), key).toString('base64');
  return { 'signature-input': `relink=${params}`, signature: `relink=:${signature}:` };
}

const COMPONENTS = COVERED.map((name) => `"${name}"`).join(' ');
// One signature, called `relink`, written in one way only: whatever could be read in two ways is refused unread.
const INPUT = new RegExp(
  `^relink=(\\(${COMPONENTS}\\);created=([1-9][0-9]{0,10});expires=([1-9][0-9]{0,10});nonce="([A-Za-z0-9_-]{21}[AQgw])";keyid="([A-Za-z0-9_-]{43})";alg="ed25519";tag="${SIGNATURE_TAG}")$`,
);
const SIGNATURE = /^relink=:([A-Za-z0-9+/]{85}[AQgw]==):$/;

/** What the headers claim, before anything is verified. @throws ExchangeRefused */
export function readSignature(
  input: string,
  signature: string,
): SignatureParameters & { params: string; bytes: Buffer } {
  const [, params, created, expires, nonce, keyid] = INPUT.exec(input) ?? [];
  const [, base64] = SIGNATURE.exec(signature) ?? [];
  if (!params || !nonce || !keyid || !base64) throw new ExchangeRefused('signature-form');
  return {
    params,
    created: Number(created),
    expires: Number(expires),
    nonce,
    keyid,
    bytes: Buffer.from(base64, 'base64'),
  };
}

/** @param now seconds since 1970 @throws ExchangeRefused */
export function checkSignatureTime({ created, expires }: SignatureParameters, now: number): void {
  const life = expires - created;
  const inTime = created <= now + CLOCK_SKEW && now < expires + CLOCK_SKEW;
  if (life <= 0 || life > SIGNATURE_LIFE || !inTime) throw new ExchangeRefused('signature-time');
}

/** @throws ExchangeRefused */
export function checkSignature(
  request: SignedRequest,
  { params, bytes }: { params: string; bytes: Buffer },
  key: KeyObject,
): void {
  if (!verify(null, Buffer.from(baseOf(request, params)), key, bytes)) throw new ExchangeRefused('signature');
}

function baseOf(request: SignedRequest, params: string): string {
  return signatureBase(
    COVERED.map((name) => [name, request[name]]),
    params,
  );
}

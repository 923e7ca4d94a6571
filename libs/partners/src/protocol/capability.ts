import type { KeyObject } from 'node:crypto';
import { canonicalJson, readCanonicalJson } from './canonical-json.js';
import { isSound, PUBLIC_KEY, type PrivateKey } from './keys.js';
import { MESSAGES, VERSION, type MessageName } from './messages.js';
import { ExchangeRefused } from './refusal.js';
import { LARGEST_BODY, signText, verifyText } from './sealed-message.js';
import { exactly, formed, listOf, oneOf, record, SECONDS, SOCIETY, whole, type ShapeOf } from './shapes.js';

/** Where a Society tells what its exchange can do (RFC 8615). */
export const CAPABILITY_PATH = '/.well-known/relink-exchange';
const TYPE = 'relink-capability+jwt';

const ADDRESS = formed('https?://[^\\s?#@]+', 300);

/** What a Society tells of its exchange: versions, addresses, keys with the time of each, limits. */
export const CAPABILITY = record({
  v: exactly(VERSION),
  iss: SOCIETY,
  /** A later document replaces an earlier one, never the other way round. */
  iat: SECONDS,
  messages: ADDRESS,
  types: listOf(oneOf(Object.keys(MESSAGES) as MessageName[]), 1, Object.keys(MESSAGES).length),
  largestBody: whole(65_536, LARGEST_BODY),
  keys: listOf(PUBLIC_KEY, 2, 20),
});
export type Capability = ShapeOf<typeof CAPABILITY>;

export function signCapability(capability: Capability, signing: PrivateKey): Promise<string> {
  return signText(canonicalJson(capability), TYPE, signing);
}

/**
 * A partner's document, signed with a key that is pinned for it already: a chain that began with fingerprints compared by
 * voice. Whatever is not signed so changes nothing and is raised to the liaison.
 * @param pinned the partner's signing keys that are valid now @param last `iat` of the document known before, 0 for none
 * @throws ExchangeRefused
 */
export async function verifyCapability(
  jws: string,
  pinned: (kid: string) => KeyObject | undefined,
  { society, last }: { society: string; last: number },
): Promise<Capability> {
  const { header, payload } = await verifyText(jws, pinned);
  const capability = readCanonicalJson(payload);
  if (header.typ !== TYPE || !isCapability(capability) || !capability.keys.every(isSound))
    throw new ExchangeRefused('payload-form');
  if (capability.iss !== society) throw new ExchangeRefused('audience');
  if (capability.iat < last) throw new ExchangeRefused('replay');
  return capability;
}

function isCapability(value: unknown): value is Capability {
  return CAPABILITY.check(value, '') === undefined;
}

import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import {
  keyObject,
  thumbprint,
  type KeyUse,
  type PrivateKey,
  type PublicKey,
  type Receiver,
  type TrustedPartner,
  type Unpadded,
} from '#libs/partners';

/** 2026-03-01T12:00:00Z in seconds. */
export const NOON = 1_772_366_400;
const YEAR = 365 * 86_400;

export interface Society {
  code: string;
  signing: PrivateKey;
  opening: PrivateKey;
  keys: readonly [sign: PublicKey, seal: PublicKey];
}

/**
 * A Society whose keys follow from its code: good for vectors and tests, and for nothing else.
 * @param years for so long after the day of the vectors: long enough for tests that run by the real clock
 */
export function aSociety(code: string, years = 70): Society {
  const sign = pair(code, 'sign', years);
  const seal = pair(code, 'seal', years);
  return { code, signing: sign.own, opening: seal.own, keys: [sign.told, seal.told] };
}

/** The private key as it stands in the vectors. */
export function privateJwk({ key }: PrivateKey): Record<string, string> {
  return key.export({ format: 'jwk' }) as Record<string, string>;
}

/** A private key that follows from a text. */
export function fixedKey(of: string, use: KeyUse): KeyObject {
  const seed = createHash('sha256').update(`relink exchange, for tests only: ${of}`).digest();
  // PKCS #8 of RFC 8410: id-Ed25519 and id-X25519.
  const der = Buffer.concat([
    Buffer.from(`302e020100300506032b65${use === 'sign' ? '70' : '6e'}04220420`, 'hex'),
    seed,
  ]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

function pair(code: string, use: KeyUse, years: number): { own: PrivateKey; told: PublicKey } {
  const key = fixedKey(`${code} ${use}`, use);
  const { crv, x } = createPublicKey(key).export({ format: 'jwk' }) as { crv: PublicKey['crv']; x: string };
  const kid = thumbprint({ kty: 'OKP', crv, x });
  const told = { kty: 'OKP', crv, x, kid, use, from: NOON - YEAR, until: NOON + years * YEAR } as const;
  return { own: { kid, key }, told };
}

/** One Society as the other has it in its trust registry. */
export function asPartner({ code, keys }: Society, other: Partial<TrustedPartner> = {}): TrustedPartner {
  return { society: code, paired: true, keys, purposes: ['share-with-partner'], highest: 'restricted', ...other };
}

export const MESSAGES_AT = 'https://relink.beta.example/exchange/v1/messages';

/** A Society that knows one partner and has seen no nonce yet. */
export function aReceiver(own: Society, partner: TrustedPartner, other: Partial<Receiver> = {}): Receiver {
  const seen = new Set<string>();
  return {
    society: own.code,
    targetUri: MESSAGES_AT,
    opening: [own.opening],
    now: NOON,
    partnerBy: (kid) => Promise.resolve(partner.keys.some((key) => key.kid === kid) ? partner : undefined),
    takeNonce: (_, nonce) => Promise.resolve(!seen.has(nonce) && Boolean(seen.add(nonce))),
    ...other,
  };
}

export function sealingKeyOf({ keys }: Society): { kid: string; key: KeyObject } {
  return { kid: keys[1].kid, key: keyObject(keys[1]) };
}

export const ENQUIRY_ID = '019504d2-7c00-7000-8000-000000000001';

/** ALPHA asks BETA for Amina, within what both agreed upon. */
export function anEnquiry(): Extract<Unpadded, { type: 'enquiry' }> {
  return {
    v: 1,
    type: 'enquiry',
    iss: 'ALPHA',
    aud: 'BETA',
    jti: ENQUIRY_ID,
    iat: NOON,
    exp: NOON + 8 * 86_400,
    seq: 1,
    envelope: {
      case: 'c2l4dGVlbiBieXRlcyE4Zg',
      purpose: 'share-with-partner',
      basis: 'consent',
      permit: '019504d2-7c00-7000-8000-0000000000aa',
      fields: ['names', 'sex', 'birth', 'relation'],
      sensitivity: 'open',
      expires: NOON + 90 * 86_400,
      hops: 0,
      onward: 'forbidden',
    },
    body: {
      person: {
        names: [
          { text: 'Amina Yusuf', kind: 'usual', language: 'so' },
          { text: 'أمينة يوسف', kind: 'legal', language: 'ar' },
        ],
        sex: 'female',
        birth: { earliest: '2015-01-01', latest: '2016-12-31', said: 'about ten' },
        relation: 'child',
      },
    },
  };
}

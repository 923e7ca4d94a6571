import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { thumbprint, type PrivateKey, type PublicKey } from '../protocol/index.js';

const DAY = 86_400;

/** The partner that the conformance kit plays, with keys made for this alone. */
export interface KitKeys {
  society: string;
  /** Public halves, as the deployment under test has to pin them; one of them has ended already. */
  told: PublicKey[];
  /** Private halves by thumbprint. */
  own: Record<string, JsonWebKey>;
}

/** @param now seconds since 1970 */
export function newKitKeys(society: string, now: number): KitKeys {
  const keys: KitKeys = { society, told: [], own: {} };
  const add = (use: PublicKey['use'], from: number, until: number) => {
    const { privateKey } = use === 'sign' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
    const { crv, x } = createPublicKey(privateKey).export({ format: 'jwk' }) as Pick<PublicKey, 'crv' | 'x'>;
    const kid = thumbprint({ kty: 'OKP', crv, x });
    keys.told.push({ kty: 'OKP', crv, x, kid, use, from, until });
    keys.own[kid] = privateKey.export({ format: 'jwk' });
  };
  add('sign', now - DAY, now + 30 * DAY);
  add('seal', now - DAY, now + 30 * DAY);
  add('sign', now - 30 * DAY, now - DAY);
  return keys;
}

/** The key to sign with: the one that is valid, or the one that has ended. */
export function kitKey({ told, own }: KitKeys, which: 'valid' | 'ended', now: number): PrivateKey {
  const { kid } = told.find(({ use, until }) => use === 'sign' && until > now === (which === 'valid'))!;
  return { kid, key: createPrivateKey({ key: own[kid]!, format: 'jwk' }) };
}

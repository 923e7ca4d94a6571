import { generateKeyPairSync } from 'node:crypto';
import { fingerprint, thumbprint } from '#libs/partners';

/** A key as a partner tells it to whoever proposes it. */
export interface ToldKey {
  use: 'sign' | 'seal';
  x: string;
  from: number;
  until: number;
}

/** New keys of a partner: one to sign and one to seal, for as long as there are years of four digits. */
export function newPartnerKeys(): ToldKey[] {
  return (['sign', 'seal'] as const).map((use) => {
    const { publicKey } = use === 'sign' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
    return { use, x: publicKey.export({ format: 'jwk' }).x!, from: 1, until: 253_402_300_799 };
  });
}

/** What the partner reads out of them. */
export function fingerprintsOf(keys: readonly ToldKey[]): string[] {
  return keys.map(({ use, x }) =>
    fingerprint(thumbprint({ kty: 'OKP', crv: use === 'sign' ? 'Ed25519' : 'X25519', x })),
  );
}

import { generateKeyPairSync } from 'node:crypto';

/** New keys of a partner as it tells them: one to sign and one to seal, for as long as years have four digits. */
export function newPartnerKeys(): { use: 'sign' | 'seal'; x: string; from: number; until: number }[] {
  return (['sign', 'seal'] as const).map((use) => {
    const { publicKey } = use === 'sign' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
    return { use, x: publicKey.export({ format: 'jwk' }).x!, from: 1, until: 253_402_300_799 };
  });
}

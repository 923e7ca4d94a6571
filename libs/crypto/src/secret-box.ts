import { hkdfSync } from 'node:crypto';
import { decrypt, encrypt } from './aes-gcm.js';
import { canonical } from './canonical.js';

/**
 * Seals bytes under a secret that only somebody else keeps, such as the code on a card or the token of a session. The secret
 * must have at least 80 bits of chance: nothing here slows guessing down.
 * @param about what the box is for; the same secret opens no box of another purpose
 */
export function sealUnder(secret: string, about: readonly string[], plaintext: Buffer): Buffer {
  return encrypt(keyOf(secret, about), plaintext, aadOf(about));
}

/** What was sealed, or nothing where the secret, the purpose or a byte is not the one it was sealed with. */
export function openUnder(secret: string, about: readonly string[], sealed: Buffer): Buffer | undefined {
  return decrypt(keyOf(secret, about), sealed, aadOf(about));
}

function keyOf(secret: string, about: readonly string[]): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, canonical(about), 'relink.secret-box.v1', 32));
}

function aadOf(about: readonly string[]): Buffer {
  return canonical(['relink.secret-box.v1', ...about]);
}

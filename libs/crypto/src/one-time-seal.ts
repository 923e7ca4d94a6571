import { decrypt, encrypt } from './aes-gcm.js';

/**
 * Seals bytes for whoever holds the key, a token that is kept nowhere else.
 * @param about what they are bound to: they open under nothing else
 */
export function sealWith(token: string, bytes: Buffer, about: string): Buffer {
  return encrypt(keyOf(token), bytes, Buffer.from(about));
}

/** The bytes; `undefined` where the key is another one, or they are not what was sealed. */
export function openWith(token: string, sealed: Buffer, about: string): Buffer | undefined {
  const key = keyOf(token);
  return key.length === 32 ? decrypt(key, sealed, Buffer.from(about)) : undefined;
}

function keyOf(token: string): Buffer {
  return Buffer.from(token, 'base64url');
}

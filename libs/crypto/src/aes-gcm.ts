import { createCipheriv, createDecipheriv, createSecretKey, KeyObject, randomFillSync } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What AES-GCM adds to a plaintext: iv and tag. */
export const OVERHEAD_BYTES = IV_BYTES + TAG_BYTES;

/**
 * AES-256-GCM (NIST SP 800-38D): iv (12) | tag (16) | ciphertext. The iv is random, which is safe for 2³² values
 * under one key; a key here belongs to one person or wraps data keys, so it stays far below that.
 */
export function encrypt(key: Buffer | KeyObject, plaintext: Buffer, aad: Buffer): Buffer {
  const iv = freshIv();
  const cipher = createCipheriv(CIPHER, objectOf(key), iv, { authTagLength: TAG_BYTES }).setAAD(aad);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]);
}

/** The plaintext, or `undefined` where a byte, the key or the AAD is not the one it was encrypted with. */
export function decrypt(key: Buffer | KeyObject, encrypted: Buffer, aad: Buffer): Buffer | undefined {
  if (encrypted.length < OVERHEAD_BYTES) return undefined;
  const iv = encrypted.subarray(0, IV_BYTES);
  const tag = encrypted.subarray(IV_BYTES, OVERHEAD_BYTES);
  const decipher = createDecipheriv(CIPHER, objectOf(key), iv, { authTagLength: TAG_BYTES })
    .setAAD(aad)
    .setAuthTag(tag);
  const plaintext = decipher.update(encrypted.subarray(OVERHEAD_BYTES));
  try {
    return Buffer.concat([plaintext, decipher.final()]);
  } catch {
    return undefined;
  }
}

/** Node 24 takes five times as long to find out what kind of key bytes are as to make a key of them. */
function objectOf(key: Buffer | KeyObject): KeyObject {
  return key instanceof KeyObject ? key : createSecretKey(key);
}

/** Ivs are no secret and stand in what they begin; asking for many random bytes at once costs as much as asking for a few. */
const ivs = Buffer.alloc(512 * IV_BYTES);
let used = ivs.length;

function freshIv(): Buffer {
  if (used === ivs.length) {
    randomFillSync(ivs);
    used = 0;
  }
  // A copy: what stands here is another one's later.
  return Buffer.from(ivs.subarray(used, (used += IV_BYTES)));
}

import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits in base64url: 43 characters. For sessions and one-time links. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token: SHA-256 in hex. A token has 256 bits of chance, so neither salt nor slowness adds anything. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

import { createHash, timingSafeEqual } from 'node:crypto';

/** `Content-Digest` (RFC 9530) with SHA-256. */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

/** Is this header exactly the digest of this body? */
export function isDigestOf(header: string, body: Uint8Array): boolean {
  const [said, is] = [Buffer.from(header), Buffer.from(contentDigest(body))];
  return said.length === is.length && timingSafeEqual(said, is);
}

/**
 * Joins texts so that different lists never give the same bytes: each is preceded by its length in bytes
 * (32 bits, big-endian). Plain joining would let `['ab', 'c']` pass for `['a', 'bc']`.
 */
export function canonical(texts: readonly string[]): Buffer {
  let size = 0;
  for (const text of texts) size += LENGTH_BYTES + Buffer.byteLength(text, 'utf8');
  // Every byte is written below.
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const text of texts) {
    const length = bytes.write(text, at + LENGTH_BYTES, 'utf8');
    bytes.writeUInt32BE(length, at);
    at += LENGTH_BYTES + length;
  }
  return bytes;
}

const LENGTH_BYTES = 4;

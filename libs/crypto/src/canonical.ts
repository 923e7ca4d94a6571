/**
 * Joins texts so that different lists never give the same bytes: each is preceded by its length in bytes
 * (32 bits, big-endian). Plain joining would let `['ab', 'c']` pass for `['a', 'bc']`.
 */
export function canonical(texts: readonly string[]): Buffer {
  const pieces = texts.flatMap((text) => {
    const bytes = Buffer.from(text, 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return [length, bytes];
  });
  return Buffer.concat(pieces);
}

import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { SealedFileDamaged } from './files.errors.js';
import { newFileKey, openStream, sealedLength, sealStream } from './sealed-stream.js';

const CHUNK = 65_536;
const SEALED_CHUNK = CHUNK + 16;
const key = newFileKey();

/** In pieces of odd sizes, as a network hands them over. */
function inPieces(bytes: Buffer, size = 10_007): Readable {
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  return Readable.from(pieces);
}

const seal = (bytes: Buffer, about = 'a file') => buffer(inPieces(bytes).pipe(sealStream(key, about)));

async function open(sealed: Buffer, about = 'a file', with_ = key): Promise<Buffer | Error> {
  const opening = openStream(with_, about);
  const source = inPieces(sealed, 7_001);
  source.pipe(opening);
  return buffer(opening).catch((error: Error) => error);
}

describe('A sealed file', () => {
  it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 1_000_003])(
    'of %d bytes opens to what it was',
    async (size) => {
      const bytes = randomBytes(size);
      const sealed = await seal(bytes);
      expect(sealed.length).toBe(sealedLength(size));
      expect(bytes.equals((await open(sealed)) as Buffer)).toBe(true);
      if (size >= 32) expect(sealed.includes(bytes.subarray(0, 32))).toBe(false);
    },
  );

  it('opens under no other key and for no other file', async () => {
    const sealed = await seal(randomBytes(100));
    expect(await open(sealed, 'another file')).toBeInstanceOf(SealedFileDamaged);
    expect(await open(sealed, 'a file', newFileKey())).toBeInstanceOf(SealedFileDamaged);
  });

  it('does not open where a byte differs, wherever it is', async () => {
    const sealed = await seal(randomBytes(2 * CHUNK + 100));
    for (const place of [0, CHUNK, SEALED_CHUNK, 2 * SEALED_CHUNK, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[place]! ^= 1;
      expect(await open(changed)).toBeInstanceOf(SealedFileDamaged);
    }
  });

  it('does not open where chunks are swapped, repeated, left out or cut off', async () => {
    const sealed = await seal(randomBytes(3 * CHUNK));
    const chunk = (index: number) => sealed.subarray(index * SEALED_CHUNK, (index + 1) * SEALED_CHUNK);
    const [one, two, three] = [chunk(0), chunk(1), chunk(2)];
    for (const chunks of [
      [two, one, three],
      [one, one, two, three],
      [one, three],
      [one, two],
      [one],
      [one, two, three, three],
      [],
    ])
      expect(await open(Buffer.concat(chunks))).toBeInstanceOf(SealedFileDamaged);
    expect(await open(Buffer.concat([one, two, three]))).toHaveLength(3 * CHUNK);
  });
});

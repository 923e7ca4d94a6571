import { bytesOfPart, FILE_PART, PART_BYTES, partsOf } from './file-parts.js';
import { fillUp, SIZE_CLASSES } from './sealed-message.js';
import { LARGEST_FILE } from './shared-person.js';

describe('a file in parts', () => {
  it.each([
    [1, 1, 1],
    [PART_BYTES, 1, PART_BYTES],
    [PART_BYTES + 1, 2, 1],
    [LARGEST_FILE, 109, LARGEST_FILE - 108 * PART_BYTES],
  ])('of %i bytes has %i parts, the last of %i bytes', (bytes, parts, last) => {
    expect(partsOf(bytes)).toBe(parts);
    expect(bytesOfPart(bytes, parts)).toBe(last);
    expect(bytesOfPart(bytes, parts + 1)).toBe(0);
    const all = Array.from({ length: parts }, (_, at) => bytesOfPart(bytes, at + 1));
    expect(all.reduce((sum, one) => sum + one)).toBe(bytes);
  });

  it('fits into the largest message with the longest of everything beside it', () => {
    const uuid = '019504d2-7c00-7000-8000-000000000001';
    const body = { about: uuid, file: uuid, part: 109, bytes: Buffer.alloc(PART_BYTES, 255).toString('base64url') };
    expect(FILE_PART.check(body, '')).toBeUndefined();
    expect(FILE_PART.check({ ...body, bytes: `${body.bytes}A` }, 'body')).toBe('body.bytes');
    // What is beside it is less than 2 000 letters: see the vectors.
    const around = { padding: '', body, more: 'x'.repeat(2_000) };
    expect(Buffer.byteLength(fillUp(around, SIZE_CLASSES))).toBe(262_144);
  });
});

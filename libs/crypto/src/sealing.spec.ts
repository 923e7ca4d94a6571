import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { newId, type SubjectId } from '#libs/kernel';
import { CannotOpenSealed } from './crypto.errors.js';
import { boundTo, seal, sealedKeyVersion, unseal, type DataKey, type Place } from './sealing.js';

const subject = newId() as SubjectId;
const place: Place = { table: 'person_name', column: 'text', row: newId() };
const aKey = (version = 1): DataKey => ({ version, key: randomBytes(32) });
const bytes = () => fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));

describe('sealing', () => {
  it('gives back exactly the bytes that were sealed', () => {
    const key = aKey(7);
    const aad = boundTo(subject, place, 7);
    fc.assert(fc.property(bytes(), (plaintext) => unseal(key, seal(key, plaintext, aad), aad).equals(plaintext)));
  });

  it('keeps to the format: format, key version, iv, tag, ciphertext', () => {
    const key = aKey(0x01020304);
    const sealed = seal(key, Buffer.from('Amina'), boundTo(subject, place, key.version));
    expect(sealed.subarray(0, 5).toString('hex')).toBe('0101020304');
    expect(sealed).toHaveLength(1 + 4 + 12 + 16 + 'Amina'.length);
    expect(sealedKeyVersion(sealed)).toBe(0x01020304);
  });

  it('never seals the same value to the same bytes twice', () => {
    const key = aKey();
    const aad = boundTo(subject, place, 1);
    const sealed = Array.from({ length: 100 }, () => seal(key, Buffer.from('Amina'), aad).toString('hex'));
    expect(new Set(sealed).size).toBe(100);
  });

  it('refuses a value in which any one bit was changed', () => {
    const key = aKey();
    const aad = boundTo(subject, place, 1);
    const sealed = seal(key, Buffer.from('Amina Tesfaye, Asmara'), aad);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => unseal(key, changed, aad)).toThrow(CannotOpenSealed);
    }
  });

  it('refuses a value that was cut short or made longer', () => {
    const key = aKey();
    const aad = boundTo(subject, place, 1);
    const sealed = seal(key, Buffer.from('Amina'), aad);
    for (let length = 0; length < sealed.length; length++) {
      expect(() => unseal(key, sealed.subarray(0, length), aad)).toThrow(CannotOpenSealed);
    }
    expect(() => unseal(key, Buffer.concat([sealed, Buffer.alloc(1)]), aad)).toThrow(CannotOpenSealed);
  });

  it.each([
    ['another table', boundTo(subject, { ...place, table: 'contact' }, 1)],
    ['another column', boundTo(subject, { ...place, column: 'note' }, 1)],
    ['another row', boundTo(subject, { ...place, row: newId() }, 1)],
    ['another person', boundTo(newId() as SubjectId, place, 1)],
    ['another key version', boundTo(subject, place, 2)],
  ])('refuses a value moved to %s', (_where, elsewhere) => {
    const key = aKey();
    const sealed = seal(key, Buffer.from('Amina'), boundTo(subject, place, 1));
    expect(() => unseal(key, sealed, elsewhere)).toThrow(CannotOpenSealed);
  });

  it('refuses another key', () => {
    const aad = boundTo(subject, place, 1);
    const sealed = seal(aKey(), Buffer.from('Amina'), aad);
    expect(() => unseal(aKey(), sealed, aad)).toThrow(CannotOpenSealed);
  });

  it('binds to different bytes wherever any part of the place differs, however the texts are cut', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 4 });
    const where = fc.record({ table: text, column: text, row: text });
    fc.assert(
      fc.property(where, where, (a, b) => {
        const same = a.table === b.table && a.column === b.column && a.row === b.row;
        return boundTo(subject, a, 1).equals(boundTo(subject, b, 1)) === same;
      }),
    );
    expect(boundTo(subject, { table: 'ab', column: 'c', row: 'd' }, 1)).not.toEqual(
      boundTo(subject, { table: 'a', column: 'bc', row: 'd' }, 1),
    );
  });
});

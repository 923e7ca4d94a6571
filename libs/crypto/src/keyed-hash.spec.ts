import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { KeyedHash, PADDING } from './keyed-hash.js';

describe('the keyed hash', () => {
  const first64 = (key: Uint8Array, message: Uint8Array) => {
    const room = new Uint8Array(message.length + PADDING).fill(0xaa);
    room.set(message);
    return new KeyedHash(key).first64(room, message.length);
  };
  const nodes = (key: Uint8Array, message: Uint8Array) =>
    createHmac('sha256', key).update(message).digest().readBigInt64BE(0);

  it('is HMAC-SHA-256, whatever the key and the message', () => {
    const keys = fc.uint8Array({ maxLength: 64 });
    fc.assert(
      fc.property(keys, fc.uint8Array({ maxLength: 300 }), (key, message) => {
        expect(first64(key, message)).toBe(nodes(key, message));
      }),
    );
  });

  it.each([0, 54, 55, 56, 63, 64, 65, 119, 120, 128])('is it at the end of a block too (%i bytes)', (length) => {
    const [key, message] = [Buffer.alloc(32, 7), Buffer.alloc(length, 'name')];
    expect(first64(key, message)).toBe(nodes(key, message));
  });

  // RFC 4231, test case 2
  it('gives what the standard says', () => {
    const found = first64(Buffer.from('Jefe'), Buffer.from('what do ya want for nothing?'));
    expect(BigInt.asUintN(64, found).toString(16)).toBe('5bdcc146bf60754e');
  });

  it('refuses keys that it would have to shorten', () => {
    expect(() => new KeyedHash(new Uint8Array(65))).toThrow(RangeError);
  });
});

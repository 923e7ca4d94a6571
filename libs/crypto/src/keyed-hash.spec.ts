import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { KeyedHash } from './keyed-hash.js';

describe('the keyed hash', () => {
  const nodes = (key: Uint8Array, message: Uint8Array) =>
    createHmac('sha256', key).update(message).digest().readBigInt64BE(0);

  it('is HMAC-SHA-256, whatever the key and the messages one after the other', () => {
    const messages = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), messages, (key, all) => {
        const hash = new KeyedHash(key);
        expect(all.map((message) => hash.first64(message))).toEqual(all.map((message) => nodes(key, message)));
      }),
    );
  });

  // RFC 4231, test case 2
  it('gives what the standard says', () => {
    const found = new KeyedHash(Buffer.from('Jefe')).first64(Buffer.from('what do ya want for nothing?'));
    expect(BigInt.asUintN(64, found).toString(16)).toBe('5bdcc146bf60754e');
  });
});

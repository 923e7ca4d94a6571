import { describe, expect, it } from '@jest/globals';
import { openWith, sealWith } from './one-time-seal.js';
import { randomToken } from './tokens.js';

describe('Bytes sealed to a key that is kept nowhere', () => {
  const [key, bytes] = [randomToken(), Buffer.from('Amina Warsame')];

  it('open with that key, and under what they are bound to, alone', () => {
    const sealed = sealWith(key, bytes, 'one');
    expect(sealed.includes('Amina')).toBe(false);
    expect(openWith(key, sealed, 'one')).toEqual(bytes);
    expect(openWith(key, sealed, 'another')).toBeUndefined();
    expect(openWith(randomToken(), sealed, 'one')).toBeUndefined();
    expect(openWith('short', sealed, 'one')).toBeUndefined();
    sealed[sealed.length - 1]! ^= 1;
    expect(openWith(key, sealed, 'one')).toBeUndefined();
  });
});

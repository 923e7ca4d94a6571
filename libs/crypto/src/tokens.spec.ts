import { randomToken, tokenHash } from './tokens.js';

describe('tokens', () => {
  it('carry 256 bits in characters that are safe in an address', () => {
    expect(randomToken()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(randomToken(), 'base64url')).toHaveLength(32);
  });

  it('never come twice', () => {
    expect(new Set(Array.from({ length: 1000 }, randomToken)).size).toBe(1000);
  });

  it('are stored as SHA-256', () => {
    // FIPS 180-2, appendix B.1
    expect(tokenHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

import { keysToldIn, toldAs } from './told-keys.js';

const SIGN = { kty: 'OKP', crv: 'Ed25519', use: 'sign', x: 'a'.repeat(43), from: 1, until: 2, kid: 'k' };
const SEAL = { ...SIGN, crv: 'X25519', use: 'seal' };

describe('the keys that a partner tells', () => {
  it('are read from a list, and from under "keys"', () => {
    const keys = [
      { use: 'sign', x: SIGN.x, from: 1, until: 2 },
      { use: 'seal', x: SEAL.x, from: 1, until: 2 },
    ];
    expect(keysToldIn(JSON.stringify([SIGN, SEAL]))).toEqual(keys);
    expect(keysToldIn(JSON.stringify({ society: 'KEN', keys: [SIGN, SEAL] }))).toEqual(keys);
  });

  it.each([
    ['no JSON', 'sign: abc'],
    ['one key alone', JSON.stringify([SIGN])],
    ['a key of no use', JSON.stringify([SIGN, { ...SEAL, use: 'enc' }])],
    ['a key without its time', JSON.stringify([SIGN, { ...SEAL, until: undefined }])],
    ['something that is no key', JSON.stringify([SIGN, null])],
    ['nothing', 'null'],
  ])('are not found in %s', (_, text) => {
    expect(keysToldIn(text)).toBeUndefined();
  });
});

describe('our own keys', () => {
  it('are told as a partner reads them', () => {
    const [from, until] = ['2026-03-01T12:00:00.000Z', '2028-03-01T12:00:00.000Z'];
    const key = { kid: 'k', x: SIGN.x, from, until, valid: true, fingerprint: '' };
    const told = toldAs({
      keys: [
        { ...key, use: 'sign' },
        { ...key, use: 'seal' },
      ],
    });
    const times = { x: SIGN.x, from: 1_772_366_400, until: 1_835_524_800 };
    expect(keysToldIn(told)).toEqual([
      { use: 'sign', ...times },
      { use: 'seal', ...times },
    ]);
  });
});

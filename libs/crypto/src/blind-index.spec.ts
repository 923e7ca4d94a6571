import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { BlindIndex } from './blind-index.js';
import { canonical } from './canonical.js';
import { createKeyring, openKeyring, type Keyring } from './keyring.js';

let folder: string;
let keyring: Keyring;
let index: BlindIndex;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'index-'));
  keyring = await createKeyring(join(folder, 'keys.json'), { demo: true });
  index = new BlindIndex(keyring);
});

afterAll(() => rm(folder, { recursive: true }));

describe('the blind index', () => {
  it('gives equal facts the same key, also after a restart', async () => {
    const later = new BlindIndex(await openKeyring(join(folder, 'keys.json')));
    expect(later.key('name×birth', ['amina', '1990'])).toBe(index.key('name×birth', ['amina', '1990']));
    expect(later.fingerprint('partner', 'FIN-1')).toBe(index.fingerprint('partner', 'FIN-1'));
  });

  it('gives numbers that fit a PostgreSQL bigint, on both sides of zero', () => {
    const keys = Array.from({ length: 200 }, (_, at) => index.key('name×birth', ['amina', String(at)]));
    expect(keys.every((key) => BigInt.asIntN(64, key) === key)).toBe(true);
    expect(keys.some((key) => key < 0n)).toBe(true);
    expect(keys.some((key) => key > 2n ** 62n)).toBe(true);
  });

  it('gives different facts different keys, however the texts are cut', () => {
    const facts = fc.array(fc.string({ unit: 'grapheme', maxLength: 3 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(facts, facts, (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        return (index.key('k', a) === index.key('k', b)) === same;
      }),
    );
    expect(index.key('name×father', ['ab', 'c'])).not.toBe(index.key('name×father', ['a', 'bc']));
  });

  it('keeps kinds and labels apart', () => {
    expect(index.key('name×father', ['a', 'b'])).not.toBe(index.key('name×mother', ['a', 'b']));
    expect(index.fingerprint('partner', 'x')).not.toBe(index.fingerprint('import', 'x'));
  });

  it('keeps search keys and fingerprints apart', () => {
    const first = Buffer.from(index.fingerprint('a', 'b'), 'hex').readBigInt64BE(0);
    expect(first).not.toBe(index.key('a', ['b']));
  });

  it('gives many facts at once the keys that each has alone', () => {
    const facts = ['1990', 'Ämina', 'أمينة', ''];
    expect(index.keys('name×birth', ['5', 'amina'], facts)).toEqual(
      facts.map((fact) => index.key('name×birth', ['5', 'amina', fact])),
    );
  });

  it('gives HMAC-SHA-256 of the facts, each behind its length', () => {
    const expected = createHmac('sha256', keyring.indexKey)
      .update(canonical(['relink.search-key.v1', 'k', 'amina', '1990']))
      .digest()
      .readBigInt64BE(0);
    expect(index.key('k', ['amina', '1990'])).toBe(expected);
  });

  it('gives 256 bits in hex as a fingerprint', () => {
    expect(index.fingerprint('partner', 'FIN-1')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('gives another deployment other keys', async () => {
    const other = new BlindIndex(await createKeyring(join(folder, 'other.json'), { demo: true }));
    expect(other.key('name×birth', ['amina', '1990'])).not.toBe(index.key('name×birth', ['amina', '1990']));
  });
});

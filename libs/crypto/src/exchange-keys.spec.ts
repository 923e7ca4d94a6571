import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createExchangeKeys,
  EXCHANGE_KEY_LIFE,
  EXCHANGE_KEY_OVERLAP,
  ExchangeKeys,
  revokeExchangeKey,
  rotateExchangeKeys,
} from './exchange-keys.js';

const NOON = new Date('2026-03-01T12:00:00Z');
const AT = NOON.getTime() / 1_000;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relink-exchange-keys-'));
  path = join(folder, 'exchange-keys.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the keys of the exchange', () => {
  it('begin as one pair of each use, and are never overwritten', async () => {
    const keys = await createExchangeKeys(path, { demo: true }, NOON);
    expect(keys.demo).toBe(true);
    expect(keys.pairs).toMatchObject([
      { use: 'sign', until: AT + EXCHANGE_KEY_LIFE },
      { use: 'seal', until: AT + EXCHANGE_KEY_LIFE },
    ]);
    expect(keys.pairs.map(({ privateKey }) => privateKey.asymmetricKeyType)).toEqual(['ed25519', 'x25519']);
    await expect(createExchangeKeys(path, { demo: true }, NOON)).rejects.toMatchObject({ code: 'keys.keyring-exists' });
  });

  it('get others beside them, and end after the overlap', async () => {
    const keys = await createExchangeKeys(path, { demo: false }, NOON);
    const before = keys.pairs.map(({ x }) => x);
    await rotateExchangeKeys(path, new Date((AT + 100) * 1_000));
    expect(keys.pairs).toHaveLength(4);
    expect(keys.pairs.slice(0, 2)).toMatchObject(before.map((x) => ({ x, until: AT + 100 + EXCHANGE_KEY_OVERLAP })));
    expect(EXCHANGE_KEY_OVERLAP).toBeGreaterThanOrEqual(8 * 86_400);
  });

  it('that were lost are revoked, and replaced where they were the last', async () => {
    const keys = await createExchangeKeys(path, { demo: false }, NOON);
    const [sign] = keys.pairs;
    expect(await revokeExchangeKey(path, sign!.x, NOON)).toBe(true);
    expect(await revokeExchangeKey(path, 'another', NOON)).toBe(false);
    expect(keys.pairs).toMatchObject([{ x: sign!.x, revokedAt: AT }, { use: 'seal' }, { use: 'sign' }]);
    expect(keys.pairs[2]).not.toHaveProperty('revokedAt');
  });

  it('are none where there is no file', () => {
    expect(new ExchangeKeys(path).pairs).toEqual([]);
  });

  it('are refused where others can read them, or the file is damaged', async () => {
    await createExchangeKeys(path, { demo: false }, NOON);
    chmodSync(path, 0o640);
    expect(() => new ExchangeKeys(path).pairs).toThrow(expect.objectContaining({ code: 'keys.keyring-exposed' }));
    chmodSync(path, 0o600);
    const text = readFileSync(path, 'utf8');
    for (const damaged of [
      text.slice(0, -20),
      text.replace('"sign"', '"seal"'),
      text.replace('"from": ', '"from": -'),
    ]) {
      writeFileSync(path, damaged);
      expect(() => new ExchangeKeys(path).pairs).toThrow(expect.objectContaining({ code: 'keys.keyring-damaged' }));
    }
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createExchangeKeys, revokeExchangeKey, rotateExchangeKeys, type ExchangeKeys } from '#libs/crypto';
import { OwnKeys } from './own-keys.js';

const DAY = 86_400;
const START = Date.parse('2026-03-01T12:00:00Z') / 1_000;
const at = (day: number) => START + day * DAY;
const dateOf = (seconds: number) => new Date(seconds * 1_000);

let folder: string;
let file: ExchangeKeys;
let own: OwnKeys;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relink-own-keys-'));
  file = await createExchangeKeys(join(folder, 'keys.json'), { demo: false }, dateOf(START));
  own = new OwnKeys(file, 'NOR');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('after a rotation', () => {
  it('the old key signs for eight days, while partners read of the new one, and then the new one', async () => {
    const before = own.signing(at(0)).kid;
    await rotateExchangeKeys(file.path, dateOf(at(10)));
    expect([10, 13, 17.9].map((day) => own.signing(at(day)).kid === before)).toEqual([true, true, true]);
    expect([18.1, 25, 400].map((day) => own.signing(at(day)).kid === before)).toEqual([false, false, false]);
  });

  it('both are told until the old one ends, and what is sealed to the old one is opened for eight days more', async () => {
    await rotateExchangeKeys(file.path, dateOf(at(10)));
    expect([10, 25.9, 26.1].map((day) => own.told(at(day)).length)).toEqual([4, 4, 2]);
    expect([10, 26.1, 33.9, 34.1].map((day) => own.opening(at(day)).length)).toEqual([2, 2, 2, 1]);
  });
});

describe('a revoked key', () => {
  it('neither signs nor opens any more and is not told, but can say of itself that it is revoked', async () => {
    const lost = own.signing(at(0)).kid;
    await revokeExchangeKey(file.path, own.told(at(0))[0]!.x, dateOf(at(1)));
    expect(own.signing(at(1)).kid).not.toBe(lost);
    expect(own.told(at(1)).map(({ kid }) => kid)).not.toContain(lost);
    expect(own.signingBy(lost)?.kid).toBe(lost);
    expect(own.all()).toContainEqual(expect.objectContaining({ kid: lost, revokedAt: at(1) }));
  });
});

it('without a valid key nothing is signed', () => {
  expect(() => own.signing(at(-1))).toThrow(expect.objectContaining({ code: 'partners.no-key-of-ours' }));
  expect(() => own.signing(at(731))).toThrow(expect.objectContaining({ code: 'partners.no-key-of-ours' }));
});

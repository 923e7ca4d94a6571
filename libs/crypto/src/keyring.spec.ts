import { chmod, link, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '#libs/kernel';
import {
  KeyringDamaged,
  KeyringExists,
  KeyringExposed,
  KeyringNotReadable,
  KeyringNotWritable,
  KeyUnknown,
  RotationRunning,
  WrappedKeyDamaged,
} from './crypto.errors.js';
import { KeyringKeyProvider } from './keyring-key-provider.js';
import { createKeyring, openKeyring } from './keyring.js';

class Noon extends Clock {
  now(): Date {
    return new Date('2026-03-01T12:00:00Z');
  }
}

type Fields = Record<string, unknown>;

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyring-'));
  path = join(folder, 'keys.json');
});

afterEach(() => rm(folder, { recursive: true }));

describe('the key file', () => {
  it('is readable and writable by its owner alone, and stands alone in its folder', async () => {
    await createKeyring(path, { demo: false });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['keys.json']);
  });

  it('remembers what it was made for, and when', async () => {
    await createKeyring(path, { demo: true }, new Noon());
    const { keks } = JSON.parse(await readFile(path, 'utf8')) as { keks: Fields[] };
    expect((await openKeyring(path)).demo).toBe(true);
    expect(keks.map(({ createdAt }) => createdAt)).toEqual(['2026-03-01T12:00:00.000Z']);
  });

  it('is never overwritten', async () => {
    await createKeyring(path, { demo: false });
    const before = await readFile(path, 'utf8');
    await expect(createKeyring(path, { demo: false })).rejects.toThrow(KeyringExists);
    expect(await readFile(path, 'utf8')).toBe(before);
    expect(await readdir(folder)).toEqual(['keys.json']);
  });

  it('is made once where many try at the same time', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => createKeyring(path, { demo: false })));
    const refused = attempts.filter((attempt) => attempt.status === 'rejected');
    expect(refused).toHaveLength(19);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(KeyringExists);
    await expect(openKeyring(path)).resolves.toBeDefined();
  });

  it.each([0o640, 0o604, 0o620, 0o660, 0o644])(
    'is refused with mode %o, and the refusal says chmod 600',
    async (mode) => {
      await createKeyring(path, { demo: false });
      await chmod(path, mode);
      await expect(openKeyring(path)).rejects.toThrow(KeyringExposed);
      await expect(openKeyring(path)).rejects.toThrow(`chmod 600 ${path}`);
    },
  );

  it('says so where there is none', async () => {
    await expect(openKeyring(path)).rejects.toThrow(KeyringNotReadable);
  });

  it('says so where the folder is missing', async () => {
    await expect(createKeyring(join(folder, 'none', 'keys.json'), { demo: false })).rejects.toThrow(KeyringNotWritable);
  });

  const otherPair = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' });
  const damages: [string, (file: Fields) => unknown][] = [
    ['a later version', (file) => ({ ...file, version: 2 })],
    ['an unknown field', (file) => ({ ...file, extra: 1 })],
    ['demo as a word', (file) => ({ ...file, demo: 'no' })],
    ['no keys', (file) => ({ ...file, keks: [] })],
    ['keys that are no list', (file) => ({ ...file, keks: {} })],
    ['a key that is no object', (file) => ({ ...file, keks: ['key'] })],
    ['a key without an id', (file) => ({ ...file, keks: keks(file, { id: '' }) })],
    ['a short key', (file) => ({ ...file, keks: keks(file, { key: randomBytes(31).toString('base64') }) })],
    [
      'a key with stray characters',
      (file) => ({ ...file, keks: keks(file, { key: `${randomBytes(32).toString('base64')}!` }) }),
    ],
    ['a key without a day', (file) => ({ ...file, keks: keks(file, { createdAt: 'spring' }) })],
    ['one id twice', (file) => ({ ...file, keks: [...keks(file, {}), ...keks(file, {})] })],
    ['a current key that is not there', (file) => ({ ...file, currentKek: 'gone' })],
    ['no search key', (file) => ({ ...file, indexKey: undefined })],
    ['no signing pair', (file) => ({ ...file, auditKey: undefined })],
    ['a signing key that is none', (file) => ({ ...file, auditKey: { privateKey: 'x', publicKey: 'x' } })],
    [
      'halves of two pairs',
      (file) => ({ ...file, auditKey: { ...(file['auditKey'] as Fields), publicKey: otherPair } }),
    ],
    ['a list in place of an object', () => []],
  ];

  it.each(damages)('is refused with %s, and the refusal shows no key', async (_what, damage) => {
    await createKeyring(path, { demo: false });
    const whole = JSON.parse(await readFile(path, 'utf8')) as Fields;
    await writeFile(path, JSON.stringify(damage(whole)));
    const refusal = await refusalOf(openKeyring(path));
    expect(refusal).toBeInstanceOf(KeyringDamaged);
    for (const secret of secretsOf(whole)) expect(refusal.message).not.toContain(secret);
  });

  it('is refused where it was cut short, and the refusal shows no key', async () => {
    await createKeyring(path, { demo: false });
    const text = await readFile(path, 'utf8');
    for (let length = 0; length < text.length - 2; length += 37) {
      await writeFile(path, text.slice(0, length));
      const refusal = await refusalOf(openKeyring(path));
      expect(refusal).toBeInstanceOf(KeyringDamaged);
      for (const secret of secretsOf(JSON.parse(text) as Fields)) expect(refusal.message).not.toContain(secret);
    }
  });
});

describe('wrapping data keys', () => {
  it('gives back the data key', async () => {
    const keys = new KeyringKeyProvider(await createKeyring(path, { demo: false }));
    const dataKey = randomBytes(32);
    expect(await keys.unwrap(await keys.wrap(dataKey))).toEqual(dataKey);
  });

  it('refuses a wrapped key in which any one byte was changed', async () => {
    const keys = new KeyringKeyProvider(await createKeyring(path, { demo: false }));
    const { kekId, wrapped } = await keys.wrap(randomBytes(32));
    for (let at = 0; at < wrapped.length; at++) {
      const changed = Buffer.from(wrapped);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      await expect(keys.unwrap({ kekId, wrapped: changed })).rejects.toThrow(WrappedKeyDamaged);
    }
  });

  it('refuses a key that another keyring wrapped', async () => {
    const keys = new KeyringKeyProvider(await createKeyring(path, { demo: false }));
    const others = new KeyringKeyProvider(await createKeyring(join(folder, 'other.json'), { demo: false }));
    await expect(keys.unwrap(await others.wrap(randomBytes(32)))).rejects.toThrow(KeyUnknown);
  });

  it('refuses a wrapped key that is passed off as wrapped by another key', async () => {
    const keys = new KeyringKeyProvider(await createKeyring(path, { demo: false }));
    const { wrapped } = await keys.wrap(randomBytes(32));
    await expect(keys.unwrap({ kekId: await keys.rotate(), wrapped })).rejects.toThrow(WrappedKeyDamaged);
  });

  it('after a rotation wraps with the new key and still opens what the old one wrapped, also after a restart', async () => {
    const keys = new KeyringKeyProvider(await createKeyring(path, { demo: false }));
    const dataKey = randomBytes(32);
    const before = await keys.wrap(dataKey);
    const rotated = await keys.rotate();
    expect(rotated).not.toBe(before.kekId);
    expect(keys.current()).toBe(rotated);
    expect((await keys.wrap(dataKey)).kekId).toBe(rotated);
    const restarted = new KeyringKeyProvider(await openKeyring(path));
    expect(restarted.current()).toBe(rotated);
    expect(await restarted.unwrap(before)).toEqual(dataKey);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['keys.json']);
  });

  it('opens what another process wrapped after rotating', async () => {
    const here = new KeyringKeyProvider(await createKeyring(path, { demo: false }));
    const there = new KeyringKeyProvider(await openKeyring(path));
    await there.rotate();
    const dataKey = randomBytes(32);
    expect(await here.unwrap(await there.wrap(dataKey))).toEqual(dataKey);
    expect(here.current()).toBe(there.current());
  });

  it('keeps the keys of both where two processes rotate one after the other without knowing', async () => {
    const here = new KeyringKeyProvider(await createKeyring(path, { demo: false }));
    const there = new KeyringKeyProvider(await openKeyring(path));
    const dataKey = randomBytes(32);
    await here.rotate();
    const wrappedHere = await here.wrap(dataKey);
    await there.rotate();
    expect(await new KeyringKeyProvider(await openKeyring(path)).unwrap(wrappedHere)).toEqual(dataKey);
  });

  it('refuses to rotate while another rotation runs, and says which file to look at', async () => {
    const keys = new KeyringKeyProvider(await createKeyring(path, { demo: false }));
    await link(path, `${path}.lock`);
    await expect(keys.rotate()).rejects.toThrow(RotationRunning);
    await expect(keys.rotate()).rejects.toThrow(`${path}.lock`);
    await rm(`${path}.lock`);
    await expect(keys.rotate()).resolves.toBeDefined();
  });

  it('rotates the file behind a symbolic link and leaves the link', async () => {
    await createKeyring(path, { demo: false });
    const alias = join(folder, 'alias.json');
    await symlink(path, alias);
    const rotated = await new KeyringKeyProvider(await openKeyring(alias)).rotate();
    expect((await openKeyring(path)).currentKek).toBe(rotated);
  });
});

function keks(file: Fields, change: Fields): Fields[] {
  return (file['keks'] as Fields[]).map((kek) => ({ ...kek, ...change }));
}

function secretsOf(file: Fields): string[] {
  const privateKey = (file['auditKey'] as { privateKey: string }).privateKey.split('\n')[1]!;
  return [file['indexKey'] as string, privateKey, ...keks(file, {}).map(({ key }) => key as string)];
}

async function refusalOf(attempt: Promise<unknown>): Promise<Error> {
  return attempt.then(
    () => new Error('was not refused'),
    (error: Error) => error,
  );
}

import { createPublicKey, verify } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditSigner } from './audit-signer.js';
import { createKeyring, openKeyring } from './keyring.js';

const checkpoint = Buffer.from('chain 3, entry 4711');
let folder: string;
let path: string;
let signer: AuditSigner;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signer-'));
  path = join(folder, 'keys.json');
  signer = new AuditSigner(await createKeyring(path, { demo: true }));
});

afterAll(() => rm(folder, { recursive: true }));

describe('the audit signer', () => {
  it('signs so that it still verifies after a restart and a rotation', async () => {
    const signature = signer.sign(checkpoint);
    const keyring = await openKeyring(path);
    await keyring.addKek();
    expect(new AuditSigner(await openKeyring(path)).verify(checkpoint, signature)).toBe(true);
  });

  it('lets a witness verify with nothing but the public key', () => {
    expect(signer.publicKey()).not.toContain('PRIVATE');
    expect(verify(null, checkpoint, createPublicKey(signer.publicKey()), signer.sign(checkpoint))).toBe(true);
  });

  it('refuses other bytes, a changed signature, a cut signature and another deployment’s signature', async () => {
    const other = new AuditSigner(await createKeyring(join(folder, 'other.json'), { demo: true }));
    const signature = signer.sign(checkpoint);
    const changed = Buffer.from(signature);
    changed.writeUInt8(changed.readUInt8(10) ^ 1, 10);
    expect(signer.verify(Buffer.from('chain 3, entry 4712'), signature)).toBe(false);
    expect(signer.verify(checkpoint, changed)).toBe(false);
    expect(signer.verify(checkpoint, signature.subarray(0, 63))).toBe(false);
    expect(signer.verify(checkpoint, Buffer.alloc(0))).toBe(false);
    expect(signer.verify(checkpoint, other.sign(checkpoint))).toBe(false);
  });
});

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Checkpoint } from '#libs/audit';
import { AuditSigner } from '#libs/crypto';
import { aKeyring } from '#libs/testing';
import { AuditLog } from '../support/audit-log.js';

let log: AuditLog;

beforeAll(async () => {
  log = await AuditLog.open();
});

beforeEach(() => log.empty());

afterAll(() => log.close());

describe('a checkpoint', () => {
  beforeEach(async () => {
    for (let round = 0; round < 3; round++) {
      await log.write(6);
      await log.checkpoint();
    }
  });

  const lines = () => readFileSync(log.file, 'utf8').split('\n').filter(Boolean);
  const keep = (kept: string[]) => writeFileSync(log.file, kept.map((line) => `${line}\n`).join(''));
  const missing = (from: 'database' | 'file' | 'both', ...numbers: number[]) =>
    numbers.map((number) => ({ kind: 'checkpoint-missing', checkpoint: number, from }));

  it.each([[1], [2], [3]])('number %i taken out of the database is missed', async (number) => {
    await log.tamper('DELETE FROM audit.checkpoints WHERE number = $1', [number]);
    expect(await log.findings()).toEqual(missing('database', number));
  });

  it('is missed when all are taken out of the database', async () => {
    await log.tamper('TRUNCATE audit.checkpoints');
    expect(await log.findings()).toEqual(missing('database', 1, 2, 3));
  });

  it('is missed when all are taken out of the database and new ones are signed under the old numbers', async () => {
    await log.tamper('TRUNCATE audit.checkpoints');
    for (let round = 0; round < 3; round++) await log.checkpoint();
    expect(await log.findings()).toEqual(expect.arrayContaining(missing('database', 1, 2, 3)));
  });

  it.each([[0], [1], [2]])('in line %i taken out of the file is missed', async (index) => {
    keep(lines().filter((_, at) => at !== index));
    expect(await log.findings()).toEqual(missing('file', index + 1));
  });

  it('is missed when the file is gone, even after the next one was signed', async () => {
    rmSync(log.file);
    expect(await log.findings()).toEqual(missing('file', 1, 2, 3));
    await log.checkpoint();
    expect(await log.findings()).toEqual(missing('file', 1, 2, 3));
  });

  it('is missed when it is taken out of both, because the log itself says that it was signed', async () => {
    await log.tamper('DELETE FROM audit.checkpoints WHERE number >= 2');
    keep(lines().slice(0, 1));
    expect(await log.findings()).toEqual(missing('both', 2, 3));
    await log.tamper('TRUNCATE audit.checkpoints');
    rmSync(log.file);
    expect(new Set(await log.findings())).toEqual(new Set(missing('both', 1, 2, 3)));
  });

  it.each([
    [
      'with a changed statement',
      (line: Checkpoint) => ({ ...line, statement: line.statement.replace('"seq":', '"seq":1') }),
    ],
    [
      'with a changed signature',
      (line: Checkpoint) => ({ ...line, signature: Buffer.alloc(64, 7).toString('base64') }),
    ],
    ['with a signature that is none', (line: Checkpoint) => ({ ...line, signature: 'x' })],
    ['without a signature', ({ statement }: Checkpoint) => ({ statement })],
    ['that is not one', () => null],
  ])('in the file %s is found forged', async (_, forge) => {
    const [first, second, third] = lines() as [string, string, string];
    keep([first, JSON.stringify(forge(JSON.parse(second) as Checkpoint)), third]);
    expect(await log.findings()).toEqual([{ kind: 'checkpoint-forged', checkpoint: 2 }, ...missing('file', 2)]);
  });

  it('in the file that is not even JSON is found forged', async () => {
    keep([...lines(), '{"statement":']);
    expect(await log.findings()).toEqual([{ kind: 'checkpoint-forged', checkpoint: 4 }]);
  });

  it('signed with another key is found forged in both places', async () => {
    const others = await aKeyring();
    const statement = JSON.stringify({ number: 4, at: new Date().toISOString(), heads: [] });
    const signature = new AuditSigner(others.keyring).sign(Buffer.from(statement)).toString('base64');
    await others.remove();
    await log.tamper('INSERT INTO audit.checkpoints (number, at, statement, signature) VALUES (4, now(), $1, $2)', [
      statement,
      signature,
    ]);
    keep([...lines(), JSON.stringify({ statement, signature })]);
    expect(await log.findings()).toEqual([
      { kind: 'checkpoint-forged', checkpoint: 4 },
      { kind: 'checkpoint-forged', checkpoint: 4 },
    ]);
  });

  it('whose line was lost in a crash after the commit is written with the next one', async () => {
    keep(lines().slice(0, 2));
    await log.checkpoint();
    expect(await log.findings()).toEqual([]);
  });

  it('is not written to the file where the database refuses it', async () => {
    await log.tamper('REVOKE INSERT ON audit.checkpoints FROM relink_worker');
    await expect(log.checkpoint()).rejects.toMatchObject({ code: '42501' });
    await log.tamper('GRANT INSERT ON audit.checkpoints TO relink_worker');
    expect(lines()).toHaveLength(3);
  });
});

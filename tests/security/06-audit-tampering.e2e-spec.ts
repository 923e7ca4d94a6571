import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { makeCheckpoint, verifyAuditLog, type Checkpoint, type Finding } from '#libs/audit';
import { AuditSigner } from '#libs/crypto';
import { newId, systemActor } from '#libs/kernel';
import {
  aKeyring,
  aUnitOfWork,
  createTestDatabase,
  type TestDatabase,
  type TestKeyring,
  type TestUnitOfWork,
} from '#libs/testing';

const CHAINS = 3;
const WRITER = systemActor('test-writer');

let database: TestDatabase;
let keys: TestKeyring;
let signer: AuditSigner;
let worker: TestUnitOfWork;
let folder: string;
let file: string;
/** Someone who owns the database server: no trigger, no policy stands in the way. */
let intruder: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  keys = await aKeyring();
  signer = new AuditSigner(keys.keyring);
  worker = await aUnitOfWork(database, { role: 'relink_worker', keyring: keys.keyring, auditChains: CHAINS, pool: 8 });
  folder = mkdtempSync(join(tmpdir(), 'relink-audit-'));
  file = join(folder, 'checkpoints.jsonl');
  intruder = new Client({ connectionString: database.superuserUrl });
  await intruder.connect();
  await intruder.query('SET session_replication_role = replica');
});

beforeEach(async () => {
  await tamper('TRUNCATE audit.entries, audit.checkpoints');
  rmSync(file, { force: true });
});

afterAll(async () => {
  await intruder.end();
  await worker.close();
  await keys.remove();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Writers in parallel; each transaction leaves one to three entries. */
async function write(transactions: number): Promise<void> {
  await Promise.all(
    Array.from({ length: transactions }, (_, index) =>
      worker.unitOfWork.run(WRITER, async (tx) => {
        for (let entry = 0; entry <= index % 3; entry++)
          tx.audit.record('test.written', { type: 'test', id: newId() }, { index, entry });
      }),
    ),
  );
}

const checkpoint = () => makeCheckpoint(worker.unitOfWork, signer, file);
const verify = () => worker.unitOfWork.run(WRITER, (tx) => verifyAuditLog(tx.sql, signer, file));
const findings = async () => (await verify()).findings;
const kinds = (found: Finding[]) => [...new Set(found.map(({ kind }) => kind))].sort();

async function tamper(text: string, parameters: unknown[] = []): Promise<void> {
  await intruder.query(text, parameters);
}

interface Entry {
  chain: number;
  seq: number;
  columns: unknown[];
}

/** Writes a chain anew with correct hashes, as the source code shows how; what `change` leaves out is dropped. */
async function rewriteChain(
  chain: number,
  change: (entry: Entry) => Entry | undefined,
  upTo = 1_000_000,
): Promise<void> {
  const rows = await database.sql<Record<string, string>>(
    `SELECT chain, seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, actor_kind, actor_id, actor_role,
            actor_branch, action, object_type, object_id, details FROM audit.entries WHERE chain = $1 AND seq <= $2 ORDER BY seq`,
    [chain, upTo],
  );
  await tamper('DELETE FROM audit.entries WHERE chain = $1 AND seq <= $2', [chain, upTo]);
  let previous: Buffer = Buffer.alloc(32);
  let seq = 0;
  for (const row of rows) {
    const { at, actor_kind, actor_id, actor_role, actor_branch, action, object_type, object_id, details } = row;
    const facts = [at, actor_kind, actor_id, actor_role, actor_branch, action, object_type, object_id, details];
    const entry = change({ chain, seq: seq + 1, columns: facts });
    if (!entry) continue;
    seq = entry.seq;
    const hash = createHash('sha256')
      .update(previous)
      .update(JSON.stringify([chain, seq, ...entry.columns]))
      .digest();
    await tamper(
      `INSERT INTO audit.entries (chain, seq, at, actor_kind, actor_id, actor_role, actor_branch, action, object_type, object_id, details, previous, hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [chain, seq, ...entry.columns, previous, hash],
    );
    previous = hash;
  }
}

async function heads(): Promise<{ chain: number; seq: number }[]> {
  return database.sql('SELECT chain, max(seq)::int AS seq FROM audit.entries GROUP BY chain ORDER BY chain');
}

describe('an untouched log', () => {
  it('verifies, without a gap, after many parallel writers and with checkpoints in between', async () => {
    for (let round = 0; round < 3; round++) {
      await write(40);
      await checkpoint();
    }
    await write(40);
    const { entries, chains, checkpoints, findings } = await verify();
    expect(findings).toEqual([]);
    // 40 transactions leave 79 entries, and each checkpoint one.
    expect({ entries, chains, checkpoints }).toEqual({ entries: 4 * 79 + 3, chains: CHAINS, checkpoints: 3 });
    const gaps = await database.sql(
      'SELECT chain FROM audit.entries GROUP BY chain HAVING max(seq) <> count(*) OR min(seq) <> 1',
    );
    expect(gaps).toEqual([]);
  });

  it('verifies while others write and sign', async () => {
    await write(20);
    await checkpoint();
    const [found] = await Promise.all([
      Promise.all([findings(), findings(), findings()]),
      write(60),
      checkpoint().then(() => checkpoint()),
    ]);
    // The file is written a moment after the commit: a look in between may miss the line, the next one does not.
    expect(found.flat().filter(({ kind }) => kind !== 'checkpoint-missing')).toEqual([]);
    expect(await findings()).toEqual([]);
  });

  it('verifies where nothing was ever written', async () => {
    expect(await verify()).toEqual({ entries: 0, chains: 0, checkpoints: 0, findings: [] });
  });
});

describe('someone who owns the database', () => {
  beforeEach(async () => {
    await write(30);
    await checkpoint();
    await write(30);
    await checkpoint();
    await write(10);
  });

  it.each([
    ['action', `action = 'test.nothing'`],
    ['actor', `actor_id = 'somebody-else'`],
    ['actor kind', `actor_kind = 'staff'`],
    ['role', `actor_role = 'steward'`],
    ['branch', `actor_branch = 'x'`],
    ['object', `object_id = 'other'`],
    ['kind of object', `object_type = 'other'`],
    ['details, by a space', `details = details || ' '`],
    ['time, by a microsecond', `at = at + interval '1 microsecond'`],
    ['previous hash', `previous = decode(repeat('00', 32), 'hex')`],
    ['hash', `hash = decode(repeat('00', 32), 'hex')`],
  ])('and edits the %s of an entry is found out', async (_, set) => {
    await tamper(`UPDATE audit.entries SET ${set} WHERE chain = 1 AND seq = 3`);
    expect(await findings()).toContainEqual({ kind: 'edited', chain: 1, seq: 3 });
  });

  it('and edits an entry together with its hash is found out by the next entry', async () => {
    await rewriteChain(1, (entry) => (entry.seq === 3 ? { ...entry, columns: entry.columns.with(2, 'x') } : entry), 3);
    expect(await findings()).toEqual([{ kind: 'edited', chain: 1, seq: 4 }]);
  });

  it('and deletes an entry is found out', async () => {
    await tamper('DELETE FROM audit.entries WHERE chain = 0 AND seq = 2');
    expect(await findings()).toEqual([{ kind: 'missing', chain: 0, seq: 2 }]);
  });

  it('and deletes the first entry is found out', async () => {
    await tamper('DELETE FROM audit.entries WHERE chain = 0 AND seq = 1');
    expect(await findings()).toContainEqual({ kind: 'missing', chain: 0, seq: 1 });
  });

  it('and moves the numbers up over the gap is found out', async () => {
    await tamper('DELETE FROM audit.entries WHERE chain = 0 AND seq = 2');
    for (let seq = 3; seq < 8; seq++)
      await tamper('UPDATE audit.entries SET seq = $1 WHERE chain = 0 AND seq = $2', [seq - 1, seq]);
    expect(kinds(await findings())).toContain('edited');
  });

  it('and cuts the tail off is found out', async () => {
    const [{ chain, seq } = { chain: 0, seq: 0 }] = (await heads()).slice(-1);
    await tamper('DELETE FROM audit.entries WHERE chain = $1 AND seq > $2', [chain, Math.floor(seq / 3)]);
    expect(kinds(await findings())).toContain('cut-off');
  });

  it('and empties the log is found out, chain by chain', async () => {
    await tamper('TRUNCATE audit.entries');
    const cut = (await findings()).filter(({ kind }) => kind === 'cut-off');
    expect(new Set(cut.map((finding) => 'chain' in finding && finding.chain)).size).toBe(CHAINS);
  });

  it('and writes the whole log anew with correct hashes is found out', async () => {
    for (let chain = 0; chain < CHAINS; chain++)
      await rewriteChain(chain, (entry) =>
        entry.seq === 1 ? { ...entry, columns: entry.columns.with(6, 'other') } : entry,
      );
    expect(kinds(await findings())).toEqual(['rewritten']);
  });

  it('and writes it anew without one entry is found out', async () => {
    let dropped = false;
    await rewriteChain(2, (entry) => (entry.seq === 2 && !dropped ? ((dropped = true), undefined) : entry));
    expect(kinds(await findings())).toContain('rewritten');
  });

  it('and writes it anew is found out also after honest checkpoints over the forgery', async () => {
    for (let chain = 0; chain < CHAINS; chain++)
      await rewriteChain(chain, (entry) => ({ ...entry, columns: entry.columns.with(2, 'somebody-else') }));
    await checkpoint();
    await checkpoint();
    expect(kinds(await findings())).toEqual(['rewritten']);
  });

  it('and rewrites nothing but what came before an unchanged end is found out', async () => {
    const [{ seq } = { seq: 0 }] = await heads();
    await tamper(`UPDATE audit.entries SET object_id = 'other' WHERE chain = 0 AND seq = $1`, [seq - 1]);
    expect(kinds(await findings())).toEqual(['edited']);
  });
});

describe('a checkpoint', () => {
  beforeEach(async () => {
    for (let round = 0; round < 3; round++) {
      await write(6);
      await checkpoint();
    }
  });

  const lines = () => readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const keep = (kept: string[]) => writeFileSync(file, kept.map((line) => `${line}\n`).join(''));
  const missing = (from: 'database' | 'file' | 'both', ...numbers: number[]) =>
    numbers.map((number) => ({ kind: 'checkpoint-missing', checkpoint: number, from }));

  it.each([[1], [2], [3]])('number %i taken out of the database is missed', async (number) => {
    await tamper('DELETE FROM audit.checkpoints WHERE number = $1', [number]);
    expect(await findings()).toEqual(missing('database', number));
  });

  it('is missed when all are taken out of the database', async () => {
    await tamper('TRUNCATE audit.checkpoints');
    expect(await findings()).toEqual(missing('database', 1, 2, 3));
  });

  it('is missed when all are taken out of the database and new ones are signed under the old numbers', async () => {
    await tamper('TRUNCATE audit.checkpoints');
    for (let round = 0; round < 3; round++) await checkpoint();
    expect(await findings()).toEqual(expect.arrayContaining(missing('database', 1, 2, 3)));
  });

  it.each([[0], [1], [2]])('in line %i taken out of the file is missed', async (index) => {
    keep(lines().filter((_, at) => at !== index));
    expect(await findings()).toEqual(missing('file', index + 1));
  });

  it('is missed when the file is gone, even after the next one was signed', async () => {
    rmSync(file);
    expect(await findings()).toEqual(missing('file', 1, 2, 3));
    await checkpoint();
    expect(await findings()).toEqual(missing('file', 1, 2, 3));
  });

  it('is missed when it is taken out of both, because the log itself says that it was signed', async () => {
    await tamper('DELETE FROM audit.checkpoints WHERE number >= 2');
    keep(lines().slice(0, 1));
    expect(await findings()).toEqual(missing('both', 2, 3));
    await tamper('TRUNCATE audit.checkpoints');
    rmSync(file);
    expect(new Set(await findings())).toEqual(new Set(missing('both', 1, 2, 3)));
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
    expect(await findings()).toEqual([{ kind: 'checkpoint-forged', checkpoint: 2 }, ...missing('file', 2)]);
  });

  it('in the file that is not even JSON is found forged', async () => {
    keep([...lines(), '{"statement":']);
    expect(await findings()).toEqual([{ kind: 'checkpoint-forged', checkpoint: 4 }]);
  });

  it('signed with another key is found forged in both places', async () => {
    const others = await aKeyring();
    const statement = JSON.stringify({ number: 4, at: new Date().toISOString(), heads: [] });
    const signature = new AuditSigner(others.keyring).sign(Buffer.from(statement)).toString('base64');
    await others.remove();
    await tamper('INSERT INTO audit.checkpoints (number, at, statement, signature) VALUES (4, now(), $1, $2)', [
      statement,
      signature,
    ]);
    keep([...lines(), JSON.stringify({ statement, signature })]);
    expect(await findings()).toEqual([
      { kind: 'checkpoint-forged', checkpoint: 4 },
      { kind: 'checkpoint-forged', checkpoint: 4 },
    ]);
  });

  it('whose line was lost in a crash after the commit is written with the next one', async () => {
    keep(lines().slice(0, 2));
    await checkpoint();
    expect(await findings()).toEqual([]);
  });

  it('is not written to the file where the database refuses it', async () => {
    await tamper('REVOKE INSERT ON audit.checkpoints FROM relink_worker');
    await expect(checkpoint()).rejects.toMatchObject({ code: '42501' });
    await tamper('GRANT INSERT ON audit.checkpoints TO relink_worker');
    expect(lines()).toHaveLength(3);
  });
});

it.each([
  'UPDATE audit.entries SET action = action',
  'DELETE FROM audit.entries',
  'TRUNCATE audit.entries',
  'UPDATE audit.checkpoints SET at = at',
  'DELETE FROM audit.checkpoints',
  'TRUNCATE audit.checkpoints',
])('even the owner is refused: %s', async (text) => {
  await write(2);
  await checkpoint();
  const owner = new Client({ connectionString: database.url('relink_owner') });
  await owner.connect();
  await expect(owner.query(text).finally(() => owner.end())).rejects.toThrow('append-only');
  expect(await findings()).toEqual([]);
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { AuditLog, CHAINS } from '../support/audit-log.js';

let log: AuditLog;

beforeAll(async () => {
  log = await AuditLog.open();
});

beforeEach(() => log.empty());

afterAll(() => log.close());

const heads = () =>
  log.database.sql<{ chain: number; seq: number }>(
    'SELECT chain, max(seq)::int AS seq FROM audit.entries GROUP BY chain ORDER BY chain',
  );

describe('an untouched log', () => {
  it('verifies, without a gap, after many parallel writers and with checkpoints in between', async () => {
    for (let round = 0; round < 3; round++) {
      await log.write(40);
      await log.checkpoint();
    }
    await log.write(40);
    const { entries, chains, checkpoints, findings } = await log.verify();
    expect(findings).toEqual([]);
    // 40 transactions leave 79 entries, and each checkpoint one.
    expect({ entries, chains, checkpoints }).toEqual({ entries: 4 * 79 + 3, chains: CHAINS, checkpoints: 3 });
    const gaps = await log.database.sql(
      'SELECT chain FROM audit.entries GROUP BY chain HAVING max(seq) <> count(*) OR min(seq) <> 1',
    );
    expect(gaps).toEqual([]);
  });

  it('verifies while others write and sign', async () => {
    await log.write(20);
    await log.checkpoint();
    const [found] = await Promise.all([
      Promise.all([log.findings(), log.findings(), log.findings()]),
      log.write(60),
      log.checkpoint().then(() => log.checkpoint()),
    ]);
    // The file is written a moment after the commit: a look in between may miss the line, the next one does not.
    expect(found.flat().filter(({ kind }) => kind !== 'checkpoint-missing')).toEqual([]);
    expect(await log.findings()).toEqual([]);
  });

  it('verifies where nothing was ever written', async () => {
    expect(await log.verify()).toEqual({ entries: 0, chains: 0, checkpoints: 0, findings: [] });
  });
});

describe('someone who owns the database', () => {
  beforeEach(async () => {
    await log.write(30);
    await log.checkpoint();
    await log.write(30);
    await log.checkpoint();
    await log.write(10);
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
    await log.tamper(`UPDATE audit.entries SET ${set} WHERE chain = 1 AND seq = 3`);
    expect(await log.findings()).toContainEqual({ kind: 'edited', chain: 1, seq: 3 });
  });

  it('and edits an entry together with its hash is found out by the next entry', async () => {
    await log.rewriteChain(
      1,
      (entry) => (entry.seq === 3 ? { ...entry, columns: entry.columns.with(2, 'x') } : entry),
      3,
    );
    expect(await log.findings()).toEqual([{ kind: 'edited', chain: 1, seq: 4 }]);
  });

  it('and deletes an entry is found out', async () => {
    await log.tamper('DELETE FROM audit.entries WHERE chain = 0 AND seq = 2');
    expect(await log.findings()).toEqual([{ kind: 'missing', chain: 0, seq: 2 }]);
  });

  it('and deletes the first entry is found out', async () => {
    await log.tamper('DELETE FROM audit.entries WHERE chain = 0 AND seq = 1');
    expect(await log.findings()).toContainEqual({ kind: 'missing', chain: 0, seq: 1 });
  });

  it('and moves the numbers up over the gap is found out', async () => {
    await log.tamper('DELETE FROM audit.entries WHERE chain = 0 AND seq = 2');
    for (let seq = 3; seq < 8; seq++)
      await log.tamper('UPDATE audit.entries SET seq = $1 WHERE chain = 0 AND seq = $2', [seq - 1, seq]);
    expect(await log.kinds()).toContain('edited');
  });

  it('and cuts the tail off is found out', async () => {
    const [{ chain, seq } = { chain: 0, seq: 0 }] = (await heads()).slice(-1);
    await log.tamper('DELETE FROM audit.entries WHERE chain = $1 AND seq > $2', [chain, Math.floor(seq / 3)]);
    expect(await log.kinds()).toContain('cut-off');
  });

  it('and empties the log is found out, chain by chain', async () => {
    await log.tamper('TRUNCATE audit.entries');
    const cut = (await log.findings()).filter(({ kind }) => kind === 'cut-off');
    expect(new Set(cut.map((finding) => 'chain' in finding && finding.chain)).size).toBe(CHAINS);
  });

  it('and writes the whole log anew with correct hashes is found out', async () => {
    for (let chain = 0; chain < CHAINS; chain++)
      await log.rewriteChain(chain, (entry) =>
        entry.seq === 1 ? { ...entry, columns: entry.columns.with(6, 'other') } : entry,
      );
    expect(await log.kinds()).toEqual(['rewritten']);
  });

  it('and writes it anew without one entry is found out', async () => {
    let dropped = false;
    await log.rewriteChain(2, (entry) => (entry.seq === 2 && !dropped ? ((dropped = true), undefined) : entry));
    expect(await log.kinds()).toContain('rewritten');
  });

  it('and writes it anew is found out also after honest checkpoints over the forgery', async () => {
    for (let chain = 0; chain < CHAINS; chain++)
      await log.rewriteChain(chain, (entry) => ({ ...entry, columns: entry.columns.with(2, 'somebody-else') }));
    await log.checkpoint();
    await log.checkpoint();
    expect(await log.kinds()).toEqual(['rewritten']);
  });

  it('and rewrites nothing but what came before an unchanged end is found out', async () => {
    const [{ seq } = { seq: 0 }] = await heads();
    await log.tamper(`UPDATE audit.entries SET object_id = 'other' WHERE chain = 0 AND seq = $1`, [seq - 1]);
    expect(await log.kinds()).toEqual(['edited']);
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
  await log.write(2);
  await log.checkpoint();
  const owner = new Client({ connectionString: log.database.url('relink_owner') });
  await owner.connect();
  await expect(owner.query(text).finally(() => owner.end())).rejects.toThrow('append-only');
  expect(await log.findings()).toEqual([]);
});

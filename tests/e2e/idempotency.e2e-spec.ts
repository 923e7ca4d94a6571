import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openDossier } from '#libs/access';
import { KeyReused, type Receipt } from '#libs/database';
import { newId, type RequestKey, type StaffActor } from '#libs/kernel';
import {
  aBranch,
  aKeyring,
  aStaffMember,
  aUnitOfWork,
  createTestDatabase,
  eventually,
  type TestDatabase,
  type TestKeyring,
  type TestUnitOfWork,
} from '#libs/testing';

let database: TestDatabase;
let keys: TestKeyring;
let api: TestUnitOfWork;
let caseworker: StaffActor;
let request: RequestKey;

beforeAll(async () => {
  database = await createTestDatabase();
  keys = await aKeyring();
  api = await aUnitOfWork(database, { role: 'relink_api', keyring: keys.keyring, pool: 10 });
});

beforeEach(async () => {
  caseworker = await aStaffMember(database, 'caseworker', await aBranch(database));
  request = { key: newId(), route: 'POST /tracing-requests', digest: 'a'.repeat(64) };
});

afterAll(async () => {
  await api.close();
  await keys.remove();
  await database.drop();
});

function open(by: StaffActor, requestKey: RequestKey | undefined, after?: () => Promise<void>): Promise<Receipt> {
  const actor: StaffActor = requestKey ? { ...by, requestKey } : by;
  return api.unitOfWork.once(actor, async (tx) => {
    const dossier = { id: newId<'dossier'>(), kind: 'tracing-request', sensitivity: 'open' } as const;
    const { id } = await openDossier(tx, by, dossier);
    tx.audit.record('dossier.opened', { type: 'dossier', id });
    await after?.();
    return { id, version: 1, state: 'draft', reference: 'NOR-TR-2026-000001' };
  });
}

async function effects(by = caseworker): Promise<{ dossiers: number; entries: number }> {
  const [counts] = await database.sql<{ dossiers: number; entries: number }>(
    `SELECT (SELECT count(*)::int FROM relink.dossiers WHERE branch_id = $1) AS dossiers,
            (SELECT count(*)::int FROM audit.entries WHERE actor_id = $2 AND action = 'dossier.opened') AS entries`,
    [by.branchId, by.accountId],
  );
  return counts!;
}

describe('the same Idempotency-Key', () => {
  it('sent many times at once does the work once and answers all with the same receipt', async () => {
    const receipts = await Promise.all(Array.from({ length: 25 }, () => open(caseworker, request)));
    expect(new Set(receipts.map((receipt) => JSON.stringify(Object.entries(receipt).sort())))).toHaveProperty(
      'size',
      1,
    );
    expect(await effects()).toEqual({ dossiers: 1, entries: 1 });
  });

  it('sent later gives the first receipt and does nothing', async () => {
    const first = await open(caseworker, request);
    expect(await open(caseworker, request)).toEqual(first);
    expect(await effects()).toEqual({ dossiers: 1, entries: 1 });
  });

  it.each([
    ['body', { digest: 'b'.repeat(64) }],
    ['route', { route: 'POST /registrations' }],
  ])('with another %s is refused and changes nothing', async (_, other) => {
    await open(caseworker, request);
    await expect(open(caseworker, { ...request, ...other })).rejects.toThrow(KeyReused);
    expect(await effects()).toEqual({ dossiers: 1, entries: 1 });
  });

  it('does the work for the second where the first, still waited for, is rolled back', async () => {
    let fail: (reason: Error) => void = () => undefined;
    const first = open(caseworker, request, () => new Promise((_, reject) => (fail = reject)));
    const failed = expect(first).rejects.toThrow('line broke');
    await eventually(() => expect(fail.length).toBe(1));
    const second = open(caseworker, request);
    await eventually(async () => {
      const waiting = await database.sql(
        `SELECT 1 FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = 'Lock'`,
        [database.name],
      );
      expect(waiting).toHaveLength(1);
    });
    fail(new Error('line broke'));
    await failed;
    const receipt = await second;
    expect(await effects()).toEqual({ dossiers: 1, entries: 1 });
    expect(await database.sql('SELECT id FROM relink.dossiers WHERE id = $1', [receipt.id])).toHaveLength(1);
  });

  it('of another person is another key', async () => {
    const colleague = await aStaffMember(database, 'caseworker', caseworker.branchId);
    const [mine, theirs] = [await open(caseworker, request), await open(colleague, request)];
    expect(mine.id).not.toBe(theirs.id);
    expect(await effects()).toEqual({ dossiers: 2, entries: 1 });
  });
});

it('a request without a key is done each time', async () => {
  await open(caseworker, undefined);
  await open(caseworker, undefined);
  expect(await effects()).toEqual({ dossiers: 2, entries: 2 });
});

it('what is kept of an answer is the receipt alone, and only its owner sees it', async () => {
  const receipt = await open(caseworker, request);
  const rows = await database.sql<{ receipt: Receipt }>('SELECT receipt FROM relink.idempotency_keys WHERE key = $1', [
    request.key,
  ]);
  expect(rows).toEqual([{ receipt }]);
  const colleague = await aStaffMember(database, 'supervisor', caseworker.branchId);
  const look = (by: StaffActor) => api.unitOfWork.run(by, (tx) => tx.sql('SELECT key FROM idempotency_keys'));
  expect(await look(caseworker)).toEqual([{ key: request.key }]);
  expect(await look(colleague)).toEqual([]);
});

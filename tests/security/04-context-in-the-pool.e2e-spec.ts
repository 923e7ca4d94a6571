import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Transaction } from '#libs/database';
import {
  ROLES,
  SENSITIVITIES,
  systemActor,
  type AccountId,
  type Actor,
  type BranchId,
  type Role,
  type Sensitivity,
  type StaffActor,
} from '#libs/kernel';
import {
  aBranch,
  aDossier,
  aKeyring,
  aPersonRow,
  aStaffMember,
  aUnitOfWork,
  createTestDatabase,
  type TestDatabase,
  type TestKeyring,
  type TestUnitOfWork,
} from '#libs/testing';

interface Folder {
  id: string;
  personId: string;
  branchId: BranchId;
  sensitivity: Sensitivity;
  assigned: AccountId[];
  sharedWith: BranchId[];
}

let database: TestDatabase;
let keys: TestKeyring;
let api: TestUnitOfWork;
let worker: TestUnitOfWork;
const staff: StaffActor[] = [];
const folders: Folder[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  keys = await aKeyring();
  api = await aUnitOfWork(database, { role: 'relink_api', keyring: keys.keyring, pool: 2 });
  worker = await aUnitOfWork(database, { role: 'relink_worker', keyring: keys.keyring, pool: 2 });
  const branches = [
    await aBranch(database, 'Harbour'),
    await aBranch(database, 'Hills'),
    await aBranch(database, 'Plains'),
  ];
  for (const branchId of branches) for (const role of ROLES) staff.push(await aStaffMember(database, role, branchId));
  for (const [index, branchId] of branches.entries()) {
    const [next, nextButOne] = [branches[(index + 1) % 3]!, branches[(index + 2) % 3]!];
    const guest = staff.find((one) => one.branchId === next && one.role === 'caseworker')!;
    for (const sensitivity of SENSITIVITIES) {
      for (const [assigned, sharedWith] of [
        [[], []],
        [[guest.accountId], []],
        [[], [nextButOne]],
      ] as [AccountId[], BranchId[]][]) {
        const id = await aDossier(database, { branchId, sensitivity, assigned, sharedWith });
        folders.push({ id, personId: await aPersonRow(database, id), branchId, sensitivity, assigned, sharedWith });
      }
    }
  }
});

afterAll(async () => {
  await api.close();
  await worker.close();
  await keys.remove();
  await database.drop();
});

const CASEWORK: readonly Role[] = [
  'intake-volunteer',
  'caseworker',
  'supervisor',
  'child-protection-specialist',
  'liaison',
];
const RESTRICTED: readonly Role[] = ['caseworker', 'supervisor', 'child-protection-specialist'];

/** The rule in plain words, stated apart from the policies it is held against. */
function maySee(actor: Actor, folder: Folder): boolean {
  if (actor.kind !== 'staff') return false;
  if (actor.role === 'steward') return true;
  if (!CASEWORK.includes(actor.role)) return false;
  if (folder.assigned.includes(actor.accountId)) return true;
  if (folder.sensitivity === 'protected') return actor.role === 'supervisor' && actor.branchId === folder.branchId;
  const near = actor.branchId === folder.branchId || folder.sharedWith.includes(actor.branchId);
  return near && (folder.sensitivity === 'open' || RESTRICTED.includes(actor.role));
}

async function visible(tx: Transaction) {
  const ids = async (text: string) => (await tx.sql<{ id: string }>(text)).map(({ id }) => id).sort();
  return {
    dossiers: await ids('SELECT id FROM dossiers'),
    persons: await ids('SELECT id FROM persons'),
    accounts: (await ids('SELECT id FROM accounts')).length,
    sessions: (await ids('SELECT token_hash AS id FROM sessions')).length,
  };
}

function expected(actor: Actor) {
  const seen = folders.filter((folder) => maySee(actor, folder));
  return {
    dossiers: seen.map(({ id }) => id).sort(),
    persons: seen.map(({ personId }) => personId).sort(),
    accounts: actor.kind === 'system' ? 0 : staff.length,
    sessions: seesTheSession(actor) ? 1 : 0,
  };
}

/** There is one session: it is seen while somebody signs in, by whose it is, and by administrators, who may end it. */
function seesTheSession(actor: Actor): boolean {
  if (actor.kind !== 'staff') return actor.kind === 'sign-in';
  return actor.accountId === staff[0]!.accountId || actor.role === 'administrator';
}

/** 200 of everyone in a fixed mixed order. */
function crowd(): Actor[] {
  const kinds: Actor[] = [
    ...staff,
    systemActor('schedule'),
    { kind: 'sign-in' },
    systemActor('worker'),
    { kind: 'sign-in' },
  ];
  return Array.from({ length: 200 }, (_, index) => kinds[(index * 11) % kinds.length]!);
}

describe('200 actors on two connections', () => {
  beforeAll(async () => {
    await database.sql(
      `INSERT INTO relink.sessions (token_hash, account_id, stage, created_at, seen_at, expires_at) VALUES ('x', $1, 'full', now(), now(), now())`,
      [staff[0]!.accountId],
    );
  });

  it('are of every kind, and see different things', () => {
    const sets = new Set(crowd().map((actor) => JSON.stringify(expected(actor))));
    expect(sets.size).toBeGreaterThan(10);
    expect(new Set(crowd()).size).toBeGreaterThan(staff.length);
  });

  it('each see exactly their own', async () => {
    const seen = await Promise.all(crowd().map((actor) => api.unitOfWork.run(actor, visible)));
    expect(seen).toEqual(crowd().map(expected));
  });

  it('each see exactly their own while every other piece of work fails half-way', async () => {
    const results = await Promise.allSettled(
      crowd().map((actor, index) =>
        api.unitOfWork.run(actor, async (tx) => {
          const seen = await visible(tx);
          if (index % 4 === 1) throw new Error('half-way');
          if (index % 4 === 3) await tx.sql('SELECT 1 / 0');
          return seen;
        }),
      ),
    );
    for (const [index, actor] of crowd().entries()) {
      const result = results[index]!;
      if (index % 2 === 1) expect(result.status).toBe('rejected');
      else expect(result).toEqual({ status: 'fulfilled', value: expected(actor) });
    }
  });

  it('leave connections behind on which nobody acts', async () => {
    await Promise.all(crowd().map((actor) => api.unitOfWork.run(actor, visible)));
    const looks = await Promise.all(
      Array.from({ length: 20 }, () =>
        api.dataSource.query<{ kind: string; rows: number; pid: number }[]>(
          `SELECT coalesce(current_setting('relink.kind', true), '') AS kind, pg_backend_pid() AS pid,
                  (SELECT count(*)::int FROM dossiers) + (SELECT count(*)::int FROM accounts) + (SELECT count(*)::int FROM sessions) AS rows`,
        ),
      ),
    );
    expect(new Set(looks.flat().map(({ pid }) => pid)).size).toBe(2);
    for (const look of looks.flat()) expect(look).toMatchObject({ kind: '', rows: 0 });
  });

  it('see nothing through the worker, where only the system sees everything', async () => {
    const all = folders.map(({ id }) => id).sort();
    const seen = await Promise.all(crowd().map((actor) => worker.unitOfWork.run(actor, visible)));
    for (const [index, actor] of crowd().entries())
      expect(seen[index]!.dossiers).toEqual(actor.kind === 'system' ? all : []);
  });
});

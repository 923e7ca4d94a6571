import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { DATABASE_ROLES, type DatabaseRole } from '#libs/database';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { putARowInEveryTable } from '../support/row-in-every-table.js';

/** Tables without row-level security, and why that is right. */
const OPEN_TABLES: Record<string, string> = {
  outbox: 'topics and ids only; the api may add rows and read none',
  inbox: 'event ids and handler names; the worker alone uses it',
  migrations: 'names of migrations; nobody but the owner may read it',
};

const APPLICATIONS = DATABASE_ROLES.filter((role) => role !== 'relink_owner');

let database: TestDatabase;
let sealedTables: string[];
const clients = new Map<DatabaseRole, Client>();

beforeAll(async () => {
  database = await createTestDatabase();
  await putARowInEveryTable(database);
  const rows = await database.sql<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'relink'::regnamespace AND relkind IN ('r', 'p')
       AND relrowsecurity AND relforcerowsecurity ORDER BY 1`,
  );
  sealedTables = rows.map(({ name }) => name);
  for (const role of DATABASE_ROLES) {
    const client = new Client({ connectionString: database.url(role) });
    await client.connect();
    clients.set(role, client);
  }
});

afterAll(async () => {
  for (const client of clients.values()) await client.end();
  await database.drop();
});

/** How many rows the role sees; `denied` where it may not even ask. */
async function seen(role: DatabaseRole, table: string): Promise<number | 'denied'> {
  try {
    const { rows } = await clients.get(role)!.query<{ count: number }>(`SELECT count(*)::int FROM relink."${table}"`);
    return rows[0]!.count;
  } catch (error) {
    expect((error as { code: string }).code).toBe('42501');
    return 'denied';
  }
}

async function act(role: DatabaseRole, context: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(context))
    await clients.get(role)!.query('SELECT set_config($1, $2, true)', [`relink.${name}`, value]);
}

describe('row-level security', () => {
  it('is forced on every table, save a few that hold nothing of a person', async () => {
    const tables = await database.sql<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'relink' ORDER BY 1`,
    );
    const open = tables.map(({ name }) => name).filter((name) => !sealedTables.includes(name));
    expect(open.sort()).toEqual(Object.keys(OPEN_TABLES).sort());
  });

  it('is forced on every table that belongs to a dossier or holds sealed bytes', async () => {
    const telling = await database.sql<{ name: string }>(
      `SELECT DISTINCT table_name AS name FROM information_schema.columns c JOIN pg_tables t ON t.tablename = c.table_name AND t.schemaname = 'relink'
       WHERE table_schema = 'relink' AND (column_name IN ('dossier_id', 'person_id', 'account_id') OR udt_name = 'bytea')`,
    );
    expect(telling.length).toBeGreaterThan(8);
    expect(sealedTables).toEqual(expect.arrayContaining(telling.map(({ name }) => name)));
  });

  it('covers views as well: a view asks with the rights of who looks', async () => {
    const views = await database.sql(
      `SELECT relname FROM pg_class WHERE relnamespace = 'relink'::regnamespace AND relkind IN ('v', 'm')
         AND (relkind = 'm' OR NOT coalesce(reloptions::text, '') LIKE '%security_invoker=true%')`,
    );
    expect(views).toEqual([]);
  });

  it('has something to hide in every table here', async () => {
    for (const table of [...sealedTables, ...Object.keys(OPEN_TABLES)]) {
      const [count] = await database.sql<{ count: number }>(`SELECT count(*)::int FROM relink."${table}"`);
      expect({ table, empty: count?.count === 0 }).toEqual({ table, empty: false });
    }
  });

  it.each(APPLICATIONS)('shows %s nothing while nobody acts', async (role) => {
    for (const table of sealedTables) {
      const rows = await seen(role, table);
      expect({ table, rows }).toEqual({ table, rows: rows === 'denied' ? 'denied' : 0 });
    }
  });

  it('shows even the owner nothing', async () => {
    for (const table of sealedTables)
      expect({ table, rows: await seen('relink_owner', table) }).toEqual({ table, rows: 0 });
  });

  it.each(APPLICATIONS)('shows %s nothing once a transaction of somebody is over', async (role) => {
    const client = clients.get(role)!;
    for (const end of ['COMMIT', 'ROLLBACK']) {
      await client.query('BEGIN');
      await act(role, { kind: 'system' });
      await client.query(end);
      for (const table of sealedTables) expect([0, 'denied']).toContain(await seen(role, table));
    }
  });

  it('shows the worker at work what it needs, so that the zeros above mean something', async () => {
    const worker = clients.get('relink_worker')!;
    await worker.query('BEGIN');
    await act('relink_worker', { kind: 'system' });
    for (const table of sealedTables)
      expect({ table, rows: await seen('relink_worker', table) }).toEqual({ table, rows: 1 });
    await worker.query('ROLLBACK');
  });

  it('does not believe an api that says it is the system', async () => {
    const api = clients.get('relink_api')!;
    for (const table of sealedTables) {
      await api.query('BEGIN');
      await act('relink_api', { kind: 'system', role: '', account: '', branch: '' });
      expect([0, 'denied']).toContain(await seen('relink_api', table));
      await api.query('ROLLBACK');
    }
  });

  it('lets nobody turn it off for themselves', async () => {
    for (const role of APPLICATIONS) {
      const client = clients.get(role)!;
      await client.query('SET row_security = off');
      // PostgreSQL refuses to answer at all rather than to answer without the policies.
      for (const table of sealedTables) expect(await seen(role, table)).toBe('denied');
      await client.query('SET row_security = on');
    }
  });
});

describe('the database roles', () => {
  it('of applications have no power over other rows, roles or databases', async () => {
    const roles = await database.sql(
      `SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
              (SELECT count(*)::int FROM pg_auth_members WHERE member = r.oid) AS memberships
       FROM pg_roles r WHERE rolname LIKE 'relink%' ORDER BY 1`,
    );
    expect(roles).toEqual(
      [...DATABASE_ROLES].sort().map((rolname) => ({
        rolname,
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        memberships: 0,
      })),
    );
  });

  it('of applications own nothing', async () => {
    const owned = await database.sql(
      `SELECT c.oid::regclass::text AS what FROM pg_class c WHERE pg_get_userbyid(relowner) = ANY ($1)
       UNION ALL SELECT proname::text FROM pg_proc WHERE pg_get_userbyid(proowner) = ANY ($1)
       UNION ALL SELECT nspname::text FROM pg_namespace WHERE pg_get_userbyid(nspowner) = ANY ($1)
       UNION ALL SELECT datname::text FROM pg_database WHERE pg_get_userbyid(datdba) = ANY ($1)`,
      [APPLICATIONS],
    );
    expect(owned).toEqual([]);
  });

  it.each(APPLICATIONS)('%s can create neither tables, schemas nor functions', async (role) => {
    const attempts = [
      'CREATE TABLE relink.mine (id int)',
      'CREATE TABLE public.mine (id int)',
      'CREATE SCHEMA mine',
      'CREATE TABLE queues.mine (id int)',
      // BullMQ's bulks need temporary tables; nobody but the worker may make them.
      ...(role === 'relink_worker' ? [] : ['CREATE TEMPORARY TABLE mine (id int)']),
      `CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
      'ALTER TABLE relink.persons DISABLE ROW LEVEL SECURITY',
      'CREATE POLICY mine ON relink.persons USING (true)',
      'SET ROLE relink_owner',
    ];
    for (const attempt of attempts)
      await expect(
        clients
          .get(role)!
          .query(attempt)
          .then(() => attempt),
      ).rejects.toMatchObject({ code: '42501' });
  });

  it('no function runs with rights of its owner', async () => {
    const definers = await database.sql(
      `SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace::regnamespace::text IN ('relink', 'vault', 'audit', 'queues', 'public')`,
    );
    expect(definers).toEqual([]);
  });

  it.each([
    ['search keys', 'SELECT 1 FROM relink.match_keys'],
    ['postings of search keys', 'SELECT 1 FROM relink.match_postings'],
    ['labels', 'SELECT 1 FROM relink.match_labels'],
    ['events', 'SELECT 1 FROM relink.outbox'],
    ['what was done about events', 'SELECT 1 FROM relink.inbox'],
    ['jobs', 'SELECT 1 FROM queues.job'],
    ['checkpoints', 'SELECT 1 FROM audit.checkpoints'],
  ])('the api cannot read %s', async (_, text) => {
    await expect(clients.get('relink_api')!.query(text)).rejects.toMatchObject({ code: '42501' });
  });

  it.each(['relink_api', 'relink_worker'] as const)('%s can only add to the audit log', async (role) => {
    for (const text of [
      `UPDATE audit.entries SET action = 'nothing'`,
      'DELETE FROM audit.entries',
      'TRUNCATE audit.entries',
      `UPDATE audit.checkpoints SET signature = ''`,
      'DELETE FROM audit.checkpoints',
      'TRUNCATE audit.checkpoints',
    ])
      await expect(clients.get(role)!.query(text)).rejects.toMatchObject({ code: '42501' });
  });

  it('the portal can enter none of the schemas, and the exchange only those of the records and of the log', async () => {
    const entered = await database.sql<{ role: string; schema: string }>(
      `SELECT role, schema FROM unnest($1::text[]) role, unnest($2::text[]) schema WHERE has_schema_privilege(role, schema, 'USAGE')`,
      [
        ['relink_portal', 'relink_exchange'],
        ['relink', 'vault', 'audit', 'queues'],
      ],
    );
    expect(entered).toEqual([
      { role: 'relink_exchange', schema: 'relink' },
      { role: 'relink_exchange', schema: 'audit' },
    ]);
  });

  it('the exchange adds to its inbox, reads what is public of partners, and may do nothing else', async () => {
    const rights = await database.sql<{ is: string }>(
      `SELECT format('%s %s(%s)', privilege_type, table_name, string_agg(column_name, ', ' ORDER BY column_name)) AS is
       FROM information_schema.column_privileges WHERE grantee = 'relink_exchange' AND table_schema IN ('relink', 'vault', 'audit', 'queues')
       GROUP BY privilege_type, table_name ORDER BY 1`,
    );
    expect(rights.map(({ is }) => is)).toEqual([
      'INSERT entries(action, actor_branch, actor_id, actor_kind, actor_role, at, chain, details, hash, object_id, object_type, previous, seq)',
      'INSERT exchange_inbox(digest, handle, message_id, name, partner_id, purpose, received_at, sealed, seq)',
      'INSERT exchange_receipts(at, audit_seq, decision, direction, jws, message_id, partner_id)',
      'INSERT exchange_refusals(at, count, id, partner_id, reason)',
      'INSERT partner_nonces(nonce, partner_id, until)',
      'SELECT entries(chain, hash, seq)',
      'SELECT exchange_inbox(digest, message_id, partner_id, received_at)',
      'SELECT exchange_receipts(decision, direction, jws, message_id, partner_id)',
      'SELECT partner_keys(crv, kid, partner_id, pinned_at, revoked_at, use, valid_from, valid_until, x)',
      'SELECT partners(daily_quota, highest, id, purposes, society, state)',
    ]);
    const others = await database.sql(
      `SELECT 1 FROM information_schema.table_privileges WHERE grantee = 'relink_exchange' AND privilege_type NOT IN ('INSERT', 'SELECT')`,
    );
    expect(others).toEqual([]);
  });

  it('the exchange reads and writes the chain of the audit log that is its own, and no other', async () => {
    const columns =
      'chain, seq, at, actor_kind, actor_id, actor_role, actor_branch, action, object_type, object_id, details, previous, hash';
    const entry = (chain: number) =>
      `INSERT INTO audit.entries (${columns}) VALUES (${chain}, 1000000, now(), 'system', 'exchange', '', '', 'test', '', '', '{}', '\\x', '\\x')`;
    const client = clients.get('relink_exchange')!;
    await database.sql(entry(1));
    for (const [chain, outcome] of [
      [0, '42501'],
      [64, 'written'],
    ] as const) {
      await client.query('BEGIN');
      await act('relink_exchange', { kind: 'system' });
      const written = await client.query(entry(chain)).then(
        () => 'written',
        (error: unknown) => (error as { code: string }).code,
      );
      expect(written).toBe(outcome);
      if (outcome === 'written')
        expect((await client.query('SELECT DISTINCT chain FROM audit.entries')).rows).toEqual([{ chain: 64 }]);
      await client.query('ROLLBACK');
    }
  });
});

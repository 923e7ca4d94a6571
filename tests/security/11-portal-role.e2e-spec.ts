import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { FamilyKeys, openLetter, PortalKeys } from '#libs/crypto';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { Family, issueCard, type Card } from '../support/family.js';
import { expectStatus, openRequest } from '../support/stories.js';

/** All that the portal's role may do, by table. Rows open to the secret they belong to; see below. */
const MAY: Record<string, readonly string[]> = {
  'portal.answers': ['SELECT'],
  'portal.buckets': ['INSERT', 'SELECT', 'UPDATE'],
  'portal.cards': ['SELECT'],
  'portal.letters': ['INSERT'],
  'portal.pages': ['SELECT'],
  'portal.rounds': ['SELECT'],
  'portal.sessions': ['DELETE', 'INSERT', 'SELECT', 'UPDATE'],
};

describe('The database role of the portal', () => {
  let database: TestDatabase;
  let client: Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url('relink_portal') });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('is refused by every table, view and column there is, save its own', async () => {
    const columns = await database.sql<{ table: string; column: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS table, quote_ident(column_name) AS column
       FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    expect(columns.length).toBeGreaterThan(300);
    const open = new Set<string>();
    for (const { table, column } of columns) {
      const answer = await client.query(`SELECT ${column} FROM ${table} LIMIT 1`).then(
        () => 'open',
        (error: { code: string }) => error.code,
      );
      if (answer === 'open') open.add(table);
      else expect({ table, column, answer }).toEqual({ table, column, answer: '42501' });
    }
    expect([...open].sort()).toEqual(
      Object.entries(MAY)
        .filter(([, verbs]) => verbs.includes('SELECT'))
        .map(([table]) => table),
    );
  });

  it('has exactly these rights and no other', async () => {
    const rows = await database.sql<{ table: string; verbs: string[] }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS table, array_agg(v ORDER BY v) AS verbs
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
         unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) v
       WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'
         AND (has_table_privilege('relink_portal', c.oid, v)
           OR (v IN ('SELECT', 'INSERT', 'UPDATE') AND has_any_column_privilege('relink_portal', c.oid, v)))
       GROUP BY 1 ORDER BY 1`,
    );
    expect(Object.fromEntries(rows.map(({ table, verbs }) => [table, verbs]))).toEqual(MAY);
  });

  it('may run no function that runs with the rights of somebody else', async () => {
    const definers = await database.sql(
      `SELECT p.oid::regprocedure::text FROM pg_proc p WHERE prosecdef AND pronamespace::regnamespace::text NOT IN ('pg_catalog')`,
    );
    expect(definers).toEqual([]);
  });
});

describe('What the portal holds', () => {
  const NAMES = /Warsame|Amina|Asha|Khartoum|Baidoa|Hodan|999 555/;
  let relink: Deployment;
  let portal: string;
  let card: Card;
  let client: Client;
  let requestId: string;

  beforeAll(async () => {
    relink = await Deployment.start();
    portal = await relink.startPortal();
    const caseworker = await relink.signIn('caseworker');
    ({ id: requestId } = await openRequest(caseworker, await relink.signIn('supervisor')));
    card = await issueCard(caseworker, requestId);
    await expectStatus(
      201,
      caseworker.post(`/tracing-requests/${requestId}/family-answers`, { text: 'Amina Warsame, we got your letter.' }),
    );
    await eventually(async () => expect(await relink.database.sql('SELECT 1 FROM portal.pages')).toHaveLength(1));
    client = new Client({ connectionString: relink.database.url('relink_portal') });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await relink.stop();
  });

  it('is no row at all without the secret of a family in hand', async () => {
    for (const table of ['cards', 'pages', 'answers', 'sessions', 'buckets'])
      expect((await client.query(`SELECT 1 FROM portal.${table}`)).rows).toEqual([]);
    await client.query(
      `SELECT set_config('portal.session', repeat('0', 64), false), set_config('portal.lookup', '%', false)`,
    );
    for (const table of ['cards', 'pages', 'answers', 'sessions'])
      expect((await client.query(`SELECT 1 FROM portal.${table}`)).rows).toEqual([]);
  });

  it('says no name, no place and nothing that was told, in any row of its schema', async () => {
    const family = new Family(portal);
    await family.signIn(card);
    const tables = await relink.database.sql<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'portal'`,
    );
    let rows = 0;
    for (const { name } of tables)
      for (const { text } of await relink.database.sql<{ text: string }>(`SELECT t::text AS text FROM ${name} t`)) {
        rows++;
        expect(text).not.toMatch(NAMES);
        expect(text).not.toContain(requestId);
      }
    expect(rows).toBeGreaterThan(4);
  });

  it('opens none of it with the keys it has: not even what it sealed itself', () => {
    const all = new FamilyKeys(relink.keyring.keyring);
    const sealed = all.portal.seal({ kind: 'note', text: 'Amina' }, ['a letter']);
    expect(openLetter(all.letterKey, sealed, ['a letter']).toString()).toContain('Amina');
    // Everything in the portal's key file, tried as a key.
    const file = JSON.parse(JSON.stringify(all.portal)) as {
      file: Record<string, string>;
    };
    const keys = Object.values(file.file).filter((value): value is string => typeof value === 'string');
    expect(keys).toHaveLength(2);
    for (const key of keys)
      expect(() => openLetter(Buffer.from(key, 'base64'), sealed, ['a letter'])).toThrow('cannot be opened');
    expect(all.portal).toBeInstanceOf(PortalKeys);
  });

  it('shows a thief with the card nothing but words that everybody could read', async () => {
    const thief = new Family(portal);
    await thief.signIn(card);
    for (const path of ['/request', '/access', '/agreements', '/rights', '/contact'])
      expect((await thief.get(path)).html).not.toMatch(NAMES);
  });
});

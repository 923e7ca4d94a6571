import { Client } from 'pg';
import type { TestDatabase } from '#libs/testing';

interface TableRow {
  table: string;
  names: string[];
  types: string[];
}

/** A value of each column type, whatever it means. */
const ANY: Record<string, string> = {
  uuid: 'gen_random_uuid()',
  text: `gen_random_uuid()::text`,
  varchar: `gen_random_uuid()::text`,
  timestamptz: 'now()',
  date: 'current_date',
  bytea: `'\\x00'`,
  jsonb: `'{}'`,
  bool: 'false',
  int2: '1',
  int4: '1',
  int8: '1',
  float8: '1',
};

/**
 * Puts one row into every table of the schema `relink`, tables of the future too: constraints of this database are
 * dropped first, since only the policies are of interest here.
 */
export async function putARowInEveryTable(database: TestDatabase): Promise<void> {
  const client = new Client({ connectionString: database.superuserUrl });
  await client.connect();
  try {
    await client.query('SET session_replication_role = replica');
    const { rows: checks } = await client.query<{ name: string; on: string }>(
      `SELECT conname AS name, conrelid::regclass::text AS on FROM pg_constraint WHERE contype = 'c' AND connamespace = 'relink'::regnamespace`,
    );
    for (const check of checks) await client.query(`ALTER TABLE ${check.on} DROP CONSTRAINT "${check.name}"`);
    const { rows: tables } = await client.query<TableRow>(
      `SELECT table_name AS table, array_agg(quote_ident(column_name)::text) AS names, array_agg(udt_name::text) AS types
       FROM information_schema.columns
       WHERE table_schema = 'relink' AND is_nullable = 'NO' AND column_default IS NULL AND is_generated = 'NEVER'
         AND table_name IN (SELECT tablename FROM pg_tables WHERE schemaname = 'relink') GROUP BY table_name`,
    );
    for (const { table, names, types } of tables) {
      const values = types.map((type) => (type.startsWith('_') ? `'{}'` : (ANY[type] ?? unknownType(type))));
      await client.query(`INSERT INTO relink."${table}" (${names.join(', ')}) VALUES (${values.join(', ')})`);
    }
  } finally {
    await client.end();
  }
}

function unknownType(type: string): never {
  throw new Error(`Say in row-in-every-table.ts what a value of the type ${type} looks like.`);
}

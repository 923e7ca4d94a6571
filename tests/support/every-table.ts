import type { TestDatabase } from '#libs/testing';

/** Every table of the database that is not PostgreSQL's own, as `schema.table`. */
export async function everyTable(database: TestDatabase): Promise<string[]> {
  const rows = await database.sql<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Number of rows and a hash of everything in them, for each table: equal means that nothing was changed. */
export async function contentOfEveryTable(
  database: TestDatabase,
  except: readonly string[] = [],
): Promise<Record<string, string>> {
  const content: Record<string, string> = {};
  for (const table of (await everyTable(database)).filter((name) => !except.includes(name))) {
    const [row] = await database.sql<{ content: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS content FROM ${table} t`,
    );
    content[table] = row!.content;
  }
  return content;
}

import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';
import { lendDatabase, type DatabaseRole } from '#libs/database';

/** One suite's own database, copied from the migrated template. */
export interface TestDatabase {
  name: string;
  url(role: DatabaseRole): string;
  superuserUrl: string;
  /** Runs SQL as the superuser, past every policy: for looking at what is really stored. */
  sql<Row = Record<string, unknown>>(text: string, parameters?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const root = process.env.RELINK_TEST_SUPERUSER_URL;
  if (!root) throw new Error('The test cluster is not running; start tests with npm test.');
  const name = `relink_${randomBytes(6).toString('hex')}`;
  await asSuperuser(root, async (client) => {
    await client.query(`CREATE DATABASE ${name} TEMPLATE relink_template OWNER relink_owner`);
    await lendDatabase(client, name);
  });
  const superuserUrl = withDatabase(root, name);
  // Kept open: a test looks at what is stored many hundred times, and signing in takes longer than looking.
  const superuser = new Pool({ connectionString: superuserUrl, max: 4, idleTimeoutMillis: 0, allowExitOnIdle: true });
  superuser.on('error', () => undefined);
  return {
    name,
    superuserUrl,
    url: (role) => withDatabase(root, name, role),
    sql: async (text, parameters) => (await superuser.query(text, parameters)).rows as never,
    drop: async () => {
      await superuser.end();
      await asSuperuser(root, async (client) => void (await client.query(`DROP DATABASE ${name} WITH (FORCE)`)));
    },
  };
}

async function asSuperuser<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Test roles share the superuser's password. */
function withDatabase(root: string, database: string, role?: DatabaseRole): string {
  const url = new URL(root);
  url.pathname = `/${database}`;
  if (role) url.username = role;
  return url.toString();
}

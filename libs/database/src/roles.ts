import type { Client } from 'pg';

/** One database role per process, each with the least it needs. The owner runs migrations and owns everything. */
export const DATABASE_ROLES = [
  'relink_owner',
  'relink_api',
  'relink_worker',
  'relink_portal',
  'relink_exchange',
] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];

/**
 * Creates the roles that are missing and sets their passwords. None may create roles, databases or bypass row-level
 * security. Run once by the superuser; running it again only renews the passwords.
 */
export async function createDatabaseRoles(
  superuser: Client,
  passwords: Readonly<Record<DatabaseRole, string>>,
): Promise<void> {
  for (const role of DATABASE_ROLES) {
    const { rowCount } = await superuser.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    const verb = rowCount ? 'ALTER' : 'CREATE';
    await superuser.query(
      `${verb} ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION PASSWORD ${superuser.escapeLiteral(passwords[role])}`,
    );
  }
}

/** Creates the database, owned by the owner and closed to everyone else. */
export async function createDatabase(superuser: Client, name: string): Promise<void> {
  const { rowCount } = await superuser.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (rowCount) return;
  const quoted = superuser.escapeIdentifier(name);
  await superuser.query(`CREATE DATABASE ${quoted} OWNER relink_owner ENCODING 'UTF8' TEMPLATE template0`);
  await lendDatabase(superuser, name);
}

/** Closes a database to everyone but the roles of the processes. */
export async function lendDatabase(superuser: Client, name: string): Promise<void> {
  const quoted = superuser.escapeIdentifier(name);
  await superuser.query(`REVOKE ALL ON DATABASE ${quoted} FROM PUBLIC`);
  await superuser.query(`GRANT CONNECT ON DATABASE ${quoted} TO ${DATABASE_ROLES.join(', ')}`);
  // BullMQ's own functions put bulks together in temporary tables.
  await superuser.query(`GRANT TEMPORARY ON DATABASE ${quoted} TO relink_worker`);
}

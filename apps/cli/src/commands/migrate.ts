import type { Command } from 'commander';
import { Client } from 'pg';
import { readSettings, textOf } from '#libs/config';
import { createDatabase, createDatabaseRoles, DATABASE_ROLES, type DatabaseRole } from '#libs/database';
import { migrate } from '../../../../migrations/migrate.js';
import { CommandRefused } from '../explain.js';
import { databaseUrl } from '../home.js';

/** For servers: the superuser's address is given once, to make roles and database; then the owner migrates. */
export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description(
      'bring the database to the shape this version needs; with RELINK_SETUP_DATABASE_URL also make its roles',
    )
    .action(async () => {
      const setup = textOf('RELINK_SETUP_DATABASE_URL');
      const ownerUrl = setup ? await setUp(setup) : databaseUrl(readSettings(), 'relink_owner');
      const { applied } = await migrate(ownerUrl);
      process.stdout.write(applied.length > 0 ? `Applied: ${applied.join(', ')}\n` : 'The database is up to date.\n');
    });
}

/** Passwords come as RELINK_SETUP_PASSWORD_API, _WORKER …: one for each role. */
async function setUp(superuserUrl: string): Promise<string> {
  const passwords = Object.fromEntries(
    DATABASE_ROLES.map((role) => {
      const variable = `RELINK_SETUP_PASSWORD_${role.replace('relink_', '').toUpperCase()}`;
      const password = textOf(variable);
      if (!password) throw new CommandRefused(`${variable} is missing: each database role needs a password.`);
      return [role, password];
    }),
  ) as Record<DatabaseRole, string>;
  const target = new URL(superuserUrl);
  const name = target.pathname.slice(1) || 'relink';
  const maintenance = new URL(superuserUrl);
  maintenance.pathname = '/postgres';
  const client = new Client({ connectionString: maintenance.toString() });
  await client.connect();
  try {
    await createDatabaseRoles(client, passwords);
    await createDatabase(client, name);
  } finally {
    await client.end();
  }
  target.pathname = `/${name}`;
  target.username = 'relink_owner';
  target.password = encodeURIComponent(passwords.relink_owner);
  return target.toString();
}

import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { migrateQueues } from '#libs/queues';
import { MIGRATIONS } from './index.js';

/** What a migration changed. */
export interface MigrationReport {
  applied: string[];
}

/**
 * Brings a database to the shape this version needs; safe to run again and by several processes at once.
 * @param ownerUrl address with the role `relink_owner`
 */
export async function migrate(ownerUrl: string): Promise<MigrationReport> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // Two starts at the same time: the second waits and then finds nothing left to do.
    await client.query(`SELECT pg_advisory_lock(hashtextextended('relink-migrations', 0))`);
    await client.query('CREATE SCHEMA IF NOT EXISTS relink');
    const applied = await runMigrations(ownerUrl);
    await migrateQueues(client);
    return { applied };
  } finally {
    await client.end();
  }
}

async function runMigrations(ownerUrl: string): Promise<string[]> {
  const dataSource = await new DataSource({
    type: 'postgres',
    url: ownerUrl,
    schema: 'relink',
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    poolSize: 2,
  }).initialize();
  try {
    return (await dataSource.runMigrations()).map(({ name }) => name);
  } finally {
    await dataSource.destroy();
  }
}

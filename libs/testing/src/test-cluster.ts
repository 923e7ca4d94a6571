import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, createDatabaseRoles, DATABASE_ROLES, type DatabaseRole } from '#libs/database';
import { EmbeddedPostgres, freePort } from '#libs/embedded';

const TEMPLATE = 'relink_template';

/** A PostgreSQL server for tests with the roles and one migrated template database in it. */
export class TestCluster {
  private constructor(
    readonly server: EmbeddedPostgres,
    readonly folder: string,
    private readonly password: string,
  ) {}

  /** @param settings such as `fsync=off` where no crash is tested */
  static async start(
    migrate: (ownerUrl: string) => Promise<unknown>,
    settings: readonly string[] = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
  ): Promise<TestCluster> {
    const folder = mkdtempSync(join(tmpdir(), 'relink-test-'));
    chmodSync(folder, 0o755);
    const password = randomBytes(12).toString('hex');
    const server = new EmbeddedPostgres({
      folder: join(folder, 'postgres'),
      port: await freePort(),
      password,
      settings: ['max_connections=200', ...settings],
    });
    await server.start();
    const cluster = new TestCluster(server, folder, password);
    await server.asSuperuser('postgres', async (client) => {
      await createDatabaseRoles(
        client,
        Object.fromEntries(DATABASE_ROLES.map((role) => [role, password])) as Record<DatabaseRole, string>,
      );
      await createDatabase(client, TEMPLATE);
    });
    await migrate(cluster.url(TEMPLATE, 'relink_owner'));
    return cluster;
  }

  url(database: string, role: DatabaseRole): string {
    return this.server.url(database, role, this.password);
  }

  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

// One PostgreSQL for all suites; each makes its own database from the template. Plain JavaScript over the built code,
// because Jest loads its global set-up before it can transform anything.
import { migrate } from '../../dist/migrations/migrate.js';
import { TestCluster } from '../../dist/libs/testing/src/index.js';

export default async function globalSetup() {
  if (globalThis.relinkTestCluster) return;
  const cluster = await TestCluster.start(migrate);
  globalThis.relinkTestCluster = cluster;
  process.env.RELINK_TEST_SUPERUSER_URL = cluster.server.url('postgres');
}

import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { ACCESS_ENTITIES, CedarAuthorizer } from '#libs/access';
import { ChainedAuditTrail } from '#libs/audit';
import { KeyringKeyProvider, type Keyring } from '#libs/crypto';
import { createDataSource, UnitOfWork, type DatabaseRole } from '#libs/database';
import { SystemClock, type Clock } from '#libs/kernel';
import type { TestDatabase } from './test-database.js';

export interface TestUnitOfWorkOptions {
  role: DatabaseRole;
  keyring: Keyring;
  pool?: number;
  entities?: EntityTarget<ObjectLiteral>[];
  auditChains?: number;
  clock?: Clock;
}

export interface TestUnitOfWork {
  unitOfWork: UnitOfWork;
  dataSource: DataSource;
  close(): Promise<void>;
}

/** The real thing, as a process with this role has it, over a suite's own database. */
export async function aUnitOfWork(
  database: TestDatabase,
  { role, keyring, pool = 4, entities = [], auditChains = 4, clock = new SystemClock() }: TestUnitOfWorkOptions,
): Promise<TestUnitOfWork> {
  const dataSource = await createDataSource({
    url: database.url(role),
    pool,
    entities: [...ACCESS_ENTITIES, ...entities],
  }).initialize();
  const unitOfWork = new UnitOfWork(
    dataSource,
    new KeyringKeyProvider(keyring),
    new ChainedAuditTrail(auditChains),
    new CedarAuthorizer(),
    clock,
  );
  return { unitOfWork, dataSource, close: () => dataSource.destroy() };
}

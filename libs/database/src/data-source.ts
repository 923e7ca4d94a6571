import { DataSource, type DataSourceOptions, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { Connection } from './connection.js';

export interface DatabaseOptions {
  /** PostgreSQL address with the role of this process. */
  url: string;
  /** Most connections this process opens. */
  pool: number;
  entities: EntityTarget<ObjectLiteral>[];
}

/** What every connection of a process is told. */
export const connectionSettings = {
  connectionTimeoutMillis: 5_000,
  // A transaction somebody forgot must not hold locks for ever; long jobs commit in batches. A prepared statement keeps its
  // first plan: with the policies in it, planning takes longer than running. Such a plan looks dear, and is not worth compiling.
  options:
    '-c search_path=relink -c idle_in_transaction_session_timeout=60000 -c lock_timeout=10000 -c plan_cache_mode=force_generic_plan -c jit=off',
  statement_timeout: 60_000,
};

export function dataSourceOptions({ url, pool, entities }: DatabaseOptions): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    schema: 'relink',
    entities: entities as NonNullable<DataSourceOptions['entities']>,
    synchronize: false,
    // Queries hold ids and sealed bytes, but their text and parameters still stay out of the logs.
    logging: false,
    poolSize: pool,
    extra: { Client: Connection, ...connectionSettings },
  };
}

export function createDataSource(options: DatabaseOptions): DataSource {
  return new DataSource(dataSourceOptions(options));
}

import { runMigrations } from 'bullmq';
import type { Client } from 'pg';
import { LANES } from './lanes.js';

/** PostgreSQL schema of BullMQ's own tables; they hold event ids and nothing else of ours. */
export const QUEUE_SCHEMA = 'queues';

/**
 * Creates or upgrades BullMQ's tables and lends them to the worker, the only process that touches queues.
 * @param owner one session of the owner, not a pool: BullMQ holds an advisory lock across the run
 */
export async function migrateQueues(owner: Client): Promise<void> {
  await runMigrations(owner, QUEUE_SCHEMA);
  // BullMQ makes a sequence for each queue when it first meets it: here, so that the worker need not create anything.
  for (const lane of LANES) await owner.query(`SELECT ${QUEUE_SCHEMA}.next_job_id($1)`, [lane]);
  await owner.query(`
    REVOKE CREATE ON SCHEMA ${QUEUE_SCHEMA} FROM relink_worker;
    GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO relink_worker;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO relink_worker;
    GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO relink_worker;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO relink_worker;
  `);
}

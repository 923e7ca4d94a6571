import type { Sql } from './sql.js';

/**
 * Waits until nobody else holds the lock of this name, and holds it until the transaction ends. Serialises the few
 * things that must not happen twice at once, across all processes.
 */
export async function lockByName(sql: Sql, name: string): Promise<void> {
  await sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
}

/** Waits for whoever has the lock of this name to themselves, and keeps them waiting in turn; others may share it meanwhile. */
export async function shareLockByName(sql: Sql, name: string): Promise<void> {
  await sql('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [name]);
}

import type { Client } from 'pg';
import type { KeyProvider } from '#libs/crypto';

const BATCH = 500;

/**
 * Wraps every data key that an older key encryption key wraps with the current one. Works in small transactions: it
 * can be interrupted and run again, and the apps go on meanwhile.
 * @param owner a session of the owner, the only role that may change wrapped keys
 * @returns how many were wrapped anew
 */
export async function rewrapDataKeys(
  owner: Client,
  keys: KeyProvider,
  progress: (done: number, total: number) => void,
): Promise<number> {
  const current = keys.current();
  const { rows: counted } = await owner.query<{ total: number }>(
    'SELECT count(*)::int AS total FROM vault.data_keys WHERE wrapped IS NOT NULL AND kek_id <> $1',
    [current],
  );
  const total = counted[0]?.total ?? 0;
  for (let done = 0; ;) {
    await owner.query('BEGIN');
    try {
      const { rows } = await owner.query<{ subject_id: string; version: number; kek_id: string; wrapped: Buffer }>(
        'SELECT subject_id, version, kek_id, wrapped FROM vault.data_keys WHERE wrapped IS NOT NULL AND kek_id <> $1 LIMIT $2 FOR UPDATE SKIP LOCKED',
        [current, BATCH],
      );
      for (const { subject_id, version, kek_id, wrapped } of rows) {
        const dataKey = await keys.unwrap({ kekId: kek_id, wrapped });
        const anew = await keys.wrap(dataKey);
        dataKey.fill(0);
        await owner.query(
          'UPDATE vault.data_keys SET kek_id = $3, wrapped = $4 WHERE subject_id = $1 AND version = $2',
          [subject_id, version, anew.kekId, anew.wrapped],
        );
      }
      await owner.query('COMMIT');
      done += rows.length;
      progress(done, total);
      if (rows.length === 0) return done;
    } catch (error) {
      await owner.query('ROLLBACK');
      throw error;
    }
  }
}

import { DataKeyStore, type StoredDataKey } from '#libs/crypto';
import type { SubjectId } from '#libs/kernel';
import type { Sql } from './sql.js';

/** A row of `vault.data_keys`. */
export interface DataKeyRow {
  subject_id: SubjectId;
  version: number;
  kek_id: string;
  wrapped: Buffer;
}

/** Wrapped data keys in the schema `vault`, which has its own backup and its own, short, retention. */
export class PgDataKeyStore extends DataKeyStore {
  constructor(private readonly sql: Sql) {
    super();
  }

  async load(subjectIds: readonly SubjectId[]): Promise<StoredDataKey[]> {
    const rows = await this.sql<DataKeyRow>(
      'SELECT subject_id, version, kek_id, wrapped FROM vault.data_keys WHERE subject_id = ANY($1) AND wrapped IS NOT NULL',
      [subjectIds],
    );
    return rows.map(storedKey);
  }

  async insert(keys: readonly StoredDataKey[]): Promise<number> {
    const stored = await this.sql(
      `INSERT INTO vault.data_keys (subject_id, version, kek_id, wrapped)
       SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::bytea[]) ON CONFLICT DO NOTHING RETURNING subject_id`,
      [
        keys.map(({ subjectId }) => subjectId),
        keys.map(({ version }) => version),
        keys.map(({ kekId }) => kekId),
        keys.map(({ wrapped }) => wrapped),
      ],
    );
    return stored.length;
  }

  async destroy(subjectId: SubjectId): Promise<void> {
    // A subject without a key yet gets the tombstone too: nothing may be sealed for them from now on.
    await this.sql(
      `INSERT INTO vault.data_keys (subject_id, version, kek_id, wrapped, destroyed_at) VALUES ($1, 1, '', NULL, now())
       ON CONFLICT DO NOTHING`,
      [subjectId],
    );
    await this.sql(
      'UPDATE vault.data_keys SET wrapped = NULL, destroyed_at = now() WHERE subject_id = $1 AND wrapped IS NOT NULL',
      [subjectId],
    );
  }
}

export function storedKey({ subject_id: subjectId, version, kek_id: kekId, wrapped }: DataKeyRow): StoredDataKey {
  return { subjectId, version, kekId, wrapped };
}

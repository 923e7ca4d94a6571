import { Pool, type PoolClient } from 'pg';
import { Connection } from '#libs/database';

/** The secrets in hand: each opens the rows that belong to it, and there is no way to see any other row. */
export interface InHand {
  session?: string;
  lookup?: string;
  bucket?: string;
}

/** The database as the portal reaches it: a role that sees one row at a time. */
export class PortalDatabase {
  private readonly pool: Pool;

  constructor(url: string, connections: number) {
    this.pool = new Pool({
      connectionString: url,
      max: connections,
      Client: Connection,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 10_000,
      options: '-c search_path=portal -c lock_timeout=5000 -c idle_in_transaction_session_timeout=10000',
    });
    this.pool.on('error', () => undefined);
  }

  /** One transaction with these secrets in hand. */
  async within<T>(inHand: InHand, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken = false;
    try {
      // Sent in one piece with the first question: each piece costs both ends as much as a short statement (ADR 0018).
      const opened = Promise.all([client.query('BEGIN'), take(client, inHand)]);
      opened.catch(() => undefined);
      const result = await work(client);
      await opened;
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => (broken = true));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async answers(): Promise<boolean> {
    return this.pool.query('SELECT 1').then(
      () => true,
      () => false,
    );
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}

/** Takes further secrets in hand, until the transaction ends. */
export async function take(client: PoolClient, { session, lookup, bucket }: InHand): Promise<void> {
  await client.query(
    `SELECT set_config('portal.session', coalesce($1, current_setting('portal.session', true), ''), true),
       set_config('portal.lookup', coalesce($2, current_setting('portal.lookup', true), ''), true),
       set_config('portal.bucket', coalesce($3, current_setting('portal.bucket', true), ''), true)`,
    [session ?? null, lookup ?? null, bucket ?? null],
  );
}

/** An allowance that fills up again with time. */
export interface Bucket {
  holds: number;
  /** Seconds until one is back. */
  refillSeconds: number;
}

/** Takes one out. @returns false where it is empty */
export async function takeFrom(client: PoolClient, key: string, { holds, refillSeconds }: Bucket): Promise<boolean> {
  await take(client, { bucket: key });
  const { rows } = await client.query<{ level: number }>(
    `INSERT INTO buckets AS b (key, level, at) VALUES ($1, $2 - 1, now())
     ON CONFLICT (key) DO UPDATE SET at = now(),
       level = greatest(least($2, b.level + extract(epoch FROM now() - b.at) / $3) - 1, -1)
     RETURNING level`,
    [key, holds, refillSeconds],
  );
  return rows[0]!.level >= 0;
}

/** Puts one back, because it was not used. */
export async function putBack(client: PoolClient, key: string): Promise<void> {
  await take(client, { bucket: key });
  await client.query('UPDATE buckets SET level = level + 1 WHERE key = $1', [key]);
}

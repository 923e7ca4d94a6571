import { join } from 'node:path';
import type { Client } from 'pg';
import { EmbeddedPostgres, freePort } from '#libs/embedded';

const DATABASE = 'peers';

/** PostgreSQL's own ways to compare names, measured beside ours. */
export class PeerDatabase {
  private constructor(private readonly server: EmbeddedPostgres) {}

  /** @param folder of its own, which the user of the database may enter */
  static async start(folder: string): Promise<PeerDatabase> {
    const server = new EmbeddedPostgres({
      folder: join(folder, 'postgres'),
      port: await freePort(),
      password: 'bench',
      settings: ['fsync=off'],
    });
    await server.start();
    try {
      await server.asSuperuser('postgres', (client) =>
        // Letters of every script must count as letters for the trigrams.
        client.query(
          `CREATE DATABASE ${DATABASE} TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'`,
        ),
      );
      await server.asSuperuser(DATABASE, (client) =>
        client.query('CREATE EXTENSION fuzzystrmatch; CREATE EXTENSION pg_trgm;'),
      );
    } catch (error) {
      await server.stop();
      throw error;
    }
    return new PeerDatabase(server);
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  /** Daitch–Mokotoff codes of each word; several where a letter has several sounds. */
  async daitchMokotoff(words: readonly string[]): Promise<string[][]> {
    const found = await this.query<{ codes: string[] | null }>(
      'SELECT daitch_mokotoff(word) AS codes FROM unnest($1::text[]) WITH ORDINALITY AS t(word, at) ORDER BY at',
      [words],
    );
    return found.map(({ codes }) => codes ?? []);
  }

  /** Share of trigrams (pg_trgm) that the two names of each pair have in common. */
  async trigramSimilarity(pairs: readonly (readonly [string, string])[]): Promise<number[]> {
    const found = await this.query<{ score: number }>(
      `SELECT similarity(a, b)::float8 AS score FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS t(a, b, at) ORDER BY at`,
      [pairs.map(([a]) => a), pairs.map(([, b]) => b)],
    );
    return found.map(({ score }) => score);
  }

  private query<Row extends object>(sql: string, values: unknown[]): Promise<Row[]> {
    return this.server.asSuperuser(DATABASE, async (client: Client) => (await client.query<Row>(sql, values)).rows);
  }
}

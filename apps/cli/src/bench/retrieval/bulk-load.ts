import type { EmbeddedPostgres } from '#libs/embedded';
import { DATABASE } from '../../home.js';
import { progressLine } from '../../progress.js';

/**
 * What holds for the time of the load alone: a bench that is cut off begins again, so nothing has to survive a power cut, and
 * nothing is tidied up that grows all the time.
 */
const LOADING = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_wal_size: '16GB',
  checkpoint_timeout: '1h',
};

const POSTINGS = 'match_postings_pkey';

/**
 * Lets a registry be filled as fast as the processors can seal: the postings, some seventy for each person at random places of their
 * index, are written without it, and it is made at the end. What stands in the tables afterwards is what the service would have put there.
 */
export async function loadInBulk<T>(postgres: EmbeddedPostgres, load: () => Promise<T>): Promise<T> {
  await postgres.asSuperuser(DATABASE, async (client) => {
    for (const [name, value] of Object.entries(LOADING)) await client.query(`ALTER SYSTEM SET ${name} = '${value}'`);
    await client.query('SELECT pg_reload_conf()');
    await client.query(`ALTER TABLE relink.match_postings DROP CONSTRAINT ${POSTINGS}`);
  });
  const loaded = await load();
  await makeIndex(postgres);
  await postgres.asSuperuser(DATABASE, async (client) => {
    for (const name of Object.keys(LOADING)) await client.query(`ALTER SYSTEM RESET ${name}`);
    await client.query('SELECT pg_reload_conf()');
  });
  return loaded;
}

async function makeIndex(postgres: EmbeddedPostgres): Promise<void> {
  const progress = progressLine('hundredths of the index of postings', 100);
  const watch = setInterval(
    () => void hundredths(postgres).then((done) => done && progress.update(Math.floor(done))),
    2_000,
  );
  try {
    await postgres.asSuperuser(DATABASE, async (client) => {
      await client.query(`SET maintenance_work_mem = '1GB'`);
      await client.query(`ALTER TABLE relink.match_postings ADD CONSTRAINT ${POSTINGS} PRIMARY KEY (key, handle)`);
    });
  } finally {
    clearInterval(watch);
    progress.end();
  }
}

/** How far the index is: the first half is reading and sorting, the second writing. */
async function hundredths(postgres: EmbeddedPostgres): Promise<number | undefined> {
  return postgres.asSuperuser(DATABASE, async (client) => {
    const { rows } = await client.query<{ done: number | null }>(
      `SELECT 50 * (blocks_done::float8 / nullif(blocks_total, 0) + coalesce(tuples_done::float8 / nullif(tuples_total, 0), 0)) AS done
       FROM pg_stat_progress_create_index`,
    );
    return rows[0]?.done ?? undefined;
  });
}

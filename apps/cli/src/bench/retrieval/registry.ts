import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Accounts } from '#libs/access';
import { readSettings, type Settings } from '#libs/config';
import { UnitOfWork } from '#libs/database';
import { freePort } from '#libs/embedded';
import { systemActor, type AccountId, type BranchId } from '#libs/kernel';
import { countAllKeys } from '#libs/matching';
import { Home, DATABASE } from '../../home.js';
import { withOperator } from '../../operator.js';
import { progressLine } from '../../progress.js';
import { prepare } from '../../up/up.js';
import { loadInBulk } from './bulk-load.js';
import type { FillNews, FillTask } from './fill-worker.js';
import type { PopulationSize } from './population.js';
import type { Sought } from './queries.js';

/** Who sits at the desk of the bench. */
export interface Desk {
  branchId: BranchId;
  accountId: AccountId;
}

/** A deployment in a folder of its own that holds nothing but what a search reads; gone when it is removed. */
export class Registry {
  private removed?: Promise<void>;

  private constructor(
    readonly folder: string,
    readonly settings: Settings,
    private readonly environment: Record<string, string>,
    private readonly home: Home,
    readonly desk: Desk,
  ) {}

  static async start(): Promise<Registry> {
    const folder = mkdtempSync(join(tmpdir(), 'relink-bench-'));
    chmodSync(folder, 0o711);
    const environment = { RELINK_HOME: folder, RELINK_DB_PORT: String(await freePort()) };
    const settings = readSettings({ ...process.env, ...environment });
    const home = Home.open(settings);
    try {
      await prepare(settings, home, { demo: false });
      const desk = await withOperator(settings, 'relink_worker', async ({ get }): Promise<Desk> => {
        const by = systemActor('bench');
        const branchId = (await get(Accounts).addBranch({ name: 'Bench', code: 'BEN' }, by)).id as BranchId;
        const account = { email: 'caseworker@bench.example', name: 'Bench', role: 'caseworker' as const, branchId };
        const { id } = await get(Accounts).createActive(account, 'a long password for a bench', by);
        return { branchId, accountId: id };
      });
      return new Registry(folder, settings, environment, home, desk);
    } catch (error) {
      await home.postgres.stop();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Registers the population; sealing and keys are work for the processor, so several workers share it. @returns the sought */
  async fill(size: PopulationSize, workers: number): Promise<Sought[]> {
    const progress = progressLine('registrations', size.records);
    const everyone: Sought[] = [];
    let written = 0;
    await loadInBulk(this.home.postgres, async () => {
      await Promise.all(
        Array.from({ length: workers }, (_, worker) => {
          const { environment, desk } = this;
          const workerData: FillTask = { environment, size, branchId: desk.branchId, worker, workers };
          const thread = new Worker(new URL('./fill-worker.js', import.meta.url), { workerData });
          thread.on('message', (news: FillNews) => {
            everyone.push(...news.sought);
            progress.update((written += news.written));
          });
          return new Promise<void>((done, refuse) => {
            thread.once('error', refuse);
            thread.once('exit', (code) => (code === 0 ? done() : refuse(new Error(`a worker ended with ${code}`))));
          });
        }),
      );
      progress.end();
    });
    // Whoever was quicker, the order is the same.
    return everyone.sort((a, b) => (a.person.id < b.person.id ? -1 : 1));
  }

  /** What the worker and PostgreSQL do by themselves in time: counting of keys, statistics, visibility of rows. */
  async settle(): Promise<void> {
    await withOperator(this.settings, 'relink_worker', ({ get }) =>
      get(UnitOfWork).run(systemActor('bench'), (tx) => countAllKeys(tx)),
    );
    await this.home.postgres.asSuperuser(DATABASE, async (client) => {
      for (const table of ['match_postings', 'match_keys', 'match_key_counts', 'persons', 'relations'])
        await client.query(`VACUUM ANALYZE relink.${table}`);
      await client.query('VACUUM ANALYZE vault.data_keys');
    });
  }

  /** Size of a table with its indexes. */
  async bytesOf(table: string): Promise<number> {
    return this.home.postgres.asSuperuser(DATABASE, async (client) => {
      const { rows } = await client.query<{ bytes: string }>('SELECT pg_total_relation_size($1) AS bytes', [table]);
      return Number(rows[0]!.bytes);
    });
  }

  /** Once, whoever asks: a bench that is stopped asks twice, and the second must not run ahead of the database's own end. */
  remove(): Promise<void> {
    return (this.removed ??= this.end());
  }

  private async end(): Promise<void> {
    await this.home.postgres.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

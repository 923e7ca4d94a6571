import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Accounts } from '#libs/access';
import { readSettings, type Settings } from '#libs/config';
import { UnitOfWork } from '#libs/database';
import { freePort } from '#libs/embedded';
import { systemActor, type AccountId, type BranchId } from '#libs/kernel';
import { ENGINE_VERSION } from '#libs/linkage';
import { countAllKeys } from '#libs/matching';
import { CommandRefused } from '../../explain.js';
import { DATABASE, emptyHome, Home } from '../../home.js';
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

/** What is written down beside a registry that is kept, once it is filled. */
interface Kept {
  size: PopulationSize;
  engine: string;
  desk: Desk;
  sought: Sought[];
}
const KEPT = 'bench.json';
/** Stands in a folder that a bench began to fill, so that no other is ever emptied. */
const BEGUN = 'bench-begun';

/**
 * A deployment in a folder of its own that holds nothing but what a search reads. Gone when it is closed, unless a folder was
 * named: then it is filled once and can be asked many times.
 */
export class Registry {
  private closed?: Promise<void>;

  private constructor(
    readonly folder: string,
    readonly settings: Settings,
    private readonly environment: Record<string, string>,
    private readonly home: Home,
    readonly desk: Desk,
    private readonly stays: boolean,
    /** Whom to look for, where the registry was filled before. */
    readonly filled: readonly Sought[] | undefined,
  ) {}

  /** @param kept a folder to keep the registry in; one that was not filled to its end begins again */
  static async start(size: PopulationSize, kept?: string): Promise<Registry> {
    const folder = kept ?? mkdtempSync(join(tmpdir(), 'relink-bench-'));
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o711);
    const before = keptIn(folder, size);
    if (!before) beginAnew(folder);
    const environment = { RELINK_HOME: folder, RELINK_DB_PORT: String(await freePort()) };
    const settings = readSettings({ ...process.env, ...environment });
    const home = Home.open(settings);
    try {
      await prepare(settings, home, { demo: false });
      const desk = before?.desk ?? (await newDesk(settings));
      return new Registry(folder, settings, environment, home, desk, kept !== undefined, before?.sought);
    } catch (error) {
      await home.postgres.stop();
      if (kept === undefined) rmSync(folder, { recursive: true, force: true });
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

  /**
   * What the worker and PostgreSQL do by themselves in time: visibility of rows and statistics, then the counting of keys, which
   * otherwise looks up row by row whether each of the postings is there.
   */
  async settle(): Promise<void> {
    await this.tidy(['match_postings', 'match_keys', 'persons', 'relations']);
    await withOperator(this.settings, 'relink_worker', ({ get }) =>
      get(UnitOfWork).run(systemActor('bench'), (tx) => countAllKeys(tx)),
    );
    await this.tidy(['match_key_counts']);
  }

  private tidy(tables: readonly string[]): Promise<void> {
    return this.home.postgres.asSuperuser(DATABASE, async (client) => {
      for (const table of tables) await client.query(`VACUUM ANALYZE relink.${table}`);
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

  /** Writes down that the registry is filled and whom to look for; only where it is kept. */
  remember(size: PopulationSize, sought: Sought[]): void {
    if (!this.stays) return;
    const kept: Kept = { size, engine: ENGINE_VERSION, desk: this.desk, sought };
    const path = join(this.folder, KEPT);
    writeFileSync(`${path}.new`, JSON.stringify(kept));
    renameSync(`${path}.new`, path);
  }

  /** Processor time of the worker's sessions at the database so far, in milliseconds; only where the system tells (Linux). */
  async databaseProcessor(): Promise<number | undefined> {
    const pids = await this.home.postgres.asSuperuser(DATABASE, async (client) => {
      const { rows } = await client.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE usename = 'relink_worker'`,
      );
      return rows.map(({ pid }) => pid);
    });
    try {
      const nanoseconds = pids.map((pid) => Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]));
      return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
    } catch {
      return undefined;
    }
  }

  /** Once, whoever asks: a bench that is stopped asks twice, and the second must not run ahead of the database's own end. */
  close(): Promise<void> {
    return (this.closed ??= this.end());
  }

  private async end(): Promise<void> {
    await this.home.postgres.stop();
    if (!this.stays) rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What was filled there before. @throws CommandRefused where it is another registry than the one that is asked for */
function keptIn(folder: string, { records, queries, seed }: PopulationSize): Kept | undefined {
  const path = join(folder, KEPT);
  if (!existsSync(path)) return undefined;
  const kept = JSON.parse(readFileSync(path, 'utf8')) as Kept;
  const { size, engine } = kept;
  if (size.records !== records || size.queries !== queries || size.seed !== seed || engine !== ENGINE_VERSION)
    throw new CommandRefused(
      `${folder} holds ${size.records} records with ${size.queries} sought, seed ${size.seed}, keys of engine ${engine}. Ask for the same, or remove the folder.`,
    );
  return kept;
}

/** @throws CommandRefused where the folder holds something that is no bench's */
function beginAnew(folder: string): void {
  if (readdirSync(folder).length > 0 && !existsSync(join(folder, BEGUN)))
    throw new CommandRefused(`${folder} is not empty, and no bench began it. Name a new folder.`);
  emptyHome(folder);
  writeFileSync(join(folder, BEGUN), '');
}

async function newDesk(settings: Settings): Promise<Desk> {
  return withOperator(settings, 'relink_worker', async ({ get }): Promise<Desk> => {
    const by = systemActor('bench');
    const branchId = (await get(Accounts).addBranch({ name: 'Bench', code: 'BEN' }, by)).id as BranchId;
    const account = { email: 'caseworker@bench.example', name: 'Bench', role: 'caseworker' as const, branchId };
    const { id } = await get(Accounts).createActive(account, 'a long password for a bench', by);
    return { branchId, accountId: id };
  });
}

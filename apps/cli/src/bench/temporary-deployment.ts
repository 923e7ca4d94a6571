import { fork, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSettings, type Settings } from '#libs/config';
import { UnitOfWork } from '#libs/database';
import { freePort } from '#libs/embedded';
import { systemActor } from '#libs/kernel';
import { DATABASE, Home } from '../home.js';
import { withOperator } from '../operator.js';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

/** A whole deployment in a folder and on ports of its own, as "npm start -- --no-demo" makes it; gone when it is stopped. */
export class TemporaryDeployment {
  private constructor(
    private readonly process: ChildProcess,
    private readonly environment: NodeJS.ProcessEnv,
    readonly settings: Settings,
  ) {}

  static async start(others: NodeJS.ProcessEnv = {}): Promise<TemporaryDeployment> {
    const home = mkdtempSync(join(tmpdir(), 'relink-bench-'));
    chmodSync(home, 0o711);
    const [api, worker, portal, exchange, database] = [
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
    ];
    const environment = {
      ...process.env,
      RELINK_HOME: home,
      RELINK_API_PORT: String(api),
      RELINK_WORKER_PORT: String(worker),
      RELINK_PORTAL_PORT: String(portal),
      RELINK_EXCHANGE_PORT: String(exchange),
      RELINK_DB_PORT: String(database),
      ...others,
    };
    const child = fork(MAIN, ['up', '--no-demo'], { env: environment, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    await new Promise<void>((ready, refuse) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('Relink is ready')) ready();
      });
      child.once('exit', (code) => refuse(new Error(`the deployment ended with ${code}`)));
    });
    return new TemporaryDeployment(child, environment, readSettings(environment));
  }

  get url(): string {
    return `http://127.0.0.1:${this.settings.apiPort}`;
  }

  get portalUrl(): string {
    return `http://127.0.0.1:${this.settings.portalPort}`;
  }

  /** Runs a command line as an operator would, with this deployment's settings. @returns what it printed */
  relink(...args: string[]): Promise<string> {
    const child = fork(MAIN, args, { env: this.environment, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    return new Promise((done, refuse) => {
      child.once('exit', (code) =>
        code === 0 || code === 3 ? done(printed) : refuse(new Error(`relink ${args[0]} ended with ${code}`)),
      );
    });
  }

  /** Waits until all that was caused is done, or has failed for good. @returns how many seconds that took */
  async untilQuiet(): Promise<number> {
    const started = performance.now();
    await withOperator(this.settings, 'relink_worker', async ({ get }) => {
      for (;;) {
        const [row] = await get(UnitOfWork).run(systemActor('bench'), (tx) =>
          tx.sql<{ left: number }>(`SELECT count(*)::int AS left FROM outbox WHERE state NOT IN ('done', 'dead')`),
        );
        if (row?.left === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    });
    return (performance.now() - started) / 1_000;
  }

  /**
   * Does what the database puts off after much was written, as it has where a registry has stood for a day. Left alone is what is
   * empty, as the database leaves it: a table that was seen to be empty is read from end to end by every plan made then.
   */
  async settle(): Promise<void> {
    await Home.open(this.settings).postgres.asSuperuser(DATABASE, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, relname) AS name FROM pg_stat_user_tables WHERE n_live_tup > 0`,
      );
      await client.query(`VACUUM (ANALYZE) ${rows.map(({ name }) => name).join(', ')}`);
      await client.query('CHECKPOINT');
    });
  }

  async stop(): Promise<void> {
    const ended = new Promise<void>((done) => this.process.once('exit', () => done()));
    this.process.kill('SIGTERM');
    await ended;
    rmSync(this.settings.home, { recursive: true, force: true });
  }
}

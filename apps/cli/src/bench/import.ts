import { fork } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Accounts } from '#libs/access';
import { readSettings } from '#libs/config';
import { UnitOfWork } from '#libs/database';
import { freePort } from '#libs/embedded';
import { systemActor, type BranchId } from '#libs/kernel';
import { Home } from '../home.js';
import { withOperator } from '../operator.js';
import { prepare } from '../up/up.js';
import { writeSyntheticList } from './synthetic-list.js';
import { printTable } from './table.js';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));
const EMAIL = 'caseworker@bench.example';
const MINUTES_FOR_100_000 = 3;
const GOAL = 600;

/** How long a mass import takes while nothing else is at work: a list of invented people, from an empty database on. */
export async function benchImport({ rows, seed }: { rows: number; seed: string }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'relink-bench-'));
  chmodSync(folder, 0o711);
  const environment = { ...process.env, RELINK_HOME: folder, RELINK_DB_PORT: String(await freePort()) };
  const settings = readSettings(environment);
  const home = Home.open(settings);
  try {
    await prepare(settings, home, { demo: false });
    const by = systemActor('bench');
    await withOperator(settings, 'relink_worker', async ({ get }) => {
      const branchId = (await get(Accounts).addBranch({ name: 'Bench', code: 'BEN' }, by)).id as BranchId;
      const account = { email: EMAIL, name: 'Bench', role: 'caseworker' as const, branchId };
      await get(Accounts).createActive(account, 'a long password for a bench', by);
    });
    const file = join(folder, 'list.csv');
    await writeSyntheticList(file, rows, seed);
    const [first, again] = [await imported(file, environment), await imported(file, environment)];
    const [kept] = await withOperator(settings, 'relink_worker', ({ get }) =>
      get(UnitOfWork).run(by, (tx) =>
        tx.sql<{ registrations: number; events: number }>(
          `SELECT (SELECT count(*)::int FROM registrations) AS registrations, (SELECT count(*)::int FROM outbox) AS events`,
        ),
      ),
    );
    const rate = rows / first;
    printTable(`Import of ${rows} invented people`, [
      {
        measure: 'rows a second, start of the command to its end',
        value: rate.toFixed(0),
        goal: `≥ ${GOAL}`,
        met: rate >= GOAL,
      },
      { measure: 'seconds', value: first.toFixed(1) },
      {
        measure: 'minutes for 100,000 at this rate',
        value: (100_000 / rate / 60).toFixed(1),
        goal: `< ${MINUTES_FOR_100_000}`,
        met: 100_000 / rate / 60 < MINUTES_FOR_100_000,
      },
      { measure: 'the same file again, seconds', value: again.toFixed(1) },
      {
        measure: 'registrations kept',
        value: String(kept!.registrations),
        goal: String(rows),
        met: kept!.registrations === rows,
      },
      { measure: 'events left for the worker', value: String(kept!.events) },
    ]);
  } finally {
    await home.postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds of the whole command, as an operator waits for it. */
async function imported(file: string, env: NodeJS.ProcessEnv): Promise<number> {
  const started = performance.now();
  const child = fork(MAIN, ['import', 'registrations', file, '--as', EMAIL], { env, stdio: 'inherit' });
  await new Promise<void>((done, refuse) => {
    child.once('exit', (code) => (code === 0 ? done() : refuse(new Error(`the import ended with ${code}`))));
  });
  return (performance.now() - started) / 1_000;
}

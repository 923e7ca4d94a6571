import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '#libs/config';
import { createExchangeKeys, createKeyring, FamilyKeys, openKeyring } from '#libs/crypto';
import { createDatabase, createDatabaseRoles } from '#libs/database';
import { migrate } from '../../../../migrations/migrate.js';
import { seedDemo } from '../demo/seed-demo.js';
import { CommandRefused } from '../explain.js';
import { DATABASE, emptyHome, Home } from '../home.js';
import { Children } from './children.js';
import { describeStart } from './describe-start.js';
import { keepDatabase } from './keep-database.js';
import { Neighbour, neighbourOf, SECOND } from './neighbour.js';
import { NightWatch } from './night-watch.js';
import { pairSocieties } from './pair-societies.js';
import { refuseBusyPorts } from './ports.js';

export interface UpOptions {
  fresh: boolean;
  demo: boolean;
  /** Two of them, paired, show the exchange on one machine. */
  societies: 1 | 2;
}

/** Starts a whole deployment on this machine and stays until it is stopped. */
export async function up(settings: Settings, options: UpOptions): Promise<void> {
  const started = performance.now();
  if (settings.environment === 'production') {
    throw new CommandRefused(
      '"relink up" keeps database and keys on this machine, which RELINK_ENV=production does not allow. Start api and worker with a database of their own (docs/operations.md), or leave RELINK_ENV out.',
    );
  }
  if (options.societies === 2 && !options.demo)
    throw new CommandRefused('Two Societies on one machine are a demonstration. Leave out --no-demo, or --societies.');
  if (options.fresh) await startOver(settings);
  const home = Home.open(settings);
  const release = holdFolder(home);
  const watch = new NightWatch(home);
  const children = new Children(settings, home);
  const neighbour = options.societies === 2 ? new Neighbour(settings) : undefined;
  const letDatabaseGo = keepDatabase(home);
  const stop = stopper(async () => {
    await Promise.all([neighbour?.stop(), children.stop(), letDatabaseGo()]);
    await home.postgres.stop();
    watch.end();
    release();
  });
  try {
    await refuseBusyPorts(settings);
    watch.begin();
    const begin = async () => {
      await prepare(settings, home, options);
      await children.start();
    };
    await Promise.all([begin(), neighbour?.start()]);
    if (neighbour) {
      await pairSocieties(settings, neighbour.settings);
      process.stdout.write(neighbour.describe());
    }
    process.stdout.write(await describeStart(settings, home, (performance.now() - started) / 1_000));
    await stop.requested;
  } catch (error) {
    await stop.now();
    throw error;
  }
  process.stdout.write('Relink has stopped. Everything is kept; "npm start" goes on from here.\n');
}

/** Database, roles, tables and keys of a folder, without starting the apps. */
export async function prepare(settings: Settings, home: Home, { demo }: Pick<UpOptions, 'demo'>): Promise<void> {
  // Before anything is started: without readable keys nothing else is of use.
  const known = existsSync(settings.keyring) ? await openKeyring(settings.keyring) : undefined;
  await home.postgres.start();
  await home.postgres.asSuperuser('postgres', async (client) => {
    await createDatabaseRoles(client, home.passwords);
    await createDatabase(client, DATABASE);
  });
  await migrate(home.databaseUrl('relink_owner'));
  const keyring = known ?? (await createKeyring(settings.keyring, { demo }));
  // Made from the keyring, so it can be made again at every start.
  await new FamilyKeys(keyring).portal.write(settings.portalKeys);
  if (!existsSync(settings.exchangeKeys)) await createExchangeKeys(settings.exchangeKeys, keyring, new Date());
  if (keyring.demo && !existsSync(home.path('demo.json'))) await seedDemo(settings, home);
}

/** Removes a demonstration and only a demonstration. */
async function startOver(settings: Settings): Promise<void> {
  if (!existsSync(settings.home)) return;
  if (existsSync(settings.keyring) && !(await openKeyring(settings.keyring)).demo) {
    throw new CommandRefused(
      `${settings.home} was made without the demo and may hold real records, so --fresh does not touch it. Remove the folder by hand if you are sure.`,
    );
  }
  const home = existsSync(join(settings.home, 'secrets.json')) ? Home.open(settings) : undefined;
  const release = home && holdFolder(home);
  await home?.postgres.stopLeftover();
  // Whom it was paired with knows it by keys that are about to go.
  if (!settings.home.endsWith(SECOND)) await startOver(neighbourOf(settings));
  emptyHome(settings.home);
  release?.();
}

/** One Relink a folder. @returns gives the folder free again */
function holdFolder(home: Home): () => void {
  const path = home.path('relink.pid');
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 });
  } catch {
    const pid = Number(readFileSync(path, 'utf8'));
    if (isRunning(pid))
      throw new CommandRefused(
        `Relink runs already in this folder (process ${pid}). Stop it first, or choose another folder with RELINK_HOME.`,
      );
    writeFileSync(path, String(process.pid), { mode: 0o600 });
  }
  return () => rmSync(path, { force: true });
}

function isRunning(pid: number): boolean {
  if (pid === process.pid || !Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    // A number left behind by a crash may by now belong to another program.
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node');
  } catch {
    return false;
  }
}

/** Ctrl-C and SIGTERM stop everything once, in order; a second Ctrl-C does not cut it short. */
function stopper(stopAll: () => Promise<void>): { requested: Promise<void>; now: () => Promise<void> } {
  let stopping: Promise<void> | undefined;
  const now = () => (stopping ??= stopAll());
  const requested = new Promise<void>((resolve, reject) => {
    const onSignal = () => {
      if (!stopping) process.stdout.write('\nStopping …\n');
      now().then(resolve, reject);
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    process.on('SIGHUP', onSignal);
    // Whoever started this process is gone. Listening for that alone must not keep it from ending.
    process.on('disconnect', onSignal);
    process.channel?.unref();
  });
  return { requested, now };
}

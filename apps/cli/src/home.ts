import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '#libs/config';
import { DATABASE_ROLES, type DatabaseRole } from '#libs/database';
import { EmbeddedPostgres } from '#libs/embedded';
import { CommandRefused } from './explain.js';

interface Secrets {
  superuser: string;
  roles: Record<DatabaseRole, string>;
}

export const DATABASE = 'relink';

/** What is written again and again between two checkpoints is written down whole only once: so they are far between. */
const ROOM_ON_DISK = ['max_wal_size=4GB', 'checkpoint_timeout=15min'];

/**
 * Whenever a table was tidied or counted, every connection plans anew whatever it asks of it, which takes longer than asking. A small
 * table that grows by some hundred rows would be visited every minute for nothing; a large one is visited by its share. It is
 * counted when a fifth of it is new, as it is tidied, not a tenth: what a register is like does not change faster.
 */
const SELDOM_VISITED = [
  'autovacuum_vacuum_threshold=5000',
  'autovacuum_vacuum_insert_threshold=10000',
  'autovacuum_analyze_threshold=5000',
  'autovacuum_analyze_scale_factor=0.2',
];

/** Megabytes of pages that the database keeps at hand: a sixteenth of this machine, between PostgreSQL's own default and 1 GB. */
function roomInMemory(): number {
  return Math.round(Math.min(1_024, Math.max(128, totalmem() / 16 / 2 ** 20)));
}

/** The one folder of a deployment on this machine: database, keys, passwords of the database roles. */
export class Home {
  readonly postgres: EmbeddedPostgres;
  private readonly secrets: Secrets;

  private constructor(private readonly settings: Settings) {
    this.secrets = this.readSecrets();
    this.postgres = new EmbeddedPostgres({
      folder: join(settings.home, 'postgres'),
      port: settings.databasePort,
      password: this.secrets.superuser,
      ...(settings.postgresPrograms && { programs: settings.postgresPrograms }),
      settings: [`shared_buffers=${roomInMemory()}MB`, ...ROOM_ON_DISK, ...SELDOM_VISITED],
    });
  }

  static open(settings: Settings): Home {
    // Root lends the database a user of its own, which has to get to its folder inside.
    mkdirSync(settings.home, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    return new Home(settings);
  }

  path(name: string): string {
    return join(this.settings.home, name);
  }

  get passwords(): Readonly<Record<DatabaseRole, string>> {
    return this.secrets.roles;
  }

  databaseUrl(role: DatabaseRole): string {
    return this.postgres.url(DATABASE, role, this.secrets.roles[role]);
  }

  private readSecrets(): Secrets {
    const path = this.path('secrets.json');
    if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Secrets;
    if (existsSync(this.path('postgres'))) {
      throw new CommandRefused(
        `${path} is missing, and the database beside it cannot be opened without it. Restore the file from your backup.`,
      );
    }
    const secret = () => randomBytes(24).toString('base64url');
    const secrets: Secrets = {
      superuser: secret(),
      roles: Object.fromEntries(DATABASE_ROLES.map((role) => [role, secret()])) as Secrets['roles'],
    };
    writeFileSync(path, JSON.stringify(secrets, null, 2), { mode: 0o600, flag: 'wx' });
    return secrets;
  }
}

/** Everything Relink makes in its folder; `--fresh` removes these and nothing else. */
const CONTENTS = [
  'postgres',
  'secrets.json',
  'keyring.json',
  'portal-keys.json',
  'exchange-keys.json',
  'demo.json',
  'audit-checkpoints.jsonl',
  'api.log',
  'worker.log',
  'portal.log',
  'exchange.log',
];

export function emptyHome(folder: string): void {
  for (const name of CONTENTS) rmSync(join(folder, name), { recursive: true, force: true });
}

/** The address to reach the database with: the one that was given, or the embedded database of this folder. */
export function databaseUrl(settings: Settings, role: DatabaseRole): string {
  return settings.databaseUrl || Home.open(settings).databaseUrl(role);
}

import { spawn, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { Client } from 'pg';
import { canEnter, databaseUser, findBinaries, MAJOR, type RunAs } from './binaries.js';
import { EmbeddedPostgresFailed } from './embedded.errors.js';

export interface EmbeddedPostgresOptions {
  /** Folder of the cluster; made on first use. Its parent must exist. */
  folder: string;
  port: number;
  /** Password of the superuser `postgres`; kept by the caller. */
  password: string;
  /** Folder of the programs to run it with, in place of those that came along. */
  programs?: string;
  /** Extra `name=value` settings of the server. */
  settings?: readonly string[];
}

/**
 * Real PostgreSQL 18 in a folder, for laptops, demos and tests. It listens on the loopback address only. The server
 * runs in a process group of its own, so that Ctrl-C in a terminal reaches Relink first and the database last.
 */
export class EmbeddedPostgres {
  private server: ChildProcess | undefined;
  private lost: () => void = () => undefined;
  private readonly runAs: RunAs = databaseUser();

  constructor(private readonly options: EmbeddedPostgresOptions) {}

  /** @throws EmbeddedPostgresFailed with what to do next */
  async start(): Promise<void> {
    this.checkFolder();
    await this.stopLeftover();
    if (await answers(this.options.port)) {
      throw new EmbeddedPostgresFailed(
        'postgres.port-busy',
        `Port ${this.options.port} is in use by another program. Stop it, or choose another port with RELINK_DB_PORT.`,
      );
    }
    const binaries = await findBinaries(this.runAs, this.options.programs);
    if (!existsSync(join(this.options.folder, 'PG_VERSION'))) await this.initialise(binaries.initdb);
    await this.launch(binaries.postgres);
  }

  /** Waits for running transactions to be rolled back and everything to be on disk. */
  async stop(): Promise<void> {
    await this.signal('SIGINT');
  }

  /** Ends the server as a power cut would, for tests of what survives one. */
  async crash(): Promise<void> {
    await this.signal('SIGQUIT');
  }

  /** @param then is called where the server that ran ends and nobody here asked it to */
  whenLost(then: () => void): void {
    this.lost = then;
  }

  /** By a socket in the folder of the cluster, which nobody else may enter; by the loopback address where there can be none. */
  url(database: string, user = 'postgres', password = this.options.password): string {
    const { folder, port } = this.options;
    const host = takesSocket(folder, port) ? encodeURIComponent(resolve(folder)) : '127.0.0.1';
    return `postgresql://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
  }

  /** Runs something as the superuser. */
  async asSuperuser<T>(database: string, work: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: this.url(database) });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  private checkFolder(): void {
    const { folder } = this.options;
    if (this.runAs.uid !== undefined && !canEnter(folder, this.runAs)) {
      throw new EmbeddedPostgresFailed(
        'postgres.no-access',
        `Started as root, the database runs as the user "postgres", who may not enter ${dirname(folder)}. Start Relink as a normal user, or set RELINK_HOME to a folder that everybody may enter.`,
      );
    }
    const versionFile = join(folder, 'PG_VERSION');
    if (existsSync(versionFile) && readFileSync(versionFile, 'utf8').trim() !== MAJOR) {
      throw new EmbeddedPostgresFailed(
        'postgres.other-version',
        `The database in ${folder} was made by another PostgreSQL version. Restore a backup into an empty folder.`,
      );
    }
    if (!existsSync(versionFile) && existsSync(folder) && !isEmptyFolder(folder)) {
      throw new EmbeddedPostgresFailed(
        'postgres.folder-taken',
        `The folder ${folder} holds something else, not a database. Set RELINK_HOME to another folder.`,
      );
    }
  }

  /** Beside the folder first: an interrupted start would leave half a cluster that looks like a whole one. */
  private async initialise(initdb: string): Promise<void> {
    const { folder, password } = this.options;
    const [fresh, passwordFile] = [`${folder}.new`, `${folder}.new.pw`];
    try {
      rmSync(fresh, { recursive: true, force: true });
      rmSync(passwordFile, { force: true });
      mkdirSync(fresh, { mode: 0o700, recursive: true });
      writeFileSync(passwordFile, password, { mode: 0o600 });
      if (this.runAs.uid !== undefined)
        for (const path of [fresh, passwordFile]) chownSync(path, this.runAs.uid, this.runAs.gid!);
      await this.initdb(initdb, fresh, passwordFile);
      renameSync(fresh, folder);
    } catch (error) {
      throw error instanceof EmbeddedPostgresFailed ? error : failure(reasonOf(error));
    } finally {
      if (existsSync(passwordFile)) rmSync(passwordFile);
    }
  }

  private initdb(initdb: string, folder: string, passwordFile: string): Promise<void> {
    const flags = [
      `--pgdata=${folder}`,
      '--auth=scram-sha-256',
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--data-checksums',
    ];
    return new Promise((done, refuse) => {
      const child = spawn(initdb, flags, {
        ...this.runAs,
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, LC_ALL: 'C' },
      });
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      child.on('error', (error) => refuse(failure(error.message)));
      child.on('close', (code) => (code === 0 ? done() : refuse(failure(said))));
    });
  }

  private launch(postgres: string): Promise<void> {
    const { folder, port, settings = [] } = this.options;
    const all = [
      'listen_addresses=127.0.0.1',
      `unix_socket_directories=${takesSocket(folder, port) ? resolve(folder) : ''}`,
      'log_statement=none',
      'log_parameter_max_length_on_error=0',
      'log_min_error_statement=panic',
      ...settings,
    ];
    const server = spawn(postgres, ['-D', folder, '-p', String(port), ...all.flatMap((setting) => ['-c', setting])], {
      ...this.runAs,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    this.server = server;
    return new Promise((done, refuse) => {
      let [said, ready] = ['', false];
      server.stderr.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-4_000);
        if (!ready && said.includes('database system is ready to accept connections')) {
          ready = true;
          done();
        }
      });
      server.on('error', (error) => refuse(failure(error.message)));
      server.on('close', () => {
        refuse(failure(said));
        if (!ready || this.server !== server) return;
        this.server = undefined;
        this.lost();
      });
    });
  }

  private signal(signal: NodeJS.Signals): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (!server || server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
    return new Promise((done) => {
      server.once('close', () => done());
      server.kill(signal);
    });
  }

  /** A start after a crash of Relink finds its own database still running: it is stopped properly first. */
  async stopLeftover(): Promise<void> {
    const pidFile = join(this.options.folder, 'postmaster.pid');
    if (!existsSync(pidFile)) return;
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    if (!isPostgres(pid)) return;
    process.kill(pid, 'SIGINT');
    for (let waited = 0; existsSync(pidFile) && isPostgres(pid) && waited < 10_000; waited += 50) {
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

/** A process id in a file may by now be anyone's. */
function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return false;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => (socket.destroy(), done(true)));
    socket.on('error', () => done(false));
  });
}

/** The shortest of the limits that systems set for the path of a socket, in bytes. */
const LONGEST_SOCKET_PATH = 103;

/** A question over a socket needs a third less processor time than one over the loopback address (ADR 0027). */
function takesSocket(folder: string, port: number): boolean {
  const path = resolve(folder, `.s.PGSQL.${port}`);
  return process.platform !== 'win32' && Buffer.byteLength(path) <= LONGEST_SOCKET_PATH && !/[,"]/.test(path);
}

function isEmptyFolder(path: string): boolean {
  return statSync(path).isDirectory() && readdirSync(path).length === 0;
}

/** The system's own words for why a file could not be made. */
function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return 'No space left';
  return code === 'EACCES' || code === 'EPERM' || code === 'ENOTDIR' || code === 'EROFS'
    ? 'Permission denied'
    : message;
}

function failure(said: string): EmbeddedPostgresFailed {
  if (/No space left/i.test(said)) {
    return new EmbeddedPostgresFailed(
      'postgres.disk-full',
      'The disk is full: the database cannot start. Free some space and start again; nothing is lost.',
    );
  }
  if (/Permission denied|could not (access|change permissions)/i.test(said)) {
    return new EmbeddedPostgresFailed(
      'postgres.no-access',
      'The database may not write into its folder. Check who owns RELINK_HOME.',
    );
  }
  const last = said.trim().split('\n').at(-1) ?? '';
  return new EmbeddedPostgresFailed('postgres.did-not-start', `The embedded database did not start: ${last}`);
}

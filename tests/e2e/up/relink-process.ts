import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '#libs/embedded';
import { Totp } from '#libs/crypto';
import { treeBelow, isAlive } from './processes.js';

const MAIN = fileURLToPath(new URL('../../../dist/apps/cli/src/main.js', import.meta.url));
const READY = 'Ctrl-C stops everything.';
const READY_WITHIN_MS = 180_000;

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A folder and ports for one deployment, as an operator sets them. */
export class Place {
  readonly environment: NodeJS.ProcessEnv;

  private constructor(
    readonly home: string,
    readonly ports: { api: number; worker: number; portal: number; exchange: number; database: number },
  ) {
    // Nothing of whoever runs the tests may lean into a deployment under test.
    const foreign = Object.entries(process.env).filter(
      ([name]) => !name.startsWith('RELINK_') && name !== 'NODE_OPTIONS',
    );
    this.environment = {
      ...Object.fromEntries(foreign),
      RELINK_HOME: home,
      RELINK_API_PORT: String(ports.api),
      RELINK_WORKER_PORT: String(ports.worker),
      RELINK_PORTAL_PORT: String(ports.portal),
      RELINK_EXCHANGE_PORT: String(ports.exchange),
      RELINK_DB_PORT: String(ports.database),
    };
  }

  static async make(): Promise<Place> {
    const home = mkdtempSync(join(tmpdir(), 'relink-up-'));
    // Started as root, the database runs as a user of its own, who has to get inside.
    chmodSync(home, 0o711);
    const [api, worker, portal, exchange] = [await freePort(), await freePort(), await freePort(), await freePort()];
    return new Place(home, { api, worker, portal, exchange, database: await freePort() });
  }

  get url(): string {
    return `http://127.0.0.1:${this.ports.api}`;
  }

  /** Runs a command line to its end, with answers on its standard input. */
  relink(args: readonly string[], { input = '', env = {} }: { input?: string; env?: NodeJS.ProcessEnv } = {}) {
    const child = spawn(process.execPath, [MAIN, ...args], { env: { ...this.environment, ...env } });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    return ended(child);
  }

  /** Starts a command line and leaves it running. */
  spawn(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    return spawn(process.execPath, [MAIN, ...args], { env: { ...this.environment, ...env } });
  }

  /** Whether the database of this folder runs, by its own file. */
  databasePid(): number | undefined {
    const file = join(this.home, 'postgres', 'postmaster.pid');
    if (!existsSync(file)) return undefined;
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    return isAlive(pid) ? pid : undefined;
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** One `relink up`, in a process group of its own, as a terminal makes it. */
export class RelinkUp {
  private constructor(
    readonly place: Place,
    private readonly child: ChildProcess,
    private readonly end: Promise<Ended>,
    /** What it printed before it was ready. */
    readonly printed: string,
    readonly secondsToReady: number,
  ) {}

  static async start(place: Place, args: readonly string[] = []): Promise<RelinkUp> {
    const started = performance.now();
    const child = spawn(process.execPath, [MAIN, 'up', ...args], { env: place.environment, detached: true });
    const end = ended(child);
    let printed = '';
    await new Promise<void>((ready, refuse) => {
      const late = setTimeout(() => refuse(new Error(`relink up was not ready in time: ${printed}`)), READY_WITHIN_MS);
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        if (!printed.includes(READY)) return;
        clearTimeout(late);
        ready();
      });
      void end.then(({ code, stderr }) => {
        clearTimeout(late);
        refuse(new Error(`relink up ended with ${code}: ${stderr}`));
      });
    });
    return new RelinkUp(place, child, end, printed, (performance.now() - started) / 1_000);
  }

  get pid(): number {
    return this.child.pid!;
  }

  get password(): string {
    return /Password for every account\s+(\S+)/.exec(this.printed)![1]!;
  }

  /** Every process it has started, the database's own among them. */
  processes(): number[] {
    return [this.pid, ...treeBelow(this.pid)];
  }

  /** SIGINT goes to the whole group, as Ctrl-C in a terminal does; other signals to the one process. */
  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<Ended> {
    process.kill(signal === 'SIGINT' ? -this.pid : this.pid, signal);
    return this.end;
  }
}

/** The code an authenticator shows, waiting for the next one where this one has opened the door already. */
export class Authenticators {
  private readonly used = new Map<string, string>();

  constructor(private readonly secretOf: (email: string) => string) {}

  async code(email: string): Promise<string> {
    for (;;) {
      const code = new Totp(this.secretOf(email)).code(new Date());
      if (this.used.get(email) !== code) {
        this.used.set(email, code);
        return code;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  /** Of the accounts of a demonstration. */
  static ofDemo(place: Place): Authenticators {
    const { accounts } = JSON.parse(readFileSync(join(place.home, 'demo.json'), 'utf8')) as {
      accounts: { email: string; totpSecret: string }[];
    };
    return new Authenticators((email) => accounts.find((account) => account.email === email)!.totpSecret);
  }
}

function ended(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((done, refuse) => {
    child.once('error', refuse);
    child.once('close', (code) => done({ code, stdout, stderr }));
  });
}

import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Settings } from '#libs/config';
import type { DatabaseRole } from '#libs/database';
import { CommandRefused } from '../explain.js';
import type { Home } from '../home.js';

interface AppProcess {
  name: string;
  role: DatabaseRole;
}

/** The processes of a deployment. */
const APPS: readonly AppProcess[] = [
  { name: 'api', role: 'relink_api' },
  { name: 'worker', role: 'relink_worker' },
  { name: 'portal', role: 'relink_portal' },
  { name: 'exchange', role: 'relink_exchange' },
];

/**
 * Most of what a request makes is gone when it was answered: with more room for what is young, little of it is copied about. The
 * bytes of sealed values count like everything else; by themselves they would have all memory looked through at every 64 MB of
 * them, three times a minute on a busy day, which everybody waits for.
 */
const NODE_OPTIONS = [
  '--enable-source-maps',
  '--max-semi-space-size=128',
  '--external-memory-accounted-in-global-limit',
];

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 15_000;
const MOST_RESTARTS_A_MINUTE = 5;

/** Starts the apps, each with the address of its own database role only, and starts one again that died. */
export class Children {
  private readonly running = new Map<string, ChildProcess>();
  private readonly restarts: number[] = [];
  private stopping = false;

  constructor(
    private readonly settings: Settings,
    private readonly home: Home,
  ) {}

  async start(): Promise<void> {
    await Promise.all(APPS.map((app) => this.launch(app)));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all([...this.running.values()].map(stopped));
  }

  /** Resolves when the app listens. */
  private launch(app: AppProcess): Promise<void> {
    const main = fileURLToPath(new URL(`../../../${app.name}/src/main.js`, import.meta.url));
    const log = this.home.path(`${app.name}.log`);
    // It writes into the file itself: carried through here, each line would cost two processes.
    const lines = openSync(log, 'a', 0o600);
    const before = fstatSync(lines).size;
    const said = () => readFileSync(log).subarray(before).toString().slice(-2_000);
    const child = fork(main, [], {
      env: { ...process.env, RELINK_DATABASE_URL: this.home.databaseUrl(app.role), RELINK_HOME: this.settings.home },
      execArgv: NODE_OPTIONS,
      stdio: ['ignore', lines, lines, 'ipc'],
    });
    closeSync(lines);
    this.running.set(app.name, child);
    return new Promise((ready, refuse) => {
      const late = setTimeout(
        () => refuse(new CommandRefused(`The ${app.name} did not get ready in time; see ${log}.`)),
        READY_WITHIN_MS,
      );
      let started = false;
      child.once('message', () => {
        started = true;
        clearTimeout(late);
        ready();
      });
      child.once('exit', (code) => {
        clearTimeout(late);
        this.running.delete(app.name);
        if (!started)
          refuse(
            new CommandRefused(
              `The ${app.name} did not start: ${lastLine(said()) || `it ended with code ${code}`} (log: ${log})`,
            ),
          );
        else if (!this.stopping) this.startAgain(app);
      });
    });
  }

  private startAgain(app: AppProcess): void {
    const minuteAgo = Date.now() - 60_000;
    this.restarts.splice(0, this.restarts.length, ...this.restarts.filter((at) => at > minuteAgo), Date.now());
    process.stderr.write(
      `The ${app.name} stopped unexpectedly; starting it again. Its log: ${this.home.path(`${app.name}.log`)}\n`,
    );
    const pause = this.restarts.length > MOST_RESTARTS_A_MINUTE ? 30_000 : 500;
    setTimeout(() => {
      if (!this.stopping)
        this.launch(app).catch((error: unknown) => process.stderr.write(`${(error as Error).message}\n`));
    }, pause);
  }
}

function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    child.once('exit', () => {
      clearTimeout(force);
      done();
    });
    child.kill('SIGTERM');
  });
}

function lastLine(text: string): string {
  const lines = text
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('{'));
  return lines.at(-1) ?? '';
}

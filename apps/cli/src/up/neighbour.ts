import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSettings, type Settings } from '#libs/config';
import { NEIGHBOUR } from '../demo/demo-society.js';
import { CommandRefused } from '../explain.js';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));
const READY = 'Relink is ready';
const LAST_WORDS = 'Ctrl-C stops everything';
/** Its folder within the folder of the first. */
export const SECOND = 'second-society';

/**
 * The second of two Societies on one machine: a whole deployment of its own, with its own folder, database, keys and processes,
 * on ports a hundred higher.
 */
export class Neighbour {
  readonly settings: Settings;
  private process: ChildProcess | undefined;
  private said = '';

  constructor(private readonly first: Settings) {
    this.settings = neighbourOf(first);
  }

  /** @throws CommandRefused where it cannot be started, with its own reason */
  start(): Promise<void> {
    const child = fork(MAIN, ['up'], {
      env: environmentOf(this.first),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Ctrl-C reaches the first alone, which then stops the second in order.
      detached: true,
    });
    this.process = child;
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    return new Promise((ready, refuse) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        this.said += chunk.toString();
        if (this.said.includes(READY) && this.said.includes(LAST_WORDS)) ready();
      });
      child.once('exit', () =>
        refuse(new CommandRefused(`The second Society did not start. ${complaint.trim() || this.said.trim()}`)),
      );
    });
  }

  /** What it said when it was ready: its addresses and who can sign in. */
  describe(): string {
    const after = this.said.slice(this.said.indexOf(READY));
    const addresses = after.slice(after.indexOf('\n'), after.indexOf(LAST_WORDS)).trim();
    // A command without this would ask the first.
    const own = addresses.replace('npm run -s relink', `RELINK_HOME=${this.settings.home} npm run -s relink`);
    return `\nThe second Society, ${this.settings.societyName}:\n\n  ${own}\n`;
  }

  stop(): Promise<void> {
    const { process: child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((done) => {
      child.once('exit', () => done());
      child.kill('SIGTERM');
    });
  }
}

export function neighbourOf(first: Settings): Settings {
  return readSettings(environmentOf(first));
}

/** Whatever is not named here is as at the first. */
function environmentOf(first: Settings): NodeJS.ProcessEnv {
  return {
    ...process.env,
    RELINK_HOME: join(first.home, SECOND),
    RELINK_SOCIETY: NEIGHBOUR.code,
    RELINK_SOCIETY_NAME: NEIGHBOUR.name,
    RELINK_API_PORT: String(first.apiPort + 100),
    RELINK_PORTAL_PORT: String(first.portalPort + 100),
    RELINK_EXCHANGE_PORT: String(first.exchangePort + 100),
    RELINK_WORKER_PORT: String(first.workerPort + 100),
    RELINK_DB_PORT: String(first.databasePort + 100),
    // These follow from the folder and the ports.
    RELINK_KEYRING: '',
    RELINK_PORTAL_KEYS: '',
    RELINK_EXCHANGE_KEYS: '',
    RELINK_PUBLIC_ORIGIN: '',
    RELINK_PORTAL_ORIGIN: '',
    RELINK_EXCHANGE_ORIGIN: '',
  };
}

import type { INestApplication } from '@nestjs/common';
import { SettingsRefused } from '#libs/config';
import { RelinkError } from '#libs/kernel';
import type { Log } from './logger.js';

export interface RunOptions {
  host: string;
  port: number;
  log: Log;
}

/** What a stopping process has to finish its running requests. */
const SHUTDOWN_MS = 10_000;

/**
 * Listens, and ends in good order on SIGTERM and SIGINT: no new work, running work finished, connections closed. A
 * start that fails says why in one line and ends with 1.
 */
export async function runApp(app: INestApplication, { host, port, log }: RunOptions): Promise<void> {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    log.write('info', { event: 'stopping' });
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.failure('stop-failed', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // A parent that vanished cannot ask us to stop any more.
  process.on('disconnect', stop);
  process.on('unhandledRejection', (error) => log.failure('unhandled-rejection', error));
  try {
    await app.listen(port, host);
  } catch (error) {
    log.failure('listen-failed', error);
    process.stderr.write(
      (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
        ? `Port ${port} is in use by another program. Stop it, or choose another port.\n`
        : `Cannot listen on ${host}:${port}.\n`,
    );
    process.exit(1);
  }
  log.write('info', { event: 'listening' });
  process.send?.({ ready: true });
}

/** Runs the start of a process. What stands in the way is one line for the operator, and the end with 1. */
export async function startProcess(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

/** Messages of ours are written to be read; those of others may hold what nobody should see. */
function explain(error: unknown): string {
  if (error instanceof SettingsRefused || error instanceof RelinkError) return error.message;
  const { name, code } = error as { name?: unknown; code?: unknown };
  const what = typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown';
  return `This process cannot start (${what}). Check that its database answers and that its role may use it.`;
}

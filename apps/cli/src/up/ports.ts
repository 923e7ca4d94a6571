import { createServer } from 'node:net';
import type { Settings } from '#libs/config';
import { CommandRefused } from '../explain.js';

/** Asked before anything is started, so that the answer comes at once. The database asks for its own port. */
export async function refuseBusyPorts({
  host,
  apiPort,
  workerPort,
  portalPort,
  exchangePort,
}: Settings): Promise<void> {
  for (const [port, variable] of [
    [apiPort, 'RELINK_API_PORT'],
    [workerPort, 'RELINK_WORKER_PORT'],
    [portalPort, 'RELINK_PORTAL_PORT'],
    [exchangePort, 'RELINK_EXCHANGE_PORT'],
  ] as const) {
    if (await isBusy(host, port))
      throw new CommandRefused(
        `Port ${port} is in use by another program. Stop it, or choose another port with ${variable}.`,
      );
  }
}

function isBusy(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(true) : reject(error),
    );
    probe.listen(port, host, () => probe.close(() => resolve(false)));
  });
}

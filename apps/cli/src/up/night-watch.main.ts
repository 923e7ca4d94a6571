import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the apps have, after the one who started them vanished, to finish what they were doing. */
const APPS_STOP_MS = 3_000;
const folder = process.argv[2]!;

// A group of its own keeps Ctrl-C away; these would only end the watch before what it watches.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.once('disconnect', () => {
  const found = postmaster();
  if (found === undefined) return process.exit();
  setTimeout(() => {
    // Somebody may have started Relink again meanwhile: that database is another process, and not ours to stop.
    if (postmaster() === found) process.kill(found, 'SIGINT');
    process.exit();
  }, APPS_STOP_MS);
});

/** The process id of the database in the folder, as its own file says it. */
function postmaster(): number | undefined {
  const file = join(folder, 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}

import { setTimeout as pause } from 'node:timers/promises';
import { explain } from '../explain.js';
import type { Home } from '../home.js';

const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Starts the database again that ended by itself, such as where the system was out of memory: the apps wait for it and go on.
 * @returns lets go of it, and waits for a start that is under way
 */
export function keepDatabase({ postgres }: Home): () => Promise<void> {
  let kept = true;
  let starting = Promise.resolve();
  const startAgain = async () => {
    say('The database stopped unexpectedly; starting it again.');
    for (let wait = PAUSE_MS; kept; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
      // What is left of the old one needs a moment to go.
      await pause(wait);
      if (!kept) return;
      try {
        return await postgres.start();
      } catch (error) {
        say(explain(error));
      }
    }
  };
  postgres.whenLost(() => {
    starting = startAgain();
  });
  return () => {
    kept = false;
    return starting;
  };
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

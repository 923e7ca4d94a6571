import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Home } from '../home.js';

/**
 * A small process that outlives a Relink that was killed, and then stops the database, which would otherwise run on for
 * ever. In a group of its own, so that Ctrl-C does not end it first.
 */
export class NightWatch {
  private watch: ChildProcess | undefined;

  constructor(private readonly home: Home) {}

  begin(): void {
    const main = fileURLToPath(new URL('./night-watch.main.js', import.meta.url));
    this.watch = fork(main, [this.home.path('postgres')], {
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.watch.unref();
    this.watch.channel?.unref();
  }

  /** Everything was stopped in order: nothing is left to watch. */
  end(): void {
    this.watch?.disconnect();
  }
}

import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Log } from '#libs/process';

/**
 * Does one thing again and again: looks whether there is something to do, does it, and looks again at once while there was. What
 * fails is looked at again with the next beat. The tables are the memory; several workers share the rounds by locking rows.
 */
export abstract class Rounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;

  /** @param everyMs between two looks; 0 where only `look` begins one */
  constructor(
    protected readonly log: Log,
    private readonly everyMs: number,
  ) {}

  onApplicationBootstrap(): void {
    if (this.everyMs > 0) this.timer = setInterval(() => void this.look(), this.everyMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Resolves when there is nothing left to do now. */
  look(): Promise<void> {
    this.running ??= this.untilQuiet().finally(() => (this.running = undefined));
    return this.running;
  }

  /** @returns whether there may be more */
  protected abstract round(): Promise<boolean>;

  private async untilQuiet(): Promise<void> {
    try {
      while (!this.stopped && (await this.round()));
    } catch (error) {
      this.log.failure('exchange-round-failed', error);
    }
  }
}

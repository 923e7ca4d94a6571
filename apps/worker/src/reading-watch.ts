import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Log } from '#libs/process';
import { ReadingPace } from '#libs/stewardship';

const EVERY_MS = 60_000;

/** Looks every minute whether somebody reads faster than work takes them. */
@Injectable()
export class ReadingWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly pace: ReadingPace,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), EVERY_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    try {
      await this.pace.look();
    } catch (error) {
      this.log.failure('reading-watch-failed', error);
    }
  }
}

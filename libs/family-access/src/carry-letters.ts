import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { systemActor } from '#libs/kernel';

const CARRIER = systemActor('family-access.carry-letters');
/** Somebody who stops everything is not kept waiting. */
const LOOK_EVERY_MS = 500;
const AT_ONCE = 50;

/**
 * Letters lie where the portal may put them, and the portal cannot reach the outbox: from there they are carried into it, each
 * once, in the transaction that notes that it was carried.
 */
@Injectable()
export class CarryLetters implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(CarryLetters.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private failing = false;

  constructor(private readonly unitOfWork: UnitOfWork) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private look(): void {
    this.running ??= this.carry()
      .then(() => void (this.failing = false))
      .catch((error: unknown) => {
        // Said once per outage, not with every look.
        if (!this.failing) this.logger.error(error);
        this.failing = true;
      })
      .finally(() => (this.running = undefined));
  }

  private carry(): Promise<void> {
    return this.unitOfWork.run(CARRIER, async (tx) => {
      const letters = await tx.sql<{ id: string }>(
        `UPDATE portal.letters SET carried = true WHERE id IN (SELECT id FROM portal.letters WHERE NOT carried
           ORDER BY written_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED) RETURNING id`,
      );
      for (const { id } of letters) tx.outbox.emit('family-access.letter-arrived', { letterId: id });
    });
  }
}

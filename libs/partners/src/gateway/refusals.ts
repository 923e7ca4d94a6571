import type { OnApplicationBootstrap, BeforeApplicationShutdown } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { newId, systemActor } from '#libs/kernel';
import { Log } from '#libs/process';
import type { RefusalReason } from '../protocol/index.js';
import type { PartnerId } from '../registry/partner.entity.js';

const GATEWAY = systemActor('exchange');
const EVERY_MS = 10_000;

/** Counts what was refused, so that a flood of refusals is a few rows, and the worker can raise the alarm. */
export class Refusals implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private counts = new Map<string, { partnerId: PartnerId | null; reason: RefusalReason; count: number }>();
  private timer: NodeJS.Timeout | undefined;
  private writing = Promise.resolve();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  /** @param partnerId whose signature it bore; null where it could be anybody's */
  note(reason: RefusalReason, partnerId: PartnerId | null): void {
    this.log.write('warn', { event: 'exchange-refused', code: reason });
    const key = `${partnerId} ${reason}`;
    const noted = this.counts.get(key) ?? { partnerId, reason, count: 0 };
    this.counts.set(key, { ...noted, count: noted.count + 1 });
  }

  /** Resolves when everything noted so far is written, or could not be. */
  flush(): Promise<void> {
    return (this.writing = this.writing.then(() => this.write()));
  }

  private async write(): Promise<void> {
    const counted = [...this.counts.values()];
    if (counted.length === 0) return;
    this.counts = new Map();
    try {
      await this.unitOfWork.run(GATEWAY, async (tx) => {
        for (const { partnerId, reason, count } of counted)
          await tx.sql(
            'INSERT INTO exchange_refusals (id, partner_id, reason, count, at) VALUES ($1, $2, $3, $4, $5)',
            [newId(), partnerId, reason, count, tx.now],
          );
      });
    } catch (error) {
      this.log.failure('exchange-refusals-not-counted', error);
    }
  }
}

import type { DomainEvent, Transaction } from '#libs/database';
import type { EventHandler } from '../event-handler.js';
import type { Scheduled, ScheduleOptions } from './schedule.js';

/** The topic of a schedule's pages. */
export function topicOf({ name }: ScheduleOptions): string {
  return `schedule.${name}`;
}

/** One page of a run, as an event: kept, tried again and done once like every other one. */
export class ScheduledRun implements EventHandler {
  constructor(
    private readonly options: ScheduleOptions,
    private readonly scheduled: Scheduled,
  ) {}

  async handle(tx: Transaction, { payload: { period, after } }: DomainEvent): Promise<void> {
    // A run that could not be finished until the next one began leaves the rest to that one.
    const later = await tx.sql('SELECT 1 FROM schedule_runs WHERE name = $1 AND period > $2', [
      this.options.name,
      period,
    ]);
    const next = later.length > 0 ? undefined : await this.scheduled.run(tx, after);
    if (next !== undefined && next === after) throw new Error(`The schedule ${this.options.name} does not move on.`);
    if (next !== undefined) tx.outbox.emit(topicOf(this.options), { period: period!, after: next }, 'bulk');
    else
      await tx.sql('UPDATE schedule_runs SET finished_at = $3 WHERE name = $1 AND period = $2', [
        this.options.name,
        period,
        tx.now,
      ]);
  }
}

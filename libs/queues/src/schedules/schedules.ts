import { InjectQueue } from '@nestjs/bullmq';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Queue } from 'bullmq';
import { UnitOfWork } from '#libs/database';
import { systemActor } from '#libs/kernel';
import { patternOf, periodOf, RunsOn, type ScheduleOptions } from './schedule.js';
import { topicOf } from './scheduled-run.js';

const SCHEDULER = systemActor('schedules');

/** A wiped queue has forgotten its job schedulers, and a beat may be lost: so often everything is looked after anew. */
const LOOK_AFTER_MS = 10 * 60_000;

/**
 * Begins the run of each schedule once a period, across restarts and however many workers there are: whoever writes the
 * row of the period first leaves the first page in the outbox, in the same transaction. BullMQ's job schedulers only
 * say when to look; a beat too many changes nothing, and one that was lost is made up for at the next look.
 */
@Injectable()
export class Schedules implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly schedules = new Map<string, ScheduleOptions>();
  private readonly logger = new Logger(Schedules.name);
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly unitOfWork: UnitOfWork,
    @InjectQueue('bulk') private readonly queue: Queue,
  ) {}

  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders()) {
      const options = this.discovery.getMetadataByDecorator(RunsOn, wrapper);
      if (!options) continue;
      if (this.schedules.has(options.name)) throw new Error(`Two schedules are called ${options.name}.`);
      patternOf(options);
      this.schedules.set(options.name, options);
    }
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(), LOOK_AFTER_MS);
    this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  /** Begins the run of the current period, where nobody has. @returns true where this call began it */
  begin(name: string): Promise<boolean> {
    const options = this.schedules.get(name);
    // A beat of a version that knew more schedules than this one.
    if (!options) return Promise.resolve(false);
    return this.unitOfWork.run(SCHEDULER, async (tx) => {
      const period = periodOf(options, tx.now);
      const begun = await tx.sql(
        'INSERT INTO schedule_runs (name, period, begun_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING name',
        [name, period, tx.now],
      );
      if (begun.length > 0) tx.outbox.emit(topicOf(options), { period }, 'bulk');
      return begun.length > 0;
    });
  }

  private look(): void {
    this.looking ??= this.lookAfterAll()
      .catch((error: unknown) => this.logger.error(error))
      .finally(() => (this.looking = undefined));
  }

  private async lookAfterAll(): Promise<void> {
    for (const name of this.schedules.keys()) await this.begin(name);
    for (const options of this.schedules.values())
      await this.queue.upsertJobScheduler(
        options.name,
        { pattern: patternOf(options), tz: 'UTC' },
        { name: options.name, opts: { removeOnComplete: true, removeOnFail: true } },
      );
    const known = await this.queue.getJobSchedulers();
    for (const { key } of known) if (!this.schedules.has(key)) await this.queue.removeJobScheduler(key);
  }
}

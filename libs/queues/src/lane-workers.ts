import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job, WorkerOptions } from 'bullmq';
import { EventProcessor } from './event-processor.js';
import type { EventJob } from './lanes.js';
import { Schedules } from './schedules/schedules.js';

export const LANE_CONCURRENCY = Symbol('LANE_CONCURRENCY');

/** A worker that died is noticed after this time; its job is taken over however often that happens. */
const RECOVERY = {
  lockDuration: 15_000,
  stalledInterval: 5_000,
  maxStalledCount: 10_000,
  // After a lost connection; BullMQ's default of 15 s is long for someone who waits.
  runRetryDelay: 1_000,
} satisfies Partial<WorkerOptions>;

abstract class LaneWorker extends WorkerHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly processor: EventProcessor,
    private readonly concurrency: number,
  ) {
    super();
  }

  /** Refuses to start where the queue does not answer: BullMQ would remember that first failure for ever. */
  async onApplicationBootstrap(): Promise<void> {
    this.worker.concurrency = this.concurrency;
    // Lost connections come back by themselves; without a listener one would end the process.
    this.worker.on('error', () => undefined);
    await this.worker.waitUntilReady();
    void this.worker.run().catch(() => undefined);
  }

  /** Before the database is closed: events that are being handled are finished. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  process(job: Job<EventJob>): Promise<unknown> {
    return this.processor.process(job.data.events);
  }
}

@Processor('prompt', { ...RECOVERY, autorun: false })
export class PromptLane extends LaneWorker {
  constructor(processor: EventProcessor, @Inject(LANE_CONCURRENCY) concurrency: number) {
    super(processor, concurrency);
  }
}

@Processor('bulk', { ...RECOVERY, autorun: false })
export class BulkLane extends LaneWorker {
  constructor(
    processor: EventProcessor,
    @Inject(LANE_CONCURRENCY) concurrency: number,
    private readonly schedules: Schedules,
  ) {
    super(processor, Math.max(1, Math.floor(concurrency / 2)));
  }

  /** The beats of the schedules come this way too: jobs that carry a name and nothing else. */
  override process(job: Job<EventJob>): Promise<unknown> {
    return job.repeatJobKey === undefined ? super.process(job) : this.schedules.begin(job.name);
  }
}

import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import { EventProcessor } from './event-processor.js';
import { BulkLane, LANE_CONCURRENCY, PromptLane } from './lane-workers.js';
import { LANES, PACE, QUEUE_PACE, type QueuePace } from './lanes.js';
import { QUEUE_SCHEMA } from './migrate-queues.js';
import { DISPATCHER_DATABASE_URL, OutboxDispatcher } from './outbox-dispatcher.js';
import { Schedules } from './schedules/schedules.js';

export interface QueuesOptions {
  backend: 'postgres' | 'redis';
  /** The worker's database; it also carries the queues where the backend is `postgres`. */
  databaseUrl: string;
  redisUrl?: string;
  /** Events at once in the prompt lane; the bulk lane gets half. */
  concurrency: number;
  pace?: Partial<QueuePace>;
}

/** Outbox dispatcher and event processors; only the worker process has them. */
@Module({})
export class QueuesModule {
  static forRoot(options: QueuesOptions): DynamicModule {
    return {
      module: QueuesModule,
      imports: [
        DiscoveryModule,
        BullModule.forRoot({ connection: connectionOf(options) }),
        ...LANES.map((name) => BullModule.registerQueue({ name })),
      ],
      providers: [
        { provide: DISPATCHER_DATABASE_URL, useValue: options.databaseUrl },
        { provide: QUEUE_PACE, useValue: { ...PACE, ...options.pace } },
        { provide: LANE_CONCURRENCY, useValue: options.concurrency },
        EventProcessor,
        OutboxDispatcher,
        Schedules,
        PromptLane,
        BulkLane,
      ],
    };
  }
}

function connectionOf({ backend, databaseUrl, redisUrl }: QueuesOptions): object {
  // @nestjs/bullmq builds queues and workers itself and has no backend option: it is chosen once for the process.
  setDefaultBackendFactory(backend === 'postgres' ? createPostgresBackend : undefined);
  if (backend === 'postgres') {
    // What it loses in a power cut the outbox hands over again: no commit of the queue waits for the disk.
    return { connectionString: databaseUrl, schema: QUEUE_SCHEMA, max: 4, options: '-c synchronous_commit=off' };
  }
  const { hostname, port, username, password, protocol, pathname } = new URL(redisUrl ?? '');
  return {
    host: hostname,
    port: Number(port || 6379),
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(pathname.length > 1 && { db: Number(pathname.slice(1)) }),
    ...(protocol === 'rediss:' && { tls: {} }),
    maxRetriesPerRequest: null,
  };
}

export * from './eraser.js';
export * from './event-handler.js';
export type { QueuePace } from './lanes.js';
export * from './migrate-queues.js';
export { OutboxDispatcher } from './outbox-dispatcher.js';
export * from './queues.module.js';
export { RunsOn, type Scheduled, type ScheduleOptions } from './schedules/schedule.js';
export { Schedules } from './schedules/schedules.js';

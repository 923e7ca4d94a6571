import type { Lane } from '#libs/database';

export const LANES: readonly Lane[] = ['prompt', 'bulk'];

/** An event on its way: which one, and who is to be asked. */
export interface HandedOver {
  id: string;
  topic: string;
}

/** What a queue carries: which events, nothing of them. */
export interface EventJob {
  events: readonly HandedOver[];
}

/** Most events that one job carries, where everybody who handles them can handle several together. */
export const TOGETHER = 40;

/** From so many events a second on, they are collected for a while before they are handed over. */
const QUIET_PER_SECOND = 10;
const PAUSE_MS_PER_EVENT = 4;
const LONGEST_PAUSE_MS = 200;

/**
 * Milliseconds to collect events before the next are handed over: none while it is quiet, so that nobody waits, and more the
 * busier it is, because handling many together is far less work.
 */
export function collectingPause(eventsPerSecond: number): number {
  return Math.min(LONGEST_PAUSE_MS, Math.max(0, (eventsPerSecond - QUIET_PER_SECOND) * PAUSE_MS_PER_EVENT));
}

/** Most events of a lane that are in the queue at once; the rest waits in the outbox, where nothing can be lost. */
export const IN_FLIGHT = 500;

/** How patient the queues are. */
export interface QueuePace {
  /** A dispatched event that was not done in this time is handed over again: the queue may have been wiped. */
  handOverAgainSeconds: number;
  /** The pause after the first failure; each further failure doubles it, up to an hour. */
  firstPauseSeconds: number;
  /** After this many failures an event is dead and a person has to look. */
  mostAttempts: number;
}

/** With these, an event that fails for ever is dead after about a day and a half. */
export const PACE: Readonly<QueuePace> = { handOverAgainSeconds: 60, firstPauseSeconds: 1, mostAttempts: 40 };

export const QUEUE_PACE = Symbol('QUEUE_PACE');

/** Seconds to wait after the n-th failure. */
export function pauseAfter(attempts: number, { firstPauseSeconds }: QueuePace): number {
  return Math.min(firstPauseSeconds * 2 ** (attempts - 1), 3_600);
}

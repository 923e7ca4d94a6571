import type { Lane } from '#libs/database';

export const LANES: readonly Lane[] = ['prompt', 'bulk'];

/** What a queue carries: which events of one topic, nothing of them. */
export interface EventJob {
  eventIds: readonly string[];
}

/** Most events of a topic that one job carries, where somebody handles them together. */
export const TOGETHER = 20;

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

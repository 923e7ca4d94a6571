import type { Lane } from '#libs/database';

export const LANES: readonly Lane[] = ['prompt', 'bulk'];

/** What a queue carries: which event, nothing of it. */
export interface EventJob {
  eventId: string;
}

/** Most events of a lane that are in the queue at once; the rest waits in the outbox, where nothing can be lost. */
export const IN_FLIGHT = 500;

/** A dispatched event that was not done in this time is handed over again: the queue may have been wiped. */
export const HAND_OVER_AGAIN_SECONDS = 60;

/** After this many failures a person has to look; with the growing pauses that is about a day and a half. */
export const MOST_ATTEMPTS = 40;

/** Seconds to wait after the n-th failure: doubling from one second, at most an hour. */
export function pauseAfter(attempts: number): number {
  return Math.min(2 ** (attempts - 1), 3_600);
}

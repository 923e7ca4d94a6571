import type { TracingRequest } from '#libs/cases';
import { dayOf, daysAfter, type Day } from '#libs/kernel';
import type { Timing } from './result-of.js';

/** How soon a result is told that tells something. */
const DAYS_TO_TELL = 7;
/** How soon it is settled what follows then: an end, or a reunification. */
const DAYS_TO_FOLLOW = 30;

type Regular = Pick<TracingRequest, 'reviewOn' | 'contactFreshUntil'>;

/**
 * When the enquirer is spoken to whether or not anybody was found: before the contact gets lost, or when the request is
 * reviewed. Both days were set while the search went on and know nothing of what came of it.
 */
export function regularContactOn({ reviewOn, contactFreshUntil }: Regular, now: Date): Day {
  const [today, next] = [dayOf(now), reviewOn < contactFreshUntil ? reviewOn : contactFreshUntil];
  return next < today ? today : (next as Day);
}

/**
 * By when a result is told. One that tells nothing has no day of its own: a call a week after somebody was found would give
 * away that they were.
 */
export function tellBy(timing: Timing, request: Regular, now: Date): Day {
  return timing === 'promptly' ? daysAfter(now, DAYS_TO_TELL) : regularContactOn(request, now);
}

/** What comes after telling, by when. A silence ends nothing: the request waits for its review, as it did before. */
export function afterTelling(timing: Timing, { reviewOn }: Regular, now: Date): { code: string; due: Day } {
  if (timing === 'promptly') return { code: 'close-or-reunite', due: daysAfter(now, DAYS_TO_FOLLOW) };
  return { code: 'review', due: reviewOn < dayOf(now) ? dayOf(now) : (reviewOn as Day) };
}

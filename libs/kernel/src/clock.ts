/** Time comes in as an argument, so that deadlines can be tested without waiting. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** A plain calendar day, `YYYY-MM-DD`, for deadlines and reviews: they are due on a day, not at an instant. */
export type Day = string & { readonly __day: true };

export function dayOf(at: Date): Day {
  return at.toISOString().slice(0, 10) as Day;
}

/** The day `days` after `from` (UTC, so that a deadline does not move with a server's time zone). */
export function daysAfter(from: Date, days: number): Day {
  return dayOf(new Date(from.getTime() + days * 86_400_000));
}

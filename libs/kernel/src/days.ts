import { dayOf, type Day } from './clock.js';
import { InvalidInput } from './errors.js';

/** @returns the day, where there is such a day @throws InvalidInput */
export function realDay(text: string, path: string): Day {
  const at = new Date(`${text}T00:00:00Z`);
  // Date takes the 31st of February for a day in March.
  if (!Number.isNaN(at.getTime()) && dayOf(at) === text) return text as Day;
  throw new InvalidInput([
    { path, code: 'date.does-not-exist', message: 'There is no such day. Check day, month and year.' },
  ]);
}

/** A day on which something was done: not after today. @throws InvalidInput */
export function pastDay(text: string, now: Date, path: string): Day {
  const day = realDay(text, path);
  if (day <= dayOf(now)) return day;
  throw new InvalidInput([{ path, code: 'date.in-future', message: 'This day cannot be in the future.' }]);
}

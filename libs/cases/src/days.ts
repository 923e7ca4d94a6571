import { dayOf, InvalidInput } from '#libs/kernel';

const MOST_DAYS = 366;

/**
 * A day on which something is planned: it exists, is not over and not out of sight, because what is due in ten years is
 * planned by nobody.
 * @param path where the day stands in the input
 * @param most days from now
 * @throws InvalidInput
 */
export function plannedDay(day: string, now: Date, path: string, most = MOST_DAYS): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || dayOf(at) !== day) refuse(path, 'day.unknown', 'There is no such day. Check it.');
  if (day < dayOf(now)) refuse(path, 'day.over', 'This day is over. Choose today or a later day.');
  if (day > dayOf(new Date(now.getTime() + most * 86_400_000)))
    refuse(path, 'day.too-far', 'This day is too far away. Choose a nearer one.');
  return day;
}

/** A moment something happened: not in the future. @throws InvalidInput */
export function pastMoment(text: string | undefined, now: Date, path: string): Date {
  if (text === undefined) return now;
  const at = new Date(text);
  if (Number.isNaN(at.getTime()) || (/^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(at) !== text))
    refuse(path, 'day.unknown', 'There is no such day or time. Check it.');
  if (at > now) refuse(path, 'day.to-come', 'This is still to come. Say when it happened.');
  return at;
}

function refuse(path: string, code: string, message: string): never {
  throw new InvalidInput([{ path, code, message }]);
}

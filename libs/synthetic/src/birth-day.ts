import {
  CalendarDate,
  EthiopicCalendar,
  GregorianCalendar,
  IslamicUmalquraCalendar,
  PersianCalendar,
  toCalendar,
  type Calendar,
} from '@internationalized/date';
import { fuzzyDate, type CalendarName, type FuzzyDate } from '#libs/kernel';

const MILLISECONDS = 86_400_000;
const CALENDARS: Record<CalendarName, Calendar> = {
  gregorian: new GregorianCalendar(),
  persian: new PersianCalendar(),
  ethiopic: new EthiopicCalendar(),
  islamic: new IslamicUmalquraCalendar(),
};

/** Days since 1970-01-01. */
export type DayNumber = number;

export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function dayNumber(isoDay: string): DayNumber {
  return Math.round(Date.parse(isoDay) / MILLISECONDS);
}

export function isoDay(day: DayNumber): string {
  return new Date(day * MILLISECONDS).toISOString().slice(0, 10);
}

export function inCalendar(day: DayNumber, calendar: CalendarName): CalendarDay {
  const date = new Date(day * MILLISECONDS);
  const gregorian = new CalendarDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  const { year, month, day: ofMonth } = toCalendar(gregorian, CALENDARS[calendar]);
  return { year, month, day: ofMonth };
}

const kept = new Map<CalendarName, Map<DayNumber, FuzzyDate>>();

/** The day in its own calendar and digits. Kept: a century has only 36 525 days. */
export function exactDay(day: DayNumber, calendar: CalendarName, zeroDigit = 0x30): FuzzyDate {
  let days = kept.get(calendar);
  if (!days) kept.set(calendar, (days = new Map()));
  let date = days.get(day);
  if (!date) {
    const parts = inCalendar(day, calendar);
    date = fuzzyDate({ ...parts, calendar, said: said(parts, zeroDigit) });
    // whoever was truly born on the first day of a year was: the truth holds no guesses
    delete date.assigned;
    days.set(day, date);
  }
  return date;
}

function said({ year, month, day }: CalendarDay, zeroDigit: number): string {
  return `${year}/${month}/${day}`.replace(/\d/g, (digit) => String.fromCodePoint(zeroDigit + Number(digit)));
}

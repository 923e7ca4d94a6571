import {
  CalendarDate,
  EthiopicCalendar,
  GregorianCalendar,
  IslamicUmalquraCalendar,
  PersianCalendar,
  toCalendar,
  type Calendar,
} from '@internationalized/date';
import type { CalendarName, FuzzyDate } from '#libs/kernel';

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

/** Days before 1970 that the tables of kept days reach back to. */
const REACH = 50_000;
/** As many slots as days from REACH to the year 2079; written in any order, so all are there from the start. */
const slots = <T>(): (T | undefined)[] => Array.from({ length: REACH + 40_000 }, () => undefined);
const isoDays = slots<string>();

export function isoDay(day: DayNumber): string {
  return (isoDays[day + REACH] ??= new Date(day * MILLISECONDS).toISOString().slice(0, 10));
}

export function inCalendar(day: DayNumber, calendar: CalendarName): CalendarDay {
  const date = new Date(day * MILLISECONDS);
  const [years, months, days] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  if (calendar === 'gregorian') return { year: years, month: months, day: days };
  const gregorian = new CalendarDate(years, months, days);
  const { year, month, day: ofMonth } = toCalendar(gregorian, CALENDARS[calendar]);
  return { year, month, day: ofMonth };
}

const kept: Record<CalendarName, (FuzzyDate | undefined)[]> = {
  gregorian: slots(),
  persian: slots(),
  ethiopic: slots(),
  islamic: slots(),
};

/** The day in its own calendar and digits. Kept: a century has only 36 525 days. */
export function exactDay(day: DayNumber, calendar: CalendarName, zeroDigit = 0x30): FuzzyDate {
  return (kept[calendar][day + REACH] ??= madeExactDay(day, calendar, zeroDigit));
}

/** As the kernel's `fuzzyDate` would make it, but never called assigned: whoever was truly born on a new year's day was. */
function madeExactDay(day: DayNumber, calendar: CalendarName, zeroDigit: number): FuzzyDate {
  const iso = isoDay(day);
  return { said: said(inCalendar(day, calendar), zeroDigit), calendar, earliest: iso, latest: iso, precision: 'day' };
}

function said({ year, month, day }: CalendarDay, zeroDigit: number): string {
  const text = `${year}/${month}/${day}`;
  if (zeroDigit === 0x30) return text;
  return text.replace(/\d/g, (digit) => String.fromCodePoint(zeroDigit + Number(digit)));
}

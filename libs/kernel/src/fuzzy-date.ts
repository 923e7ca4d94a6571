import {
  CalendarDate,
  EthiopicCalendar,
  GregorianCalendar,
  IslamicUmalquraCalendar,
  PersianCalendar,
  toCalendar,
  type Calendar,
} from '@internationalized/date';
import { InvalidInput } from './errors.js';

export const CALENDARS = ['gregorian', 'persian', 'ethiopic', 'islamic'] as const;
export type CalendarName = (typeof CALENDARS)[number];

export type Precision = 'day' | 'month' | 'year' | 'about' | 'age';

/**
 * A date as people remember it: an interval of days, never a false exact day.
 * `earliest` and `latest` are Gregorian ISO days (`YYYY-MM-DD`), inclusive; `said` keeps the speaker's words.
 */
export interface FuzzyDate {
  said?: string;
  calendar: CalendarName;
  earliest: string;
  latest: string;
  precision: Precision;
  /** True where the day was likely put in by an office because nobody knew it: 1 January, a round age. */
  assigned?: boolean;
}

/** A date given in the speaker's own calendar; `about` widens it by a year (year only: two) on each side. */
export interface SpokenDate {
  said?: string;
  calendar?: CalendarName;
  year: number;
  month?: number;
  day?: number;
  about?: boolean;
}

/** An age in completed years on the day it was stated (`YYYY-MM-DD`, Gregorian). */
export interface StatedAge {
  said?: string;
  age: number;
  statedOn: string;
}

const GREGORIAN = new GregorianCalendar();
const calendars: Record<CalendarName, Calendar> = {
  gregorian: GREGORIAN,
  persian: new PersianCalendar(),
  ethiopic: new EthiopicCalendar(),
  islamic: new IslamicUmalquraCalendar(),
};

/** @throws InvalidInput where the day does not exist in that calendar, or lies outside 1850–2200 */
export function fuzzyDate(spoken: SpokenDate): FuzzyDate {
  const name = spoken.calendar ?? 'gregorian';
  const calendar = calendars[name];
  const { year, month, day, about } = spoken;
  if (day !== undefined && month === undefined)
    refuse('month', 'A day needs its month. Leave the day empty where only the year is known.');
  const probe = new CalendarDate(calendar, year, 1, 1);
  if (month !== undefined && (month < 1 || month > calendar.getMonthsInYear(probe)))
    refuse('month', 'This month does not exist in that calendar.');
  const inMonth = new CalendarDate(calendar, year, month ?? 1, 1);
  if (day !== undefined && (day < 1 || day > calendar.getDaysInMonth(inMonth)))
    refuse('day', 'This day does not exist in that month. Leave it empty where it is not known.');

  const first = new CalendarDate(calendar, year, month ?? 1, day ?? 1);
  const lastMonth = month ?? calendar.getMonthsInYear(probe);
  const last = new CalendarDate(
    calendar,
    year,
    lastMonth,
    day ?? calendar.getDaysInMonth(new CalendarDate(calendar, year, lastMonth, 1)),
  );
  let [from, to] = [toCalendar(first, GREGORIAN), toCalendar(last, GREGORIAN)];
  const precision: Precision = about ? 'about' : day !== undefined ? 'day' : month !== undefined ? 'month' : 'year';
  if (about) {
    const years = month === undefined ? 2 : 1;
    [from, to] = [from.subtract({ years }), to.add({ years })];
  }
  if (from.year < 1840 || to.year > 2210)
    refuse('year', 'This year is too far away. Check the calendar it was said in.');
  return {
    ...(spoken.said && { said: spoken.said }),
    calendar: name,
    earliest: from.toString(),
    latest: to.toString(),
    precision,
    ...(precision === 'day' && month === 1 && day === 1 && { assigned: true }),
  };
}

/** The interval of birth that follows from an age: from a day after the (age+1)th birthday back to the age's own. */
export function bornFromAge(stated: StatedAge): FuzzyDate {
  const { age, statedOn } = stated;
  if (!Number.isInteger(age) || age < 0 || age > 125) refuse('age', 'An age is a whole number of years from 0 to 125.');
  const on = parseIsoDay(statedOn) ?? refuse('statedOn', 'The day the age was stated is needed, as YYYY-MM-DD.');
  return {
    ...(stated.said && { said: stated.said }),
    calendar: 'gregorian',
    earliest: on
      .subtract({ years: age + 1 })
      .add({ days: 1 })
      .toString(),
    latest: on.subtract({ years: age }).toString(),
    precision: 'age',
    ...(age >= 20 && age % 10 === 0 && { assigned: true }),
  };
}

/** Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `YYYYMMDD` (Gregorian); `undefined` where it is none of them or no real day. */
export function parseFuzzyDate(text: string): FuzzyDate | undefined {
  const parts = /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?$/.exec(text.trim());
  if (!parts) return undefined;
  const [year, month, day] = parts.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  try {
    return fuzzyDate({ year: year!, month, day, said: text.trim() });
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
}

function parseIsoDay(text: string): CalendarDate | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return undefined;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const date = new CalendarDate(year, month, day);
  return date.toString() === text ? date : undefined;
}

function refuse(path: string, message: string): never {
  throw new InvalidInput([{ path, code: 'date.impossible', message }]);
}

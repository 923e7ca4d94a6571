import { bornFromAge, fuzzyDate, type CalendarName, type FuzzyDate } from '#libs/kernel';
import { dayNumber, exactDay, inCalendar, type DayNumber } from '../birth-day.js';
import type { Random } from '../random.js';
import type { ErrorKind } from './error-rates.js';
import type { Occurrences } from './occurrences.js';

interface Telling {
  readonly born: DayNumber;
  /** The person's own calendar, and the one the record is kept in. */
  readonly own: CalendarName;
  readonly kept: CalendarName;
  /** ISO day. */
  readonly on: string;
  readonly random: Random;
}

/** How a birth date may come out; `undefined` where it cannot come out so. One of them at most happens to a record. */
const WAYS: Readonly<Partial<Record<ErrorKind, (telling: Telling) => FuzzyDate | undefined>>> = {
  'birth.first-of-january': ({ born }) => {
    const { year, month, day } = inCalendar(born, 'gregorian');
    return month === 1 && day === 1 ? undefined : fuzzyDate({ year, month: 1, day: 1 });
  },
  'birth.day-and-month-swapped': ({ born, kept }) => {
    const { year, month, day } = inCalendar(born, kept);
    return day <= 12 && day !== month ? fuzzyDate({ calendar: kept, year, month: day, day: month }) : undefined;
  },
  'birth.digit': ({ born, kept, random }) => {
    const { year, month, day } = inCalendar(born, kept);
    // the thirteenth Ethiopic month has five days: no digit of them can go wrong
    const place = month > 12 ? 1 : random.pick([0, 1, 10]);
    if (place === 0) return fuzzyDate({ calendar: kept, year, month, day: otherDay(day) });
    return fuzzyDate({
      calendar: kept,
      year: otherDigit(year, place, random),
      month,
      day: Math.min(day, month > 12 ? 5 : 28),
    });
  },
  'birth.age-guessed': ({ born, on, random }) => {
    const age = ageOn(born, on);
    const guess = Math.max(0, age + random.pick([-5, -4, -3, -2, -2, -1, -1, 1, 1, 2, 2, 3, 4, 5]));
    return guess === age ? undefined : bornFromAge({ age: guess, statedOn: on });
  },
  'birth.year-wrong': ({ born, kept, random }) =>
    fuzzyDate({ calendar: kept, year: inCalendar(born, kept).year + random.pick([-3, -2, -1, 1, 2, 3]) }),
  'birth.calendar-taken-for-another': ({ born, own }) => {
    if (own === 'gregorian') return undefined;
    const { year, month, day } = inCalendar(born, own);
    if (month > 12) return undefined;
    // 1377 cannot be a Gregorian year, so the clerk reckons the year and leaves day and month
    return fuzzyDate({ year: own === 'persian' ? year + 621 : year, month, day: Math.min(day, 28) });
  },
  'birth.conversion': ({ born, own, random }) =>
    own === 'gregorian' ? undefined : exactDay(born + random.pick([-1, -1, 1, 1, -365, 365]), 'gregorian'),
  'birth.about': ({ born, kept }) => fuzzyDate({ calendar: kept, year: inCalendar(born, kept).year, about: true }),
  'birth.year-only': ({ born, kept }) => fuzzyDate({ calendar: kept, year: inCalendar(born, kept).year }),
  'birth.age-stated': ({ born, on }) => bornFromAge({ age: ageOn(born, on), statedOn: on }),
};
const KINDS = Object.keys(WAYS) as readonly ErrorKind[];

/** The birth as told or written down; the exact day where nothing happens to it. */
export function writtenBirth(telling: Omit<Telling, 'random'>, occurrences: Occurrences): FuzzyDate | undefined {
  if (occurrences.happens('missing.birth')) return undefined;
  let left = occurrences.random.unit() * Math.max(1, total(occurrences));
  for (const kind of KINDS) {
    left -= occurrences.rate(kind);
    if (left >= 0) continue;
    const date = WAYS[kind]!({ ...telling, random: occurrences.random });
    if (!date) break;
    occurrences.note(kind);
    return date;
  }
  return exactDay(telling.born, telling.kept);
}

function total(occurrences: Occurrences): number {
  return KINDS.reduce((sum, kind) => sum + occurrences.rate(kind), 0);
}

function ageOn(born: DayNumber, on: string): number {
  const [birth, day] = [inCalendar(born, 'gregorian'), inCalendar(dayNumber(on), 'gregorian')];
  const before = day.month < birth.month || (day.month === birth.month && day.day < birth.day);
  return Math.max(0, day.year - birth.year - (before ? 1 : 0));
}

/** A day whose tens digit differs, within every month. */
function otherDay(day: number): number {
  if (day > 28) return day - 10;
  return day < 10 ? day + 10 : day - 10 || 20;
}

function otherDigit(year: number, place: number, random: Random): number {
  const digit = Math.floor(year / place) % 10;
  // births stay within living memory: tens move by one only
  const other = place === 1 ? (digit + random.between(1, 9)) % 10 : digit > 0 ? digit - 1 : 1;
  return year + (other - digit) * place;
}

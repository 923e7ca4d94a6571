import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { RememberedDate, CalendarName } from '../api/types.js';
import { useTexts } from './texts.js';

const INTL_CALENDAR: Record<CalendarName, string> = {
  gregorian: 'gregory',
  persian: 'persian',
  ethiopic: 'ethiopic',
  islamic: 'islamic-umalqura',
};
const DAY = 86_400_000;

/** Today where the person sits, as `YYYY-MM-DD`. */
export function today(now = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Whole days from one ISO day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

const monthNames = new Map<string, string[]>();

/** The months of a calendar by name, in order. */
export function monthsOf(calendar: CalendarName, locale: string): string[] {
  const known = monthNames.get(`${calendar} ${locale}`) ?? readMonths(calendar, locale);
  monthNames.set(`${calendar} ${locale}`, known);
  return known;
}

/** Walks through fourteen months of days, so that the short thirteenth month of the Ethiopic year is found too. */
function readMonths(calendar: CalendarName, locale: string): string[] {
  const format = new Intl.DateTimeFormat(`${locale}-u-ca-${INTL_CALENDAR[calendar]}-nu-latn`, {
    month: 'long',
    timeZone: 'UTC',
  });
  const number = new Intl.DateTimeFormat(`en-u-ca-${INTL_CALENDAR[calendar]}-nu-latn`, {
    month: 'numeric',
    timeZone: 'UTC',
  });
  const names: string[] = [];
  for (let day = 0; day < 430; day += 1) {
    const date = new Date(Date.UTC(2023, 0, 1) + day * DAY);
    const index = Number(number.formatToParts(date).find((part) => part.type === 'month')?.value) - 1;
    names[index] ??= format.formatToParts(date).find((part) => part.type === 'month')?.value ?? String(index + 1);
  }
  return names;
}

export function useDates() {
  const intl = useIntl();
  const say = useTexts();
  return useMemo(() => {
    /** A day in words: an ISO day, or midnight UTC of it. */
    const day = (iso: string | Date) =>
      intl.formatDate(typeof iso === 'string' ? `${iso.slice(0, 10)}T00:00:00Z` : iso, {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        timeZone: 'UTC',
      });
    /** An instant, in this person's own time. */
    const moment = (iso: string) => intl.formatDate(iso, { dateStyle: 'medium', timeStyle: 'short' });
    const due = (iso: string): string => {
      const left = daysBetween(today(), iso);
      if (left < 0) return say('due.late', { days: -left });
      if (left === 0) return say('due.today');
      return left === 1 ? say('due.tomorrow') : left < 15 ? say('due.in-days', { days: left }) : day(iso);
    };
    /** A birth or another remembered date, as it was said: in its own calendar, with "about", or as an age. */
    const spoken = (date: RememberedDate): string => {
      const { age, statedOn } = date;
      if (age !== undefined)
        return statedOn ? say('date.age', { age, on: day(statedOn) }) : say('date.age-only', { age });
      if (date.year === undefined) return date.said ?? '';
      const calendar = date.calendar ?? 'gregorian';
      const month = date.month === undefined ? '' : (monthsOf(calendar, intl.locale)[date.month - 1] ?? '');
      const written = [
        date.day === undefined ? '' : intl.formatNumber(date.day),
        month,
        intl.formatNumber(date.year, { useGrouping: false }),
      ];
      const text = written.filter(Boolean).join(' ');
      const dated =
        calendar === 'gregorian'
          ? text
          : say('date.in-calendar', { date: text, calendar: say(`calendar.${calendar}`) });
      return date.about ? say('date.about', { date: dated }) : dated;
    };
    return { day, moment, due, spoken };
  }, [intl, say]);
}

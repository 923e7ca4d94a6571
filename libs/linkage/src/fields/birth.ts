import type { FuzzyDate } from '#libs/kernel';
import type { Model } from '../model/weights.js';
import { unknown, type Finding } from './finding.js';

const DAY = 86_400_000;
const YEAR = 365.25;

/** A birth date as two day numbers, with the parts of an exact day. */
export interface ReadBirth {
  readonly from: number;
  readonly to: number;
  /** Set where one day was said. */
  readonly day?: { readonly year: number; readonly month: number; readonly day: number };
  /** Put in by an office, or said roughly: its day and month say nothing. */
  readonly rough: boolean;
  readonly said: string;
}

/** `undefined` for a date that is none: the kernel refuses those, old data may still hold some. */
export function readBirth(date: FuzzyDate | undefined): ReadBirth | undefined {
  if (!date) return undefined;
  const from = Math.round(Date.parse(date.earliest) / DAY);
  const to = Math.round(Date.parse(date.latest) / DAY);
  if (!Number.isFinite(from) || !Number.isFinite(to) || to < from) return undefined;
  const exact = date.precision === 'day' && from === to;
  const [year, month, day] = date.earliest.split('-').map(Number) as [number, number, number];
  return {
    from,
    to,
    ...(exact && { day: { year, month, day } }),
    rough: date.assigned === true || date.precision === 'about' || date.precision === 'age',
    said: date.said ?? (date.earliest === date.latest ? date.earliest : `${date.earliest} – ${date.latest}`),
  };
}

export function compareBirth(a: ReadBirth | undefined, b: ReadBirth | undefined, model: Model): Finding {
  if (!a || !b) return unknown('birth', 'birth-unknown', a?.said, b?.said);
  const shown = { field: 'birth' as const, left: a.said, right: b.said };
  const weights = model.birth;
  if (a.day && b.day) {
    const same = a.from === b.from;
    if (same && (a.rough || b.rough))
      return { ...shown, level: 'close', reason: 'birth-same-assigned-day', weight: weights.sameAssignedDay };
    if (same) return { ...shown, level: 'exact', reason: 'birth-same-day', weight: weights.sameDay };
    if (!a.rough && !b.rough) {
      if (a.day.year === b.day.year && a.day.month === b.day.day && a.day.day === b.day.month)
        return { ...shown, level: 'close', reason: 'birth-day-and-month-swapped', weight: weights.dayMonthSwapped };
      if (differingDigits(a.day, b.day) === 1)
        return { ...shown, level: 'close', reason: 'birth-one-digit-differs', weight: weights.oneDigit };
      if (a.day.year === b.day.year && a.day.month === b.day.month)
        return { ...shown, level: 'close', reason: 'birth-same-month', weight: weights.sameMonth };
    }
    if (a.day.year === b.day.year)
      return { ...shown, level: 'close', reason: 'birth-same-year', weight: weights.sameYear };
  }
  const gap = Math.max(a.from - b.to, b.from - a.to, 0) / YEAR;
  if (gap === 0) {
    const chance = Math.min(1, (a.to - a.from + b.to - b.from + 2) / (weights.years * YEAR));
    const weight = Math.min(weights.mostOverlap, Math.max(0, Math.log2(0.9 / chance)));
    return { ...shown, level: 'partial', reason: 'birth-periods-overlap', weight };
  }
  const precise = !a.rough && !b.rough;
  if (gap <= 1)
    return { ...shown, level: 'partial', reason: 'birth-nearly-same-year', weight: precise ? 0 : weights.nearYear };
  if (gap <= 3)
    return {
      ...shown,
      level: precise ? 'different' : 'partial',
      reason: 'birth-few-years-apart',
      weight: precise ? weights.withinThree * 2 : weights.withinThree,
    };
  return {
    ...shown,
    level: 'different',
    reason: 'birth-different',
    weight: gap <= 10 ? weights.withinTen : weights.far,
  };
}

type Day = NonNullable<ReadBirth['day']>;

function differingDigits(a: Day, b: Day): number {
  const digits = ({ year, month, day }: Day): string =>
    String(year).padStart(4, '0') + String(month).padStart(2, '0') + String(day).padStart(2, '0');
  const [x, y] = [digits(a), digits(b)];
  let count = 0;
  for (let at = 0; at < x.length; at++) if (x[at] !== y[at]) count++;
  return count;
}

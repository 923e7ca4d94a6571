import type { FuzzyDate } from '#libs/kernel';
import type { Level } from '../evidence.js';
import type { Model } from '../model/weights.js';
import type { Reason } from '../reasons.js';
import { found, unknown, type Finding } from './finding.js';

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
  const [level, reason, weight] = birthLevel(a, b, model.birth);
  return found('birth', level, reason, weight, a.said, b.said);
}

function birthLevel(a: ReadBirth, b: ReadBirth, weights: Model['birth']): readonly [Level, Reason, number] {
  if (a.day && b.day) {
    const same = a.from === b.from;
    if (same && (a.rough || b.rough)) return ['close', 'birth-same-assigned-day', weights.sameAssignedDay];
    if (same) return ['exact', 'birth-same-day', weights.sameDay];
    if (!a.rough && !b.rough) {
      if (a.day.year === b.day.year && a.day.month === b.day.day && a.day.day === b.day.month)
        return ['close', 'birth-day-and-month-swapped', weights.dayMonthSwapped];
      if (differingDigits(a.day, b.day) === 1) return ['close', 'birth-one-digit-differs', weights.oneDigit];
      if (a.day.year === b.day.year && a.day.month === b.day.month)
        return ['close', 'birth-same-month', weights.sameMonth];
    }
    if (a.day.year === b.day.year) return ['close', 'birth-same-year', weights.sameYear];
  }
  const gap = Math.max(a.from - b.to, b.from - a.to, 0) / YEAR;
  if (gap === 0) {
    const chance = Math.min(1, (a.to - a.from + b.to - b.from + 2) / (weights.years * YEAR));
    return ['partial', 'birth-periods-overlap', Math.min(weights.mostOverlap, Math.max(0, Math.log2(0.9 / chance)))];
  }
  const precise = !a.rough && !b.rough;
  if (gap <= 1) return ['partial', 'birth-nearly-same-year', precise ? 0 : weights.nearYear];
  if (gap <= 3)
    return precise
      ? ['different', 'birth-few-years-apart', weights.withinThree * 2]
      : ['partial', 'birth-few-years-apart', weights.withinThree];
  return ['different', 'birth-different', gap <= 10 ? weights.withinTen : weights.far];
}

type Day = NonNullable<ReadBirth['day']>;

function differingDigits(a: Day, b: Day): number {
  let count = 0;
  let x = a.year * 10_000 + a.month * 100 + a.day;
  let y = b.year * 10_000 + b.month * 100 + b.day;
  for (; x > 0 || y > 0; x = Math.floor(x / 10), y = Math.floor(y / 10)) if (x % 10 !== y % 10) count++;
  return count;
}

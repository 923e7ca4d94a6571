/** Minutes of a day, from midnight: from the first to before the second; past midnight where the second is smaller. */
interface Range {
  from: number;
  to: number;
}

/** When somebody may be written to, in their own time. */
export interface Hours {
  ranges: readonly Range[];
  days: 'all' | 'weekdays' | 'weekend';
}

const NAMED: Readonly<Record<string, Range>> = {
  morning: range(8, 12),
  afternoon: range(12, 18),
  evening: range(18, 21),
  daytime: range(9, 18),
};
const ANY_TIME = /^(any ?time|always|all day)$/;

function range(from: number, to: number): Range {
  return { from: from * 60, to: to * 60 };
}

/**
 * Safe hours as somebody wrote them down: "evenings", "18:00-21:00", "after 18 on weekdays". What cannot be understood for
 * certain is not guessed at: nobody is written to by a machine then.
 * @returns `any`, the hours, or nothing where the text is not understood
 */
export function readHours(text: string): Hours | 'any' | undefined {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ');
  if (ANY_TIME.test(words)) return 'any';
  const days = /\bweekends?\b/.test(words) ? 'weekend' : /\bweekdays?\b/.test(words) ? 'weekdays' : 'all';
  const rest = words.replace(/\b(on |at )?(weekdays?|weekends?)\b/g, '').trim();
  const parts = rest.split(/\s*(?:,|;|\band\b|\bor\b)\s*/).filter((part) => part !== '');
  const ranges = parts.map(readRange);
  if (ranges.some((one) => one === undefined) || (parts.length === 0 && days === 'all')) return undefined;
  return { days, ranges: parts.length === 0 ? [NAMED.daytime!] : (ranges as Range[]) };
}

const TIME = String.raw`(\d{1,2})(?:[:.h](\d{2}))?`;
const FROM_TO = new RegExp(`^(?:between |from )?${TIME} ?(?:-|–|—|to|until) ?${TIME}$`);
const AFTER = new RegExp(`^(?:after|from) ${TIME}$`);
const BEFORE = new RegExp(`^(?:before|until) ${TIME}$`);

/** "After 18" ends, and "before 12" begins, where the night does. */
const DAY_BEGINS = 8 * 60;
const DAY_ENDS = 21 * 60;

function readRange(text: string): Range | undefined {
  const named = NAMED[text.replace(/^(?:in the |only )/, '').replace(/s$/, '')];
  if (named) return named;
  const both = FROM_TO.exec(text);
  const after = AFTER.exec(text);
  const before = BEFORE.exec(text);
  const from = both ? minutes(both[1], both[2]) : after ? minutes(after[1], after[2]) : before && DAY_BEGINS;
  const to = both ? minutes(both[3], both[4]) : before ? minutes(before[1], before[2]) : after && DAY_ENDS;
  if (typeof from !== 'number' || typeof to !== 'number' || from === to) return undefined;
  if (!both && from > to) return undefined;
  return { from, to };
}

function minutes(hours: string | undefined, rest = '0'): number | undefined {
  const [hour, minute] = [Number(hours), Number(rest)];
  return hour <= 24 && minute < 60 && hour * 60 + minute <= 24 * 60 ? hour * 60 + minute : undefined;
}

/** @param zone IANA name, such as `Europe/Oslo` */
export function isWithin({ ranges, days }: Hours, at: Date, zone: string): boolean {
  const { minute, weekend } = localTime(at, zone);
  if (days !== 'all' && (days === 'weekend') !== weekend) return false;
  return ranges.some(({ from, to }) => (from < to ? minute >= from && minute < to : minute >= from || minute < to));
}

const QUARTER_MS = 15 * 60_000;
const A_WEEK = (8 * 86_400_000) / QUARTER_MS;

/** The next quarter of an hour in which somebody may be written to: now, or within a week. */
export function nextWithin(hours: Hours, now: Date, zone: string): Date | undefined {
  if (isWithin(hours, now, zone)) return now;
  const start = Math.ceil(now.getTime() / QUARTER_MS) * QUARTER_MS;
  for (let step = 0; step < A_WEEK; step++) {
    const at = new Date(start + step * QUARTER_MS);
    if (isWithin(hours, at, zone)) return at;
  }
  return undefined;
}

function localTime(at: Date, timeZone: string): { minute: number; weekend: boolean } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)!.value;
  return {
    minute: Number(part('hour')) * 60 + Number(part('minute')),
    weekend: ['Sat', 'Sun'].includes(part('weekday')),
  };
}

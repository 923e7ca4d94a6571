import type { CalendarName } from '#libs/kernel';
import { fuzzyDate, InvalidInput } from '#libs/kernel';
import type { BirthInput } from '#libs/people';

/** Where the digits of the scripts that our lists come in begin. */
const ZEROS = [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0x1040, 0xff10];

/** Arabic, Persian, N'Ko, Devanagari, Bengali, Burmese and full-width digits as 0–9. */
function westernDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!;
    const zero = ZEROS.find((start) => code >= start && code < start + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}

/**
 * A written date: `YYYY`, `MM` and `DD` where they stand, `??` where one or two digits say what nobody knows.
 * `DD/MM/YYYY` also reads `1/2/1990`; a format without separators reads full digits alone.
 */
export function isDateFormat(format: string): boolean {
  const parts: string[] = format.match(/YYYY|MM|DD|\?\?/g) ?? [];
  return (
    /^(YYYY|MM|DD|\?\?|[-/. ])+$/.test(format) &&
    ['YYYY', 'MM', 'DD'].every((part) => parts.filter((one) => one === part).length <= 1) &&
    parts.includes('YYYY') &&
    (!parts.includes('DD') || parts.includes('MM'))
  );
}

interface WrittenDate {
  year: number;
  month?: number;
  day?: number;
}

const patterns = new Map<string, RegExp>();

function patternOf(format: string): RegExp {
  let pattern = patterns.get(format);
  if (!pattern) {
    const short = /[-/. ]/.test(format) ? '{1,2}' : '{2}';
    const groups: Record<string, string> = {
      YYYY: '(?<year>\\d{4})',
      MM: `(?<month>\\d${short})`,
      DD: `(?<day>\\d${short})`,
      '??': `\\d${short}`,
      '.': '\\.',
    };
    pattern = new RegExp(`^${format.replace(/YYYY|MM|DD|\?\?|\./g, (part) => groups[part]!)}$`);
    patterns.set(format, pattern);
  }
  return pattern;
}

/** The date as numbers, by the first format that fits; whether the day exists is not asked. */
function readDate(text: string, formats: readonly string[]): (WrittenDate & { format: string }) | undefined {
  const digits = westernDigits(text).trim();
  for (const format of formats) {
    const { year, month, day } = patternOf(format).exec(digits)?.groups ?? {};
    if (year === undefined) continue;
    // 0 for an unknown month or day is common in lists
    const known = (part: string | undefined) => (part === undefined || Number(part) === 0 ? undefined : Number(part));
    const monthKnown = known(month);
    return {
      year: Number(year),
      ...(monthKnown !== undefined && { month: monthKnown }),
      ...(monthKnown !== undefined && known(day) !== undefined && { day: known(day) }),
      format,
    };
  }
  return undefined;
}

/** A day that exists, as `YYYY-MM-DD`. */
export function readDay(text: string, formats: readonly string[]): string | undefined {
  const date = readDate(text, formats);
  if (date?.day === undefined) return undefined;
  try {
    return fuzzyDate(date).earliest;
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
}

/** A birth as it may be kept, or why not: the person is kept either way. */
export interface ReadBirth {
  birth?: BirthInput;
  warning?: 'impossible' | 'unreadable' | 'year-only' | 'age-range';
  /** The lowest age that was stated. */
  youngest?: number;
}

export function birthFromDate(text: string, formats: readonly string[], calendar: CalendarName): ReadBirth {
  const date = readDate(text, formats);
  if (!date) return { warning: 'unreadable' };
  const { format, ...parts } = date;
  const birth = { said: text, calendar, ...parts };
  try {
    fuzzyDate(birth);
  } catch (error) {
    if (error instanceof InvalidInput) return { warning: 'impossible' };
    throw error;
  }
  return { birth, ...(format.includes('??') && { warning: 'year-only' }) };
}

/** Years on each side that a year said roughly is widened by. */
const ABOUT = 2;

/**
 * An age such as `40` or a narrow range such as `35-38`. A wider range has no honest form as a birth date: it is left
 * to the words around it.
 * @param statedOn `YYYY-MM-DD`
 */
export function birthFromAge(text: string, statedOn: string): ReadBirth {
  const parts = /^(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?$/.exec(westernDigits(text).trim());
  if (!parts) return { warning: 'unreadable' };
  const low = Number(parts[1]);
  const high = Number(parts[2] ?? parts[1]);
  if (low > high || high > 125) return { warning: 'impossible' };
  if (low === high) return { birth: { said: text, age: low, statedOn }, youngest: low };
  const latest = Number(statedOn.slice(0, 4)) - low;
  const earliest = Number(statedOn.slice(0, 4)) - high - 1;
  if (latest - earliest > 2 * ABOUT) return { warning: 'age-range', youngest: low };
  return { birth: { said: text, year: Math.round((earliest + latest) / 2), about: true }, youngest: low };
}

export const BIRTH_WARNINGS: Record<NonNullable<ReadBirth['warning']>, string> = {
  impossible: 'The date of birth does not exist. The person is kept without it.',
  unreadable: 'The date of birth or age is not in a known format. The person is kept without it.',
  'year-only': 'Day and month may stand in either order. Only the year of birth is kept; give a mapping to say which.',
  'age-range': 'The age is a wide range. It is kept in the words of the record, not as a date of birth.',
};

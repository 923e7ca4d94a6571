const STYLES = { day: { dateStyle: 'long' }, month: { year: 'numeric', month: 'long' } } as const;

/** Making one costs as much as half a page. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A day or a month as the language writes it, in the Gregorian calendar.
 * @param day `YYYY-MM-DD`
 */
export function inWords(language: string, day: string, style: keyof typeof STYLES): string {
  const key = `${language} ${style}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(language, { ...STYLES[style], timeZone: 'UTC', calendar: 'gregory' });
  formats.set(key, format);
  return format.format(new Date(day));
}

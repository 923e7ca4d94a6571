export interface Span {
  from: Date;
  to: Date;
  whole: 'day' | 'month' | 'year' | 'neither';
}

const DAY = /^(\d{4}-\d{2}-\d{2})(?: – (\d{4}-\d{2}-\d{2}))?$/;
const ONE_DAY = 86_400_000;

/**
 * Reads a birth that nobody put in words: one ISO day, or the first and the last it can be.
 * @returns undefined for what somebody said, such as "about 2004"
 */
export function spanOf(text: string): Span | undefined {
  const [, first, last = first] = DAY.exec(text) ?? [];
  if (!first || !last) return undefined;
  const [from, to] = [new Date(`${first}T00:00:00Z`), new Date(`${last}T00:00:00Z`)];
  if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) return undefined;
  return { from, to, whole: wholeOf(from, to) };
}

function wholeOf(from: Date, to: Date): Span['whole'] {
  if (from.getTime() === to.getTime()) return 'day';
  const after = new Date(to.getTime() + ONE_DAY);
  const months = (after.getUTCFullYear() - from.getUTCFullYear()) * 12 + after.getUTCMonth() - from.getUTCMonth();
  if (from.getUTCDate() !== 1 || after.getUTCDate() !== 1) return 'neither';
  if (months === 1) return 'month';
  return months === 12 && from.getUTCMonth() === 0 ? 'year' : 'neither';
}

import { TITLES } from '../names/particles.js';
import { clean } from '../text/clean.js';
import { spellingOf } from '../text/spelling.js';

/** Words of a cell that are read; no one's name or address needs more. */
export const WORDS_READ = 8;
/** Cells whose reading is remembered: the same names come again and again. */
const KEPT = 100_000;

/** Reads a cell once and remembers what it gave. */
export function remembered<T>(read: (cell: string) => T, most = KEPT): (cell: string) => T {
  const known = new Map<string, T>();
  return (cell) => {
    const before = known.get(cell);
    if (before !== undefined) return before;
    const found = read(cell);
    if (known.size >= most) known.clear();
    known.set(cell, found);
    return found;
  };
}

export function withoutTitles(name: string): string {
  return name
    .split(' ')
    .filter((word) => !TITLES.has(spellingOf(word)))
    .join(' ');
}

export function pieces(text: string): string[] {
  return clean(text)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((piece) => piece !== '')
    .slice(0, WORDS_READ);
}

/** How the words begin that lists write. Spanish "mujer" begins as others write a man; H alone is not read, because M is no man beside it. */
const FEMALE = ['f', 'w', 'ж', 'mujer', 'hembra', 'أنث', 'انث'];
const MALE = ['m', 'ho', 'м', 'ذكر'];

export function sexOf(cell: string): 'f' | 'm' | '' {
  const written = clean(cell).toLowerCase();
  const begins = (word: string): boolean => written.startsWith(word);
  return FEMALE.some(begins) ? 'f' : MALE.some(begins) ? 'm' : '';
}

/** Eight decimal digits, four bits each: digits that differ are seen at a glance. */
export function packedDigits(digits: number): number {
  let packed = 0;
  for (let rest = digits, shift = 0; rest > 0; rest = Math.floor(rest / 10), shift += 4) packed |= (rest % 10) << shift;
  return packed >>> 0;
}

/** YYYYMMDD as written, even where there is no such day: a slip of one digit should still be seen. 0 where no year can be read. */
export function dateDigits(text: string): number {
  const iso = /^(\d{4})[-/.]?(\d{2})?[-/.]?(\d{2})?(?:$|[T ])/.exec(text);
  if (iso) return Number(iso[1]) * 10_000 + Number(iso[2] ?? 0) * 100 + Number(iso[3] ?? 0);
  const dayFirst = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  return dayFirst ? Number(dayFirst[3]) * 10_000 + Number(dayFirst[2]) * 100 + Number(dayFirst[1]) : 0;
}

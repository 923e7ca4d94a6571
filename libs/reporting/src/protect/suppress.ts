import type { Cube } from './cube.js';
import { workedOut } from './worked-out.js';

/** Counts below this are not shown: with so few, somebody who knows the place knows the people. */
export const SMALLEST_SHOWN = 5;

/**
 * Which cells of a table are hidden: those from 1 to 4, and further ones, because whoever has a total and all parts but
 * one has that one too (primary and secondary suppression; Willenborg and de Waal, Elements of Statistical Disclosure
 * Control, 2001, chapter 3). A line that hides anything hides at least two cells, whose sum leaves more than one answer; then
 * the sums of all lines together are tried, and as long as they give a small count away, more is hidden.
 * The same table gives the same answer.
 * @param before cells that were published before: what was shown cannot be taken back, so others are hidden for it; what
 *   was hidden stays hidden
 * @returns 1 for each hidden cell
 */
export function suppress(cube: Cube, before: Published = NOTHING_YET): Uint8Array {
  const { shown } = before;
  const hidden = new Uint8Array(cube.cells);
  const small = new Set<number>();
  for (let cell = 0; cell < cube.cells; cell++) {
    const count = cube.counts[cell]!;
    if (before.hidden(cell)) hidden[cell] = 1;
    if (count === 0 || count >= SMALLEST_SHOWN || shown(cell)) continue;
    hidden[cell] = 1;
    small.add(cell);
  }
  const lines = [...cube.lines()];
  for (let again = true; again;) {
    again = false;
    for (const line of lines) again = hide(hidden, cellAgainstOneLine(cube, hidden, line, shown)) || again;
    if (again) continue;
    for (const cell of workedOut(cube, hidden).filter((told) => small.has(told)))
      again = hide(hidden, cellAgainstAllLines(cube, hidden, lines, cell, shown)) || again;
  }
  return hidden;
}

/** What was published of a table before. */
export interface Published {
  shown: (cell: number) => boolean;
  hidden: (cell: number) => boolean;
}

const NOTHING_YET: Published = { shown: () => false, hidden: () => false };

function hide(hidden: Uint8Array, cell: number | undefined): boolean {
  if (cell === undefined) return false;
  hidden[cell] = 1;
  return true;
}

type Shown = Published['shown'];

/** The next cell to hide in a line that tells too much by itself; none where it does not. */
function cellAgainstOneLine(cube: Cube, hidden: Uint8Array, line: readonly number[], shown: Shown): number | undefined {
  const parts = line.slice(0, -1);
  const total = line.at(-1)!;
  const hiddenParts = parts.filter((cell) => hidden[cell]);
  if (hidden[total]) return hiddenParts.length > 0 ? undefined : leastOf(cube, parts, hidden, shown);
  if (hiddenParts.length === 0) return undefined;
  if (leavesAnswers(hiddenParts.map((cell) => cube.counts[cell]!))) return undefined;
  return leastOf(cube, parts, hidden, shown) ?? (shown(total) ? undefined : total);
}

/**
 * Can hidden counts with a known sum be told apart? Not where one of them is large. Small ones can, where the sum is the
 * least or the most that so many small ones can have.
 */
function leavesAnswers(counts: readonly number[]): boolean {
  if (counts.length < 2) return false;
  if (counts.some((count) => count >= SMALLEST_SHOWN)) return true;
  const sum = counts.reduce((before, count) => before + count, 0);
  return sum > counts.length && sum < counts.length * (SMALLEST_SHOWN - 1);
}

/** The least that can still be hidden in the lines of a cell whose count the sums of several lines give away. */
function cellAgainstAllLines(
  cube: Cube,
  hidden: Uint8Array,
  lines: readonly number[][],
  told: number,
  shown: Shown,
): number | undefined {
  const around = lines.filter((line) => line.includes(told)).flat();
  return leastOf(cube, around, hidden, shown) ?? leastOf(cube, [...hidden.keys()], hidden, shown);
}

function leastOf(cube: Cube, cells: readonly number[], hidden: Uint8Array, shown: Shown): number | undefined {
  let least: number | undefined;
  for (const cell of cells) {
    // An empty cell hides nothing: everybody can guess that it is empty.
    if (hidden[cell] || shown(cell) || cube.counts[cell] === 0) continue;
    if (least === undefined || cube.counts[cell]! < cube.counts[least]!) least = cell;
  }
  return least;
}

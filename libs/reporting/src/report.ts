import { Cube } from './protect/cube.js';
import { SMALLEST_SHOWN, suppress } from './protect/suppress.js';

/** One kept count. */
export interface Count {
  /** 1 to 4 */
  quarter: number;
  /** Place of the category in each further dimension. */
  places: readonly number[];
  count: number;
}

/** Counts of one figure by quarter and further dimensions. */
export interface Breakdown {
  /** Number of categories of each further dimension. */
  sizes: readonly number[];
  counts: readonly Count[];
}

/** A count as it may be shown; hidden ones are small, or would give a small one away. */
export type ShownCount = number | 'hidden';

/** Where the totals of the year stand, after the quarters 0 to 3. */
export const YEAR = 4;

/**
 * What stands at a quarter (0 to 3, or `YEAR`) and places (a dimension's size for its total); `undefined` for what is not
 * over yet.
 */
export type ProtectedTable = (quarter: number, places: readonly number[]) => ShownCount | undefined;

/**
 * Several tables of one figure for a year, protected together: they share the total of each quarter, so one hides it where
 * another does. Quarters that are not over are left out, and the totals of the year are there once all four are. What a
 * quarter showed stays as it was: the year is protected around it, so that no quarter can be worked out from the year and
 * the others.
 * @param over how many quarters of the year are over, 0 to 4
 */
export function protectedTables(breakdowns: readonly Breakdown[], over: number): ProtectedTable[] {
  const hiddenTotals = new Set<number>();
  for (;;) {
    const known = hiddenTotals.size;
    const tables = breakdowns.map((breakdown) => protectedTable(breakdown, over, hiddenTotals));
    for (const [index, { sizes }] of breakdowns.entries())
      for (let quarter = 0; quarter <= YEAR; quarter++)
        if (tables[index]!(quarter, sizes) === 'hidden') hiddenTotals.add(quarter);
    if (hiddenTotals.size === known) return tables;
  }
}

/** To this step what stands is rounded. */
const STEP = 10;

/**
 * How many stood at the end of each quarter, to the nearest ten. It is rounded and not only hidden, since what stood before,
 * what came and what ended are figures as well: from exact ones a small one of them could be worked out. A year has none:
 * what stands is not added up.
 */
export function standingTable({ sizes, counts }: Breakdown, over: number): ProtectedTable {
  return (quarter, places) => {
    if (quarter >= Math.min(over, YEAR)) return undefined;
    const exact = counts
      .filter(
        (one) =>
          one.quarter === quarter + 1 && one.places.every((at, axis) => [at, sizes[axis]].includes(places[axis])),
      )
      .reduce((sum, { count }) => sum + count, 0);
    return exact > 0 && exact < SMALLEST_SHOWN ? 'hidden' : Math.round(exact / STEP) * STEP;
  };
}

function protectedTable({ sizes, counts }: Breakdown, over: number, hiddenTotals: ReadonlySet<number>): ProtectedTable {
  const quarters = Array.from({ length: over }, (_, quarter) => {
    const cube = new Cube(sizes);
    for (const { places, count } of counts.filter((one) => one.quarter === quarter + 1)) cube.add(places, count);
    const total = cube.at(sizes);
    const hidden = (cell: number) => cell === total && hiddenTotals.has(quarter);
    return { cube, hidden: suppress(cube, { shown: () => false, hidden }) };
  });
  const year = over === 4 ? yearAround({ sizes, counts }, quarters, hiddenTotals.has(YEAR)) : undefined;
  return (quarter, places) => {
    const table = quarter === YEAR ? year : quarters[quarter];
    if (!table) return undefined;
    const cell = quarter === YEAR ? table.cube.at([YEAR, ...places]) : table.cube.at(places);
    return table.hidden[cell] ? 'hidden' : table.cube.counts[cell]!;
  };
}

function yearAround(
  { sizes, counts }: Breakdown,
  quarters: readonly { cube: Cube; hidden: Uint8Array }[],
  totalHidden: boolean,
) {
  const cube = new Cube([4, ...sizes]);
  for (const { quarter, places, count } of counts) cube.add([quarter - 1, ...places], count);
  // The quarter is the first dimension: its cells stand one block after the other.
  const block = cube.cells / 5;
  const before = (cell: number) => quarters[Math.floor(cell / block)]?.hidden[cell % block];
  const hidden = suppress(cube, {
    shown: (cell) => before(cell) === 0,
    hidden: (cell) => before(cell) === 1 || (totalHidden && cell === cube.cells - 1),
  });
  return { cube, hidden };
}

import type { ListTable } from './list-table.js';
import type { Meter } from './progress.js';

/** After so many pairs progress is told. */
const REPORT_EVERY = 10_000;

/** Pairs of rows taken at random, from one list or one of each. Deterministic: the same lists, the same sample. */
export function randomPairs(
  { rows, leftRows }: Pick<ListTable, 'rows' | 'leftRows'>,
  sample: number,
  clock: Meter,
  visit: (a: number, b: number) => void,
): void {
  const right = rows - leftRows;
  let seed = 88_172_645;
  const next = (below: number): number => {
    seed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    const mixed = Math.imul(seed ^ (seed >>> 12), 0x297a2d39);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % below;
  };
  clock.start('sample', sample);
  for (let k = 1; k <= sample; k++) {
    const a = next(leftRows);
    const b = right > 0 ? leftRows + next(right) : next(rows);
    if (a !== b) visit(a, b);
    if (k % REPORT_EVERY === 0) clock.add(REPORT_EVERY);
  }
}

import type { ListTable } from './list-table.js';

/** Pairs of rows taken at random, from one list or one of each. Deterministic: the same lists, the same sample. */
export function randomPairs(
  { rows, leftRows }: Pick<ListTable, 'rows' | 'leftRows'>,
  sample: number,
  visit: (a: number, b: number) => void,
): void {
  const right = rows - leftRows;
  let seed = 88_172_645;
  const next = (below: number): number => {
    seed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    const mixed = Math.imul(seed ^ (seed >>> 12), 0x297a2d39);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % below;
  };
  for (let k = 0; k < sample; k++) {
    const a = next(leftRows);
    const b = right > 0 ? leftRows + next(right) : next(rows);
    if (a !== b) visit(a, b);
  }
}

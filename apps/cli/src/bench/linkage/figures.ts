import type { BenchRow } from '../table.js';

/** A share of one, as tables of matching give it. */
export function share(value: number): string {
  return value.toFixed(4);
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}

/** A row whose goal is a least value. */
export function atLeast(measure: string, value: number, goal: number, text = share): BenchRow {
  return { measure, value: text(value), goal: `≥ ${text(goal)}`, met: value >= goal };
}

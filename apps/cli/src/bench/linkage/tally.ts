import type { BenchRow } from '../table.js';
import { share } from './figures.js';

/** Below this many true pairs a share says nothing. */
const LEAST = 5;

/** A group that is found so much less often than all together is marked. */
const MARKED_FROM = 0.05;

/** Counts what was expected and what was found, by group. */
export class Tally {
  private readonly groups = new Map<string, { expected: number; found: number; right: number }>();

  expect(group: string, pairs = 1): void {
    this.of(group).expected += pairs;
  }

  find(group: string, right: boolean): void {
    const counts = this.of(group);
    counts.found++;
    if (right) counts.right++;
  }

  /** A row for each group that is large enough, the largest first; those found far less often than all together are marked. */
  rows(measure: string): BenchRow[] {
    const all = [...this.groups.values()];
    const sum = (of: 'expected' | 'right'): number => all.reduce((total, counts) => total + counts[of], 0);
    const mean = sum('right') / Math.max(1, sum('expected'));
    const mark = (recall: number): string => (mean - recall > MARKED_FROM ? '  ◄ under the mean' : '');
    return [...this.groups]
      .filter(([, { expected }]) => expected >= LEAST)
      .sort(([, a], [, b]) => b.expected - a.expected)
      .map(([group, { expected, found, right }]) => ({
        measure: `${measure}: ${group}`,
        value: `R ${share(right / expected)}  P ${share(right / Math.max(1, found))}  of ${expected}${mark(right / expected)}`,
      }));
  }

  private of(group: string) {
    const counts = this.groups.get(group) ?? { expected: 0, found: 0, right: 0 };
    this.groups.set(group, counts);
    return counts;
  }
}

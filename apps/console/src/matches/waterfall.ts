import type { Evidence } from '../api/types.js';

/** One bar of the waterfall, in percent of the drawing's width. */
export interface Bar {
  evidence: Evidence;
  start: number;
  size: number;
}
export interface Waterfall {
  /** Where nothing speaks for or against: even odds. */
  zero: number;
  prior: { start: number; size: number };
  bars: Bar[];
  total: number;
}

/**
 * Lays the weights out one after the other, the heaviest first, from the starting point to what they come to together.
 * What is not known weighs nothing and is left out.
 */
export function waterfall(prior: number, evidence: readonly Evidence[]): Waterfall {
  const weighing = evidence
    .filter((one) => one.weight !== 0 && one.level !== 'unknown')
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const stops = weighing.reduce<number[]>((sums, one) => [...sums, (sums.at(-1) ?? 0) + one.weight], [prior]);
  const low = Math.min(0, ...stops);
  const high = Math.max(0, ...stops);
  const span = high - low || 1;
  const at = (value: number) => ((value - low) / span) * 100;
  const between = (from: number, to: number) => ({
    start: Math.min(at(from), at(to)),
    size: Math.abs(at(to) - at(from)),
  });
  return {
    zero: at(0),
    prior: between(0, prior),
    bars: weighing.map((one, index) => ({
      evidence: one,
      ...between(stops[index] ?? prior, stops[index + 1] ?? prior),
    })),
    total: at(stops.at(-1) ?? prior),
  };
}

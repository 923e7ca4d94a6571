import { describe, expect, it } from '@jest/globals';
import { averagePrecision, bestF1, curve, pointAt, recallAt } from './precision-recall.js';

const judged = [
  { score: 3, match: true },
  { score: 2, match: true },
  { score: 2, match: false },
  { score: 1, match: false },
  { score: 0, match: true },
];

describe('precision and recall', () => {
  it('takes pairs with one score together', () => {
    expect(curve(judged).map(({ threshold, precision }) => [threshold, precision])).toEqual([
      [3, 1],
      [2, 2 / 3],
      [1, 2 / 4],
      [0, 3 / 5],
    ]);
  });

  it('counts true pairs that were never scored as missed', () => {
    expect(pointAt(judged, 2, 4)).toMatchObject({ precision: 2 / 3, recall: 2 / 4, f1: 4 / 7 });
  });

  it('gives the best F1 and the recall at a precision', () => {
    const points = curve(judged);
    expect(bestF1(points)).toMatchObject({ threshold: 0, f1: 6 / 8 });
    expect(recallAt(points, 0.65)).toBeCloseTo(2 / 3);
    expect(recallAt(points, 1)).toBeCloseTo(1 / 3);
    expect(averagePrecision(points)).toBeCloseTo((1 + 2 / 3 + 3 / 5) / 3);
  });

  it('finds nothing where nothing is scored high enough', () => {
    expect(pointAt(judged, 9)).toMatchObject({ precision: 0, recall: 0, f1: 0 });
  });
});

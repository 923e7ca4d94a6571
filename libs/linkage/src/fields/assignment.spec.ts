import fc from 'fast-check';
import { bestAssignment } from './assignment.js';

const sum = (worth: number[][], pairs: readonly { left: number; right: number }[]): number =>
  pairs.reduce((total, { left, right }) => total + worth[left]![right]!, 0);

/** The best by trying everything. */
function most(worth: number[][], left = 0, used = 0): number {
  if (left === worth.length) return 0;
  let best = most(worth, left + 1, used);
  for (const [right, value] of worth[left]!.entries())
    if (((used >> right) & 1) === 0) best = Math.max(best, value + most(worth, left + 1, used | (1 << right)));
  return best;
}

const matrix = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([rows, columns]) =>
  fc.array(fc.array(fc.integer({ min: -5, max: 9 }), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  }),
);

describe('assigning one family to another', () => {
  it('gives up the best pair where two others are worth more together', () => {
    expect(
      bestAssignment([
        [9, 8],
        [8, 0],
      ]),
    ).toEqual([
      { left: 0, right: 1 },
      { left: 1, right: 0 },
    ]);
  });

  it('assigns nobody twice, nobody for nothing, and explains as much as can be', () => {
    fc.assert(
      fc.property(matrix, (worth) => {
        const pairs = bestAssignment(worth);
        expect(new Set(pairs.map(({ left }) => left)).size).toBe(pairs.length);
        expect(new Set(pairs.map(({ right }) => right)).size).toBe(pairs.length);
        for (const { left, right } of pairs) expect(worth[left]![right]).toBeGreaterThan(0);
        expect(sum(worth, pairs)).toBe(most(worth));
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { protectedTables, standingTable, YEAR, type Count, type ProtectedTable } from './report.js';

const TOTAL = 1;

function protectedTable(sizes: readonly number[], counts: readonly Count[], over: number): ProtectedTable {
  return protectedTables([{ sizes, counts }], over)[0]!;
}

describe('the table of a figure', () => {
  const counts: Count[] = [20, 30, 40, 2].map((count, quarter) => ({ quarter: quarter + 1, places: [0], count }));

  it('shows the quarters that are over', () => {
    const at = protectedTable([1], counts, 2);
    expect([0, 1, 2, 3, YEAR].map((quarter) => at(quarter, [TOTAL]))).toEqual([
      20,
      30,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('hides the year where it would give a small quarter away', () => {
    const at = protectedTable([1], counts, 4);
    expect([0, 1, 2, 3, YEAR].map((quarter) => at(quarter, [TOTAL]))).toEqual([20, 30, 40, 'hidden', 'hidden']);
  });

  it('never changes a quarter that was shown', () => {
    const some = fc.array(
      fc.record({
        quarter: fc.integer({ min: 1, max: 4 }),
        places: fc.tuple(fc.nat(2), fc.nat(1)),
        count: fc.nat(9),
      }),
    );
    const everyCell = [0, 1, 2, 3].flatMap((one) => [0, 1, 2].map((other) => [one, other]));
    fc.assert(
      fc.property(some, (kept) => {
        const [early, late] = [protectedTable([3, 2], kept, 2), protectedTable([3, 2], kept, 4)];
        for (const quarter of [0, 1])
          for (const places of everyCell) expect(late(quarter, places)).toBe(early(quarter, places));
      }),
      { numRuns: 50 },
    );
  });

  it('tells no small quarter by the difference of the year and the other quarters', () => {
    const four = fc.array(fc.nat(30), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(four, (values) => {
        const at = protectedTable(
          [1],
          values.map((count, quarter) => ({ quarter: quarter + 1, places: [0], count })),
          4,
        );
        const small = values.filter((count) => count > 0 && count < 5).length;
        const hidden = [0, 1, 2, 3].filter((quarter) => at(quarter, [TOTAL]) === 'hidden').length;
        expect(hidden).toBe(small);
        if (small === 1) expect(at(YEAR, [TOTAL])).toBe('hidden');
      }),
    );
  });

  it('hides a total in every table where one of them hides it', () => {
    const quarter = 1;
    const byBranch = { sizes: [1], counts: [{ quarter, places: [0], count: 8 }] };
    const even = {
      sizes: [2],
      counts: [
        { quarter, places: [0], count: 4 },
        { quarter, places: [1], count: 4 },
      ],
    };
    const at = (tables: ProtectedTable[]) => tables.map((table, index) => table(0, index === 0 ? [1] : [2]));
    expect(at(protectedTables([byBranch], 1))).toEqual([8]);
    expect(at(protectedTables([byBranch, even], 1))).toEqual(['hidden', 'hidden']);
  });
});

describe('the table of what stands open', () => {
  const counts: Count[] = [
    { quarter: 1, places: [0], count: 14 },
    { quarter: 1, places: [1], count: 3 },
    { quarter: 2, places: [0], count: 15 },
  ];
  const at = standingTable({ sizes: [2], counts }, 4);

  it('is told to the nearest ten, so that nobody finds a small one between two quarters', () => {
    expect([at(0, [0]), at(1, [0])]).toEqual([10, 20]);
    expect([at(0, [2]), at(1, [2])]).toEqual([20, 20]);
  });

  it('hides what is fewer than five', () => {
    expect([at(0, [1]), at(1, [1])]).toEqual(['hidden', 0]);
  });

  it('has no year, and no quarter that is not over', () => {
    expect([at(YEAR, [0]), standingTable({ sizes: [2], counts }, 1)(1, [0])]).toEqual([undefined, undefined]);
  });
});

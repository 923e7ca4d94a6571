import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Cube } from './cube.js';
import { suppress } from './suppress.js';
import { workedOut } from './worked-out.js';

function table(rows: readonly (readonly number[])[]): Cube {
  const cube = new Cube([rows.length, rows[0]!.length]);
  rows.forEach((row, y) => row.forEach((count, x) => cube.add([y, x], count)));
  return cube;
}

/** The table as it is shown, totals last; `undefined` where it is hidden. */
function shownOf(cube: Cube, hidden: Uint8Array): (number | undefined)[] {
  return [...cube.counts].map((count, cell) => (hidden[cell] ? undefined : count));
}

describe('a table of counts', () => {
  it('has the total of every line', () => {
    expect([
      ...table([
        [1, 2],
        [3, 4],
      ]).counts,
    ]).toEqual([1, 2, 3, 3, 4, 7, 4, 6, 10]);
  });

  it('hides nothing where all counts are large or none', () => {
    const cube = table([
      [10, 0],
      [7, 20],
    ]);
    expect([...suppress(cube)].some(Boolean)).toBe(false);
  });

  it('hides a small count and what would give it away', () => {
    const cube = table([
      [3, 20, 30],
      [40, 50, 60],
    ]);
    expect(shownOf(cube, suppress(cube))).toEqual([
      undefined, undefined, 30, 53,
      undefined, undefined, 60, 150,
      43, 70, 90, 203,
    ]); // prettier-ignore
  });

  it('hides the total of a line where nothing else can hide a part', () => {
    const cube = new Cube([2]);
    cube.add([0], 3);
    expect(shownOf(cube, suppress(cube))).toEqual([undefined, 0, undefined]);
  });

  it('hides the total of the year where the quarters before were shown', () => {
    const cube = new Cube([4]);
    [20, 30, 40, 2].forEach((count, quarter) => cube.add([quarter], count));
    expect(shownOf(cube, suppress(cube, { shown: (cell) => cell < 3, hidden: () => false }))).toEqual([
      20,
      30,
      40,
      undefined,
      undefined,
    ]);
  });

  it('never lets a small count be worked out from what is shown', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 18, maxLength: 18 });
    fc.assert(
      fc.property(counts, (values) => {
        const cube = new Cube([2, 3, 3]);
        values.forEach((count, at) => cube.add([Math.floor(at / 9), Math.floor(at / 3) % 3, at % 3], count));
        const told = workedOut(cube, suppress(cube)).map((cell) => cube.counts[cell]!);
        expect(told.filter((count) => count > 0 && count < 5)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves more than one answer to whoever tries them all', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 7 }), { minLength: 4, maxLength: 4 }), ([a, b, c, d]) => {
        const cube = table([
          [a!, b!],
          [c!, d!],
        ]);
        const hidden = suppress(cube);
        const small = [...hidden.keys()].filter((cell) => cube.counts[cell]! > 0 && cube.counts[cell]! < 5);
        const answers = small.map(() => new Set<number>());
        for (const other of everyTable(11)) {
          if (other.counts.every((count, cell) => hidden[cell] || count === cube.counts[cell]))
            small.forEach((cell, at) => answers[at]!.add(other.counts[cell]!));
        }
        for (const possible of answers) expect(possible.size).toBeGreaterThan(1);
      }),
      { numRuns: 6 },
    );
  });

  it('shows no count from 1 to 4', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 }), { minLength: 9, maxLength: 9 }), (values) => {
        const cube = table([values.slice(0, 3), values.slice(3, 6), values.slice(6)]);
        for (const count of shownOf(cube, suppress(cube))) expect([1, 2, 3, 4]).not.toContain(count);
      }),
    );
  });
});

/** Every table of two by two with counts below `most`. */
function* everyTable(most: number): Generator<Cube> {
  for (let code = 0; code < most ** 4; code++) {
    const [a, b, c, d] = Array.from({ length: 4 }, (_, at) => Math.floor(code / most ** at) % most);
    yield table([
      [a!, b!],
      [c!, d!],
    ]);
  }
}

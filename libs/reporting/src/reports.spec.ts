import { describe, expect, it } from '@jest/globals';
import { FigureUnknown } from './reporting.errors.js';
import { breakdown, type KeptCount } from './reports.js';

const aCount: KeptCount = {
  quarter: 1,
  branch: 'HAR',
  indicator: 'children-registered',
  of: 'separated-child',
  sex: 'female',
  ageGroup: '5-11',
  count: 7,
};

describe('what was counted', () => {
  const kinds = ['unaccompanied-child', 'separated-child'];

  it('stands where its codes stand', () => {
    expect(breakdown([aCount], [['BAI', 'HAR'], kinds], ({ branch, of }) => [branch, of])).toEqual({
      sizes: [2, 2],
      counts: [{ quarter: 1, places: [1, 1], count: 7 }],
    });
    expect(breakdown([{ ...aCount, of: '' }], [[]], ({ of }) => [of]).counts[0]!.places).toEqual([0]);
  });

  it('is refused where a code is not known, rather than shown as something else', () => {
    const count = (of: string, codes: readonly string[]) => breakdown([{ ...aCount, of }], [codes], (one) => [one.of]);
    expect(() => count('adopted-child', kinds)).toThrow(FigureUnknown);
    expect(() => count('separated-child', [])).toThrow(FigureUnknown);
    expect(() => count('', kinds)).toThrow(FigureUnknown);
  });
});

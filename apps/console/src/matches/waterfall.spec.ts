import type { Evidence } from '../api/types.js';
import { waterfall } from './waterfall.js';

const weighing = (field: Evidence['field'], weight: number, level: Evidence['level'] = 'exact'): Evidence => ({
  field,
  level,
  reason: 'same',
  weight,
});

describe('the waterfall', () => {
  const drawn = waterfall(-10, [
    weighing('name', 2),
    weighing('mother', 10),
    weighing('phone', -1, 'different'),
    weighing('sex', 0, 'unknown'),
  ]);

  it('leaves out what weighs nothing and puts the heaviest first', () => {
    expect(drawn.bars.map((bar) => bar.evidence.field)).toEqual(['mother', 'name', 'phone']);
  });

  it('lets each bar begin where the one before ended', () => {
    // −10 … +2: twelve bits wide
    expect(drawn.prior.start).toBeCloseTo(0);
    expect(drawn.bars[0]!.start).toBeCloseTo(0);
    expect(drawn.bars[0]!.size).toBeCloseTo((10 / 12) * 100);
    expect(drawn.bars[1]!.start).toBeCloseTo((10 / 12) * 100);
  });

  it('ends at the sum', () => {
    expect(drawn.total).toBeCloseTo((11 / 12) * 100);
    expect(drawn.zero).toBeCloseTo((10 / 12) * 100);
  });

  it('draws a pair without evidence as its starting point alone', () => {
    expect(waterfall(-14, [])).toMatchObject({ zero: 100, bars: [], total: 0 });
  });
});

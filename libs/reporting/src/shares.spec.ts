import { describe, expect, it } from '@jest/globals';
import type { Figure } from './reports.js';
import { sharesOf } from './shares.js';

const closed = (count: Figure['count'], more: Partial<Figure> = {}): Figure => ({
  indicator: 'requests-closed',
  quarter: 1,
  count,
  ...more,
});
const lost = { of: 'enquirer-unreachable' };

describe('A share', () => {
  it('is worked out for each whole that is shown, of the quarter and the branch', () => {
    const figures = [
      closed(60),
      closed(18, lost),
      closed(40, { branch: 'HAR' }),
      closed(10, { ...lost, branch: 'HAR' }),
      closed(20, { branch: 'BAI' }),
    ];
    expect(sharesOf(figures)).toEqual([
      { share: 'lost-to-unreachable-enquirers', quarter: 1, percent: 30 },
      { share: 'lost-to-unreachable-enquirers', quarter: 1, branch: 'HAR', percent: 25 },
      { share: 'lost-to-unreachable-enquirers', quarter: 1, branch: 'BAI', percent: 0 },
    ]);
  });

  it('is hidden where its part or its whole is', () => {
    const percent = (...figures: Figure[]) => sharesOf(figures).map((one) => one.percent);
    expect(percent(closed('hidden'), closed(8, lost))).toEqual(['hidden']);
    expect(percent(closed(40), closed('hidden', lost))).toEqual(['hidden']);
  });

  it('tells of matches that held and of recalls that were confirmed in time', () => {
    const figures: Figure[] = [
      { indicator: 'matches-reviewed', count: 50 },
      { indicator: 'matches-reviewed', of: 'confirmed', count: 45 },
      { indicator: 'recalls-confirmed', count: 20 },
      { indicator: 'recalls-confirmed', of: 'in-time', count: 19 },
    ];
    expect(sharesOf(figures)).toEqual([
      { share: 'match-precision', percent: 90 },
      { share: 'recalls-confirmed-in-time', percent: 95 },
    ]);
  });
});

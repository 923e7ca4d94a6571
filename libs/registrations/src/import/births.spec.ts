import { describe, expect, it } from '@jest/globals';
import { birthFromAge, birthFromDate, isDateFormat, readDay } from './births.js';

describe('a written date', () => {
  it.each([
    ['19651013', ['YYYYMMDD'], { year: 1965, month: 10, day: 13 }],
    ['1965-10-13', ['YYYY-MM-DD'], { year: 1965, month: 10, day: 13 }],
    ['1/2/1990', ['DD/MM/YYYY'], { year: 1990, month: 2, day: 1 }],
    ['1/2/1990', ['MM/DD/YYYY'], { year: 1990, month: 1, day: 2 }],
    ['1.2.1990', ['DD.MM.YYYY'], { year: 1990, month: 2, day: 1 }],
    ['1990', ['YYYY-MM-DD', 'YYYY'], { year: 1990 }],
    ['1990-00-00', ['YYYY-MM-DD'], { year: 1990 }],
    ['19900500', ['YYYYMMDD'], { year: 1990, month: 5 }],
    ['٢٣-٠٤-١٩٩٠', ['DD-MM-YYYY'], { year: 1990, month: 4, day: 23 }],
  ])('%s by %p is %p', (text, formats, parts) => {
    expect(birthFromDate(text, formats, 'gregorian')).toEqual({
      birth: { said: text, calendar: 'gregorian', ...parts },
    });
  });

  it.each([
    ['19151131', ['YYYYMMDD'], 'impossible'],
    ['00000000', ['YYYYMMDD'], 'impossible'],
    ['31/02/1990', ['DD/MM/YYYY'], 'impossible'],
    ['1965-1013', ['YYYY-MM-DD'], 'unreadable'],
    ['about 1965', ['YYYY'], 'unreadable'],
  ])('%s by %p is %s and no birth', (text, formats, warning) => {
    expect(birthFromDate(text, formats, 'gregorian')).toEqual({ warning });
  });

  it.each([
    ['YYYYMMDD', true],
    ['DD. MM. YYYY', true],
    ['??/??/YYYY', true],
    ['DD/YYYY', false],
    ['MM/DD', false],
    ['YYYY YYYY', false],
    ['YYYY-MM-DDTHH', false],
    ['', false],
  ])('the format %p is one: %p', (format, expected) => {
    expect(isDateFormat(format)).toBe(expected);
  });

  it('is a day only where it is whole and exists', () => {
    expect(readDay('03/02/2026', ['DD/MM/YYYY'])).toBe('2026-02-03');
    expect(readDay('2026-02', ['YYYY-MM'])).toBeUndefined();
    expect(readDay('2026-02-30', ['YYYY-MM-DD'])).toBeUndefined();
  });
});

describe('a written age', () => {
  const on = '2026-03-01';
  it.each([
    ['40', { birth: { said: '40', age: 40, statedOn: on }, youngest: 40 }],
    ['٤٠', { birth: { said: '٤٠', age: 40, statedOn: on }, youngest: 40 }],
    ['30-33', { birth: { said: '30-33', year: 1994, about: true }, youngest: 30 }],
    ['35-45', { warning: 'age-range', youngest: 35 }],
    ['45-35', { warning: 'impossible' }],
    ['130', { warning: 'impossible' }],
    ['old', { warning: 'unreadable' }],
  ])('%s is %p', (text, expected) => {
    expect(birthFromAge(text, on)).toEqual(expected);
  });

  it('as a narrow range never leaves out a birth that the range allows', () => {
    for (const [low, high] of [
      [0, 1],
      [30, 33],
      [17, 20],
      [60, 62],
    ] as const) {
      const { birth } = birthFromAge(`${low}-${high}`, on);
      const { year } = birth as { year: number };
      expect(year - 2).toBeLessThanOrEqual(2026 - high - 1);
      expect(year + 2).toBeGreaterThanOrEqual(2026 - low);
    }
  });
});

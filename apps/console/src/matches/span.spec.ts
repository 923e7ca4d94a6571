import { spanOf } from './span.js';

describe('a birth that nobody put in words', () => {
  it.each([
    ['1988-11-23', 'day'],
    ['1988-01-01', 'day'],
    ['1988-01-01 – 1988-12-31', 'year'],
    ['1988-02-01 – 1988-02-29', 'month'],
    ['1988-12-01 – 1988-12-31', 'month'],
    ['2010-09-04 – 2011-09-03', 'neither'],
    ['1987-07-01 – 1988-06-30', 'neither'],
    ['1988-01-01 – 1989-12-31', 'neither'],
  ])('%s spans a whole %s', (text, whole) => {
    expect(spanOf(text)?.whole).toBe(whole);
  });

  it.each(['about 2004', 'summer of 1390', '2004', '1988-02-03x', '1988-99-99'])('%s stays as it was said', (text) => {
    expect(spanOf(text)).toBeUndefined();
  });
});

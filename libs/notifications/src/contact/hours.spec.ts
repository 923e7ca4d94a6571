import { isWithin, nextWithin, readHours, type Hours } from './hours.js';

const OSLO = 'Europe/Oslo';
const hours = (text: string) => readHours(text) as Hours;
/** Saturday, 12:00 in Oslo. */
const SATURDAY_NOON = new Date('2026-11-21T11:00:00Z');

describe('Safe hours', () => {
  it.each([
    ['evenings', 18 * 60, 21 * 60],
    ['Mornings', 8 * 60, 12 * 60],
    ['in the afternoon', 12 * 60, 18 * 60],
    ['18:00-21:00', 18 * 60, 21 * 60],
    ['18 – 21', 18 * 60, 21 * 60],
    ['9.30 to 11', 9 * 60 + 30, 11 * 60],
    ['between 10 and 12', undefined, undefined],
    ['after 18', 18 * 60, 21 * 60],
    ['before 12', 8 * 60, 12 * 60],
    ['22:00-02:00', 22 * 60, 2 * 60],
  ])('%s', (text, from, to) => {
    expect(readHours(text)).toEqual(from === undefined ? undefined : { days: 'all', ranges: [{ from, to }] });
  });

  it.each(['any time', 'Anytime', 'always'])('%s', (text) => {
    expect(readHours(text)).toBe('any');
  });

  it.each(['when he is out', 'not when my brother is home', 'evenings, not Sundays', '', '25-26', 'after 23', '12-12'])(
    '%p are not guessed at',
    (text) => {
      expect(readHours(text)).toBeUndefined();
    },
  );

  it.each([
    ['evenings on weekdays', 'weekdays', 18 * 60],
    ['weekends', 'weekend', 9 * 60],
  ])('%s', (text, days, from) => {
    expect(hours(text)).toMatchObject({ days, ranges: [{ from }] });
  });

  it('are those of the place, in winter and in summer', () => {
    expect(isWithin(hours('12-13'), SATURDAY_NOON, OSLO)).toBe(true);
    expect(isWithin(hours('11-12'), SATURDAY_NOON, OSLO)).toBe(false);
    expect(isWithin(hours('12-13'), new Date('2026-07-21T10:00:00Z'), OSLO)).toBe(true);
    expect(isWithin(hours('12-13'), SATURDAY_NOON, 'Asia/Kabul')).toBe(false);
  });

  it('may go past midnight', () => {
    const night = hours('22:00-02:00');
    const at = (time: string) => isWithin(night, new Date(`2026-11-21T${time}:00Z`), 'UTC');
    expect(['21:59', '22:00', '23:59', '00:00', '01:59', '02:00'].map(at)).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  it('begin again at the next time that fits, across a day and a weekend', () => {
    expect(nextWithin(hours('any time on weekdays'.replace('any time ', '18-21 ')), SATURDAY_NOON, OSLO)).toEqual(
      new Date('2026-11-23T17:00:00Z'),
    );
    expect(nextWithin(hours('9-10'), SATURDAY_NOON, OSLO)).toEqual(new Date('2026-11-22T08:00:00Z'));
    expect(nextWithin(hours('12-13'), SATURDAY_NOON, OSLO)).toEqual(SATURDAY_NOON);
  });
});

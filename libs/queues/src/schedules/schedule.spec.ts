import { patternOf, periodOf, type ScheduleOptions } from './schedule.js';

const daily: ScheduleOptions = { name: 'nightly', every: 'day', at: '03:30' };
const hourly: ScheduleOptions = { name: 'hourly', every: 'hour', at: '05' };

describe('A schedule', () => {
  it.each([
    [daily, '2026-11-21T03:29:59.999Z', '2026-11-20'],
    [daily, '2026-11-21T03:30:00.000Z', '2026-11-21'],
    [daily, '2026-12-01T00:00:00.000Z', '2026-11-30'],
    [daily, '2027-01-01T03:29:00.000Z', '2026-12-31'],
    [hourly, '2026-11-21T09:04:59.999Z', '2026-11-21T08'],
    [hourly, '2026-11-21T09:05:00.000Z', '2026-11-21T09'],
    [hourly, '2026-11-22T00:00:00.000Z', '2026-11-21T23'],
    [{ name: 'midnight', every: 'day' } as const, '2026-11-21T00:00:00.000Z', '2026-11-21'],
  ])('%p is at %s in the period %s', (options, now, period) => {
    expect(periodOf(options, new Date(now))).toBe(period);
  });

  it.each([
    [daily, '30 3 * * *'],
    [hourly, '5 * * * *'],
    [{ name: 'midnight', every: 'day' } as const, '0 0 * * *'],
    [{ name: 'on-the-hour', every: 'hour' } as const, '0 * * * *'],
  ])('%p is the pattern %s', (options, pattern) => {
    expect(patternOf(options)).toBe(pattern);
  });

  it.each([
    ['day', '24:00'],
    ['day', '3:30'],
    ['day', '30'],
    ['hour', '60'],
    ['hour', '03:30'],
  ] as const)('of every %s refuses to run at %s', (every, at) => {
    expect(() => patternOf({ name: 'odd', every, at })).toThrow('The schedule odd has no time');
  });
});

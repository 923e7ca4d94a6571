import { pastDay, realDay } from './days.js';
import { InvalidInput } from './errors.js';

describe('A day', () => {
  it.each(['2026-02-28', '2024-02-29', '2026-12-31'])('%s is one', (day) => {
    expect(realDay(day, 'on')).toBe(day);
  });

  it.each(['2026-02-29', '2026-02-31', '2026-13-01', '2026-1-1', '', 'today', '20260101'])('%p is none', (day) => {
    expect(() => realDay(day, 'on')).toThrow(InvalidInput);
  });

  it('on which something was done is today or earlier', () => {
    const now = new Date('2026-11-21T10:00:00Z');
    expect(pastDay('2026-11-21', now, 'on')).toBe('2026-11-21');
    expect(() => pastDay('2026-11-22', now, 'on')).toThrow(InvalidInput);
  });
});

import { describe, expect, it } from '@jest/globals';
import { triedEnough, unreached, type Attempt } from './enquirer-contact.js';

const phone = { kind: 'phone' as const, value: '+999 555 0199' };
const post = { kind: 'post' as const, value: 'Harbour Road 1' };
const attempt = (day: string, outcome: Attempt['outcome'] = 'no-answer', contact?: Attempt['contact']): Attempt => ({
  at: new Date(`2026-05-${day}T09:00:00Z`),
  outcome,
  ...(contact && { contact }),
});

describe('an enquirer cannot be reached', () => {
  it.each([
    ['nobody tried', [], false],
    ['three attempts on one day', [attempt('01'), attempt('01'), attempt('01')], false],
    ['two attempts on two days', [attempt('01'), attempt('02')], false],
    ['three attempts on two days', [attempt('01'), attempt('01'), attempt('02')], true],
    ['reached in between', [attempt('01'), attempt('01'), attempt('02', 'reached'), attempt('03')], false],
  ])('%s', (_, attempts, enough) => {
    expect(triedEnough(unreached(attempts, []))).toBe(enough);
  });

  it('names the contacts nobody has tried, however a number is grouped', () => {
    const tried = attempt('01', 'no-answer', { kind: 'phone', value: '+9995550199' });
    expect(unreached([tried], [phone, post]).untried).toEqual([1]);
    expect(unreached([], [phone, post]).untried).toEqual([0, 1]);
  });
});

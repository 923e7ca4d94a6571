import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayOf, daysAfter, newId } from '#libs/kernel';
import { resultOf, timingOf } from './result-of.js';
import { afterTelling, regularContactOn, tellBy } from './telling-day.js';
import type { Found } from './wishes.js';

const ENQUIRER = newId<'person'>();
const now = new Date('2026-10-12T09:00:00Z');
const occasion = { enquirerId: ENQUIRER, today: dayOf(now) };

const aDay = fc.integer({ min: -400, max: 400 }).map((days) => daysAfter(now, days));
const aRequest = fc.record({ reviewOn: aDay, contactFreshUntil: aDay });
const someWishes = fc.record({
  fate: fc.constantFrom('tell' as const, 'do-not-tell' as const),
  place: fc.constantFrom('tell' as const, 'do-not-tell' as const),
  contact: fc.constantFrom('give' as const, 'pass-messages' as const, 'none' as const),
  toWhom: fc.constantFrom('all-enquirers' as const, 'these' as const),
  enquirers: fc.constant([]),
});

/** What the enquirer's calendar shows for whoever was found like this. */
function daysFor(found: Found, request: { reviewOn: string; contactFreshUntil: string }) {
  const timing = timingOf([resultOf(found, occasion, 'Amina').sentence]);
  return { timing, tell: tellBy(timing, request, now), after: afterTelling(timing, request, now) };
}

describe('rule 2: the day on which the enquirer is spoken to', () => {
  it('is the same for who does not want to be found and for who was not found', () => {
    let silent = 0;
    fc.assert(
      fc.property(someWishes, aRequest, (wishes, request) => {
        const days = daysFor({ kind: 'alive', wishes, known: {} }, request);
        if (days.timing === 'promptly') return;
        silent++;
        expect(days).toEqual(daysFor({ kind: 'not-located' }, request));
      }),
      { numRuns: 500 },
    );
    expect(silent).toBeGreaterThan(100);
  });

  it('of a silence is one that was set before, and never moves with the day somebody was found', () => {
    fc.assert(
      fc.property(aRequest, fc.nat(300), (request, later) => {
        const { reviewOn, contactFreshUntil } = request;
        const day = tellBy('with-regular-contact', request, now);
        expect(day).toBe(regularContactOn(request, now));
        expect([reviewOn, contactFreshUntil, dayOf(now)]).toContain(day);
        const then = new Date(now.getTime() + later * 86_400_000);
        if (day >= dayOf(then)) expect(tellBy('with-regular-contact', request, then)).toBe(day);
        expect(afterTelling('with-regular-contact', request, now).code).toBe('review');
      }),
    );
  });

  it('of news is within a week, and what follows within a month', () => {
    fc.assert(
      fc.property(aRequest, (request) => {
        expect(tellBy('promptly', request, now)).toBe('2026-10-19');
        expect(afterTelling('promptly', request, now)).toEqual({ code: 'close-or-reunite', due: '2026-11-11' });
      }),
    );
  });
});

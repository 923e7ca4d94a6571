import fc from 'fast-check';
import { DELIVERY_LIFE, deliveryOf, nextAttempt, turnOf } from './delivery.js';

describe('a delivery', () => {
  it('is the first, or the same again, or something else under the same name', () => {
    expect(deliveryOf(undefined, 'a')).toBe('first');
    expect(deliveryOf('a', 'a')).toBe('again');
    expect(deliveryOf('a', 'b')).toBe('conflict');
  });

  it('is acted upon once and in order, however the messages of a case arrive', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }).chain((count) => {
          const all = Array.from({ length: count }, (_, index) => index + 1);
          return fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray([...all, ...all], { minLength: 2 * count, maxLength: 2 * count }),
          );
        }),
        ([all, arriving]) => {
          const acted: number[] = [];
          const waiting = new Set<number>();
          for (const seq of arriving) {
            if (turnOf(acted.length, seq) !== 'late') waiting.add(seq);
            for (const next of [...waiting].sort((a, b) => a - b))
              if (turnOf(acted.length, next) === 'next' && waiting.delete(next)) acted.push(next);
          }
          expect(acted).toEqual(all);
        },
      ),
    );
  });
});

describe('another attempt', () => {
  it.each([
    [1, 30],
    [2, 60],
    [3, 120],
    [10, 15_360],
    [11, 21_600],
    [40, 21_600],
  ])('after %i comes in %i seconds', (attempts, seconds) => {
    expect(nextAttempt(attempts, 0, 0.5)).toBe(seconds);
  });

  it('is spread by a fifth, and is not made after seven days', () => {
    expect([nextAttempt(1, 0, 0), nextAttempt(1, 0, 1)]).toEqual([24, 36]);
    expect(nextAttempt(30, DELIVERY_LIFE - 21_600, 0.5)).toBeUndefined();
    expect(nextAttempt(30, DELIVERY_LIFE - 21_601, 0.5)).toBe(21_600);
  });

  it('is made some forty times in those days', () => {
    let [attempts, waited] = [1, 0];
    for (let wait = nextAttempt(1, 0, 0.5); wait !== undefined; wait = nextAttempt(attempts, waited, 0.5)) {
      attempts++;
      waited += wait;
    }
    expect(attempts).toBeGreaterThan(30);
    expect(attempts).toBeLessThan(50);
  });
});

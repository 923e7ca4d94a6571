import fc from 'fast-check';
import { soundDistance, spellingDistance, withinOneSlip } from './distance.js';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '7'), maxLength: 7 });

describe('distances', () => {
  it('tell one slip (a letter more, less, other, or two changed places) without a table as with one', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(withinOneSlip(a, b)).toBe(spellingDistance(a, b) <= 1);
      }),
      { numRuns: 2000 },
    );
  });

  it('are the same from either side, and nothing to oneself', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(soundDistance(a, b)).toBeCloseTo(soundDistance(b, a), 9);
        expect(soundDistance(a, a)).toBe(0);
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { jaroWinkler } from './jaro-winkler.js';

describe('Jaro-Winkler', () => {
  // The examples of Winkler's papers.
  it.each([
    ['MARTHA', 'MARHTA', 0.961],
    ['DWAYNE', 'DUANE', 0.84],
    ['DIXON', 'DICKSONX', 0.813],
    ['anna', 'anna', 1],
    ['abc', 'xyz', 0],
  ])('finds %s and %s alike by %d', (left, right, similarity) => {
    expect(jaroWinkler(left, right)).toBeCloseTo(similarity, 3);
    expect(jaroWinkler(right, left)).toBeCloseTo(similarity, 3);
  });
});

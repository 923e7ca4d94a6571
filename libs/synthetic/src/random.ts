/**
 * Repeatable randomness: xoshiro128** (Blackman and Vigna, 2018), seeded through splitmix32. Not for secrets.
 * 32-bit arithmetic only, so that every machine draws the same.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  constructor(seed: number) {
    let state = seed | 0;
    const next = (): number => {
      state = (state + 0x9e3779b9) | 0;
      return mixed(state);
    };
    this.a = next();
    this.b = next();
    this.c = next();
    this.d = next() | 1;
  }

  /** A whole number from 0 to 2³² − 1. */
  uint32(): number {
    const product = Math.imul(this.b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = (this.d << 11) | (this.d >>> 21);
    return result >>> 0;
  }

  /** From 0 (included) to 1 (not included). */
  unit(): number {
    return this.uint32() / 4294967296;
  }

  /** A whole number from 0 to `limit` − 1. */
  below(limit: number): number {
    return Math.floor(this.unit() * limit);
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('Nothing to pick from.');
    return list[this.below(list.length)]!;
  }
}

/** A stream of its own for every path below a seed, so that what one part draws never shifts what another part draws. */
export function randomFrom(seed: number | string, ...path: readonly (number | string)[]): Random {
  let state = hashed(0x2545f491, seed);
  for (const step of path) state = hashed(state, step);
  return new Random(state);
}

function hashed(state: number, step: number | string): number {
  if (typeof step === 'number') {
    const high = Math.floor(step / 4294967296);
    return mixed(mixed(state ^ (step | 0)) + (high | 0) + 0x6d2b79f5);
  }
  let hash = mixed(state ^ step.length ^ 0x5bd1e995);
  for (let at = 0; at < step.length; at++) hash = mixed(hash ^ step.charCodeAt(at));
  return hash;
}

function mixed(value: number): number {
  let z = value | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}

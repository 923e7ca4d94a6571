import type { Comparison, Evidence, EvidenceField } from '../evidence.js';
import { fitWeights, type UnlabelledPair } from './fit-weights.js';

const found = (field: EvidenceField, reason: string, weight: number): Evidence => ({
  field,
  level: 'close',
  reason,
  weight,
});
const comparison = (...evidence: Evidence[]): Comparison => {
  const weight = evidence.reduce((sum, one) => sum + one.weight, -10);
  return { evidence, prior: -10, weight, probability: 1 / (1 + 2 ** -weight), band: undefined };
};
const name = (same: boolean) => found('name', same ? 'name-same' : 'name-different', same ? 20 : -8);
const sex = (same: boolean) => found('sex', same ? 'sex-same' : 'sex-different', same ? 0.9 : -5);

/** One in `every` of `size` is wrong. */
const pairsWith = (size: number, every: number): UnlabelledPair[] =>
  Array.from({ length: size }, (_, at) => ({ comparison: comparison(name(true), sex(at % every !== 0)), pass: 'nn' }));
const strangers = Array.from({ length: 2_000 }, (_, at) => comparison(name(false), sex(at % 2 === 0)));
const bitsOf = (pairs: readonly UnlabelledPair[], reason: string) =>
  fitWeights(pairs, strangers).find((one) => one.reason === reason)!;

describe('weights from unlabelled pairs', () => {
  it('learns how often true pairs differ', () => {
    const { now, then, seen } = bitsOf(pairsWith(4_000, 4), 'sex-different');
    expect(now).toBe(-5);
    expect(seen).toBe(1_000 + 1_000);
    // a quarter of the true pairs against half of the strangers
    expect(then).toBeGreaterThan(-1.3);
    expect(then).toBeLessThan(-0.8);
  });

  it('stays near the table where the pairs are few', () => {
    const { now, then } = bitsOf(pairsWith(8, 4), 'sex-different');
    expect(Math.abs(then - now)).toBeLessThan(1.5);
  });

  it('is not misled by strangers among the pairs', () => {
    const mixed = [
      ...pairsWith(2_000, 20),
      ...strangers.map((one): UnlabelledPair => ({ comparison: one, pass: 'nn' })),
    ];
    const { then } = bitsOf(mixed, 'sex-different');
    expect(then).toBeGreaterThan(-4);
    expect(then).toBeLessThan(-2.8);
  });

  it('leaves out what the keys of a pass are made of', () => {
    const day = found('birth', 'birth-same-day', 13);
    const far = found('birth', 'birth-different', -8);
    const byBirth: UnlabelledPair[] = Array.from({ length: 2_000 }, () => ({
      comparison: comparison(name(true), day),
      pass: 'nd',
    }));
    const byName: UnlabelledPair[] = Array.from({ length: 2_000 }, (_, at) => ({
      comparison: comparison(name(true), at % 2 === 0 ? day : far),
      pass: 'nn',
    }));
    const apart = Array.from({ length: 4_000 }, (_, at) => comparison(name(false), at % 1_000 === 0 ? day : far));
    const { then } = fitWeights([...byBirth, ...byName], apart).find(({ reason }) => reason === 'birth-same-day')!;
    // half of the true pairs, not three quarters of them
    expect(then).toBeGreaterThan(8);
    expect(then).toBeLessThan(11);
    const alone = fitWeights(byName, apart).find(({ reason }) => reason === 'birth-same-day')!;
    expect(then).toBeCloseTo(alone.then, 0);
  });
});

import type { Band } from '#libs/linkage';
import { estimateWeights } from './estimate-weights.js';
import { evaluateLabels } from './evaluate-labels.js';
import type { Label } from './label.js';

const NAME = { field: 'name', level: 'exact', reason: 'name-same', weight: 12 } as const;
const YEAR = { field: 'birth', level: 'close', reason: 'birth-same-year', weight: 4.5 } as const;
const FAR = { field: 'birth', level: 'different', reason: 'birth-different', weight: -8 } as const;

function labels(times: number, label: Partial<Label>): Label[] {
  const whole: Label = {
    kind: 'registration',
    same: true,
    band: 'possible',
    weight: 2,
    engineVersion: '1.1',
    evidence: [NAME],
    ...label,
  };
  return Array.from({ length: times }, () => whole);
}

describe('What people decided', () => {
  it.each<[Band, number, number, number | undefined, number | undefined]>([
    ['strong', 19, 1, 20, 95],
    ['possible', 3, 3, 6, 50],
    ['weak', 1, 3, undefined, undefined],
  ])('says how often the band %s is right: %i of the same person, %i not', (band, same, other, decided, percent) => {
    const all = [...labels(same, { band }), ...labels(other, { band, same: false })];
    expect(evaluateLabels(all).find((result) => result.band === band)).toMatchObject({
      decided,
      samePercent: percent,
    });
  });

  it('says nothing where nothing was decided', () => {
    expect(evaluateLabels([]).map(({ decided }) => decided)).toEqual([undefined, undefined, undefined]);
    expect(estimateWeights([])).toEqual({ labels: 0, changes: [], moves: [] });
  });

  it('lowers what misleads and raises what is trusted too little', () => {
    const decided = [
      ...labels(40, { same: false, evidence: [NAME, YEAR], weight: 3 }),
      ...labels(10, { same: true, evidence: [NAME, YEAR], weight: 3 }),
      ...labels(40, { same: true, evidence: [NAME, FAR], weight: -3 }),
      ...labels(10, { same: false, evidence: [NAME, FAR], weight: -3 }),
    ];
    const { changes, moves } = estimateWeights(decided);
    const change = (reason: string) => changes.find((one) => one.reason === reason)!;
    expect(change('birth-same-year').then).toBeLessThan(3.5);
    expect(change('birth-different').then).toBeGreaterThan(-7);
    expect(change('birth-same-year').seen).toBe(50);
    expect(moves).toContainEqual({ from: 'strong', to: 'possible', labels: 50 });
  });

  it('changes the less the fewer labels there are, and nothing for a finding seen less than five times', () => {
    const wrong = (times: number) =>
      estimateWeights([
        ...labels(times, { same: false, evidence: [NAME, YEAR], weight: 3 }),
        ...labels(times, { same: true, evidence: [NAME], weight: 3 }),
      ]).changes.find(({ reason }) => reason === 'birth-same-year');
    expect(wrong(4)).toBeUndefined();
    expect(4.5 - wrong(6)!.then).toBeLessThan(4.5 - wrong(60)!.then);
  });

  it('leaves the weights alone where people agree with them', () => {
    const decided = [
      ...labels(97, { weight: 5, evidence: [NAME, YEAR] }),
      ...labels(3, { weight: 5, same: false, evidence: [NAME, YEAR] }),
      ...labels(3, { weight: -5, evidence: [NAME, FAR] }),
      ...labels(97, { weight: -5, same: false, evidence: [NAME, FAR] }),
    ];
    expect(estimateWeights(decided).changes.every(({ now, then }) => Math.abs(then - now) < 0.5)).toBe(true);
  });
});

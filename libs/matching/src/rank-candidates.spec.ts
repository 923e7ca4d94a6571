import { rankCandidates, type Posting } from './rank-candidates.js';
import type { SearchKey } from './search-keys.js';

const OWN: SearchKey[] = [
  { key: '2', tag: 'nn' },
  { key: '4', tag: 'nn' },
  { key: '6', tag: 'nb' },
  { key: '8', tag: 'nm' },
];
/** Handles: sixteen times a number, and a bit for each kind of key the person has. */
const [BIRTH, MOTHER] = [1, 2];
const someone = (number: number, kinds = 0) => number * 16 + kinds;
const crowd = (size: number) => Array.from({ length: size }, (_, at) => someone(1_000 + at));

const order = (postings: Posting[]) =>
  rankCandidates(OWN, postings, 100_000).map(({ handle }) => Math.floor(handle / 16));

describe('The order of candidates', () => {
  it('puts whoever shares a rare key before whoever shares a common one', () => {
    const common = { key: '2', tag: 'nn', handles: [someone(1), ...crowd(500)] };
    expect(order([common, { key: '4', tag: 'nn', handles: [someone(2)] }])[0]).toBe(2);
  });

  it('counts another kind of key for more than another spelling of the same', () => {
    const postings = [
      { key: '2', tag: 'nn', handles: [someone(1), someone(2)] },
      { key: '4', tag: 'nn', handles: [someone(1), someone(3)] },
      { key: '8', tag: 'nm', handles: [someone(2), someone(3)] },
    ];
    const [first, second, third] = order(postings);
    expect([first, second].sort()).toEqual([2, 3]);
    expect(third).toBe(1);
  });

  it('holds it against someone that both mothers are known and nothing of them is shared, not that one is unknown', () => {
    const shared = { key: '2', tag: 'nn', handles: [someone(1, MOTHER), someone(2), someone(3, BIRTH)] };
    expect(order([shared])).toEqual([2, 1, 3]);
    // Who knows of no mother and no birth cannot hold either against anybody.
    const scores = new Set(rankCandidates([OWN[0]!], [shared], 100_000).map(({ score }) => score));
    expect(scores.size).toBe(1);
  });

  it('tells only of the best, however many share a key, and how likely the one sought is among the rest', () => {
    const common = { key: '2', tag: 'nn', handles: crowd(2_000) };
    const rare = { key: '4', tag: 'nn', handles: [someone(1), someone(2)] };
    const ranked = rankCandidates(OWN, [common, rare], 100_000);
    expect(ranked).toHaveLength(128);
    expect(ranked.slice(0, 2).map(({ handle }) => handle)).toEqual([someone(1), someone(2)]);
    expect(ranked[0]!.rest).toBe(1);
    // Of the 2,000 in the crowd, those who are left out count as well.
    expect(ranked[2]!.rest - ranked[127]!.rest).toBeLessThan(ranked[127]!.rest / 10);
  });

  it('is the same every time, and empty where nobody shares anything', () => {
    const shared = { key: '2', tag: 'nn', handles: [someone(9), someone(4), someone(7)] };
    expect(order([shared])).toEqual([4, 7, 9]);
    expect(order([])).toEqual([]);
  });
});

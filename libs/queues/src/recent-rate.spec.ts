import { describe, expect, it } from '@jest/globals';
import { collectingPause } from './lanes.js';
import { RecentRate } from './recent-rate.js';

function countedEvery(milliseconds: number, times: number, after = 0): number {
  let now = 5_000;
  const rate = new RecentRate(() => now);
  for (let at = 0; at < times; at++) {
    rate.add(1);
    now += milliseconds;
  }
  now += after;
  return rate.now();
}

describe('a recent rate', () => {
  it.each([
    [10, 100],
    [20, 50],
    [100, 10],
  ])('of one every %i ms is about %i a second', (every, expected) => {
    expect(countedEvery(every, 1_000)).toBeGreaterThan(expected * 0.85);
    expect(countedEvery(every, 1_000)).toBeLessThan(expected * 1.15);
  });

  it('fades when nothing comes any more', () => {
    expect(countedEvery(10, 1_000, 5_000)).toBeLessThan(1);
  });

  it('is nothing before anything came', () => {
    expect(new RecentRate().now()).toBe(0);
  });
});

describe('the pause in which events are collected', () => {
  it.each([
    [0, 0],
    [10, 0],
    [30, 80],
    [60, 200],
    [1_000, 200],
  ])('at %i events a second is %i ms', (rate, pause) => {
    expect(collectingPause(rate)).toBe(pause);
  });
});

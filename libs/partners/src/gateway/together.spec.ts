import { describe, expect, it } from '@jest/globals';
import { Together } from './together.js';

const rounds: string[][] = [];
const together = (work?: (items: readonly string[]) => Promise<string[]>) => {
  rounds.length = 0;
  return new Together<string, string>(
    async (items) => {
      rounds.push([...items]);
      await Promise.resolve();
      return work ? work(items) : items.map((item) => item.toUpperCase());
    },
    3,
    1,
  );
};
const all = (one: Together<string, string>, items: string) => Promise.all([...items].map((item) => one.take(item)));

describe('those who go together', () => {
  it('wait for nobody where nobody is under way', async () => {
    const one = together();
    expect([await one.take('a'), await one.take('b')]).toEqual(['A', 'B']);
    expect(rounds).toEqual([['a'], ['b']]);
  });

  it('go with all who wait, as many as go in a round, and each gets its own result', async () => {
    expect(await all(together(), 'abcdef')).toEqual([...'ABCDEF']);
    expect(rounds).toEqual([['a'], ['b', 'c', 'd'], ['e', 'f']]);
  });

  it('fail for no other: after a round that failed each goes alone, and whoever comes later is served', async () => {
    const one = together((items) =>
      items.includes('c') ? Promise.reject(new Error('c')) : Promise.resolve(items.map((item) => item.toUpperCase())),
    );
    const settled = await Promise.allSettled([...'abcd'].map((item) => one.take(item)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await one.take('e')).toBe('E');
  });
});

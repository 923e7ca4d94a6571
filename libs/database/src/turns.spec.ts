import { describe, expect, it } from '@jest/globals';
import { Busy, BURST_MS, STANDING_MS, Turns } from './turns.js';

/** Work that ends when it is told to. */
function work() {
  let end: () => void = () => undefined;
  const ended = new Promise<string>((resolve) => (end = () => resolve('done')));
  return { run: () => ended, end: () => end() };
}

/** Everything that is ready to happen has happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('let so many work at once and the next one when one has ended', async () => {
    const turns = new Turns(2);
    const [first, second, third] = [work(), work(), work()];
    const begun: string[] = [];
    const done = [first, second, third].map((one, at) =>
      turns.take(() => {
        begun.push(String(at));
        return one.run();
      }),
    );
    await settled();
    expect(begun).toEqual(['0', '1']);
    first.end();
    await settled();
    expect(begun).toEqual(['0', '1', '2']);
    second.end();
    third.end();
    expect(await Promise.all(done)).toEqual(['done', 'done', 'done']);
  });

  it('go on after a failure', async () => {
    const turns = new Turns(1);
    await expect(turns.take(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await turns.take(() => Promise.resolve('done'))).toBe('done');
  });

  it('are waited for through a burst, and no longer', async () => {
    let now = 0;
    const turns = new Turns(1, () => now);
    const [first, second] = [work(), work()];
    const outcomes = [turns.take(first.run), turns.take(second.run), turns.take(() => Promise.resolve('late'))];
    now = BURST_MS - 1;
    first.end();
    await settled();
    expect(turns.crowded).toBe(false);
    now = BURST_MS + 1;
    second.end();
    expect(await Promise.allSettled(outcomes)).toMatchObject([
      { value: 'done' },
      { value: 'done' },
      { reason: expect.any(Busy) },
    ]);
  });

  it('are refused soon where a queue has stood longer than a burst', async () => {
    let now = 0;
    const turns = new Turns(1, () => now);
    const before = [work(), work(), work()];
    const outcomes = before.map(({ run }) => turns.take(run));
    now = BURST_MS - 1;
    before[0]!.end();
    await settled();
    now = BURST_MS + 1;
    const late = turns.take(() => Promise.resolve('late')).catch((error: unknown) => error);
    now += STANDING_MS + 1;
    expect(turns.crowded).toBe(true);
    before[1]!.end();
    expect(await late).toBeInstanceOf(Busy);
    expect((await Promise.allSettled(outcomes)).map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
    ]);
  });

  it('are patient again once the queue was empty', async () => {
    let now = 0;
    const turns = new Turns(1, () => now);
    const [first, second] = [work(), work()];
    const outcomes = [turns.take(first.run)];
    first.end();
    now = 10 * BURST_MS;
    await settled();
    outcomes.push(
      turns.take(second.run),
      turns.take(() => Promise.resolve('waited')),
    );
    now += BURST_MS - 1;
    second.end();
    expect(await Promise.all(outcomes)).toEqual(['done', 'done', 'waited']);
  });
});

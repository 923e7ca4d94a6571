import { hashPassword, verifyPassword } from './passwords.js';

describe('passwords', () => {
  it('are kept as Argon2id at 19 MiB, two passes, one lane, each with its own salt', async () => {
    const [one, other] = [await hashPassword('correct horse'), await hashPassword('correct horse')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  it('fit their own hash and no other', async () => {
    const stored = await hashPassword('correct horse');
    expect(await verifyPassword(stored, 'correct horse')).toBe(true);
    expect(await verifyPassword(stored, 'correct horsf')).toBe(false);
    expect(await verifyPassword(stored, '')).toBe(false);
  });

  it('are the same however the keyboard writes an accent', async () => {
    const stored = await hashPassword('caf\u00e9 hadiya');
    expect(await verifyPassword(stored, 'cafe\u0301 hadiya')).toBe(true);
  });

  it('never fit an unknown account', async () => {
    expect(await verifyPassword(undefined, 'correct horse')).toBe(false);
    expect(await verifyPassword(undefined, '')).toBe(false);
  });

  it('cost an unknown account as much as a known one', async () => {
    const stored = await hashPassword('correct horse');
    const [known, unknown]: [number[], number[]] = [[], []];
    for (let run = 0; run < 15; run++) {
      known.push(await milliseconds(() => verifyPassword(stored, 'wrong')));
      unknown.push(await milliseconds(() => verifyPassword(undefined, 'wrong')));
    }
    expect(median(unknown) / median(known)).toBeGreaterThan(0.5);
    expect(median(unknown) / median(known)).toBeLessThan(2);
  });
});

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
}

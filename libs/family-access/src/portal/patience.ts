import { createHash, randomBytes } from 'node:crypto';

export interface PatienceOptions {
  /** Wrong attempts from one address that are answered at once. */
  atOnce: number;
  /** Seconds until one more is. */
  refillSeconds: number;
  /** Longest time a refusal is held back. */
  longestMs: number;
  /** Words checked at the same time: each takes memory and a processor. */
  checks: number;
  /** Most that wait for a check. */
  waiting: number;
}

export const PATIENCE: PatienceOptions = { atOnce: 60, refillSeconds: 10, longestMs: 8_000, checks: 2, waiting: 400 };

/** Most addresses that are remembered. */
const MOST = 50_000;

/**
 * Slows down who guesses, and nobody else. An attempt that is right is answered at once, however many wrong ones came from
 * the same address; a wrong one waits once the address has used up its allowance. Addresses are kept in memory alone, as hashes
 * with a salt that ends with the process.
 */
export class Patience {
  private readonly salt = randomBytes(16);
  private readonly addresses = new Map<string, { level: number; at: number }>();
  private readonly queue: (() => void)[] = [];
  private running = 0;

  constructor(
    private readonly options: PatienceOptions = PATIENCE,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** One check after the other, as far as the machine goes. @returns nothing where too many wait already */
  async check<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.running >= this.options.checks) {
      if (this.queue.length >= this.options.waiting) return undefined;
      await new Promise<void>((turn) => this.queue.push(turn));
    } else this.running++;
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.running--;
    }
  }

  /** Notes a wrong attempt. @returns milliseconds for which its answer is held back */
  wrong(address: string): number {
    const { atOnce, refillSeconds, longestMs } = this.options;
    const key = createHash('sha256').update(this.salt).update(address).digest('base64url').slice(0, 16);
    const [known, at] = [this.addresses.get(key), this.now()];
    const refilled = known ? Math.min(atOnce, known.level + (at - known.at) / 1_000 / refillSeconds) : atOnce;
    // Put last: what was not used for longest is forgotten first.
    this.addresses.delete(key);
    this.addresses.set(key, { level: Math.max(refilled - 1, -atOnce), at });
    if (this.addresses.size > MOST) this.addresses.delete(this.addresses.keys().next().value!);
    if (refilled >= 1) return 0;
    return Math.min(longestMs, (1 - refilled) * refillSeconds * 1_000);
  }
}

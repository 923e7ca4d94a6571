/** What was lately counts, what was long ago hardly: after each half-life half as much. */
const HALF_LIFE_MS = 500;

/** How many a second lately, by a clock that never goes back. */
export class RecentRate {
  private weight = 0;
  private at = 0;

  constructor(private readonly clock: () => number = () => performance.now()) {}

  add(count: number): void {
    this.weight = this.faded() + count;
    this.at = this.clock();
  }

  now(): number {
    return (this.faded() * Math.LN2 * 1_000) / HALF_LIFE_MS;
  }

  private faded(): number {
    return this.weight * 2 ** ((this.at - this.clock()) / HALF_LIFE_MS);
  }
}

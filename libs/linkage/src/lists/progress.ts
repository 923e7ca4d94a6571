/** How far a run has come, for a line on the screen. */
export interface ListProgress {
  step: 'count' | 'read' | 'group' | 'sample' | 'learn' | 'fit' | 'peoples' | 'compare' | 'join' | 'write';
  /** Bytes, where rows are counted; rows, groups of rows, pairs; where the model is fitted, comparison vectors, each as often as it is gone through. */
  done: number;
  /** Of so many, where known. */
  of?: number;
  perSecond: number;
  secondsLeft?: number;
}

/** Counts work and tells about it four times a second. */
export class Meter {
  done = 0;
  private step: ListProgress['step'] = 'count';
  private of: number | undefined;
  private since = performance.now();
  private told = 0;

  constructor(private readonly tell: ((progress: ListProgress) => void) | undefined) {}

  start(step: ListProgress['step'], of?: number): void {
    Object.assign(this, { step, of, done: 0, since: performance.now(), told: 0 });
  }

  /** It turns out to be more work by so much. */
  expect(more: number): void {
    this.of = (this.of ?? 0) + more;
  }

  add(count: number): void {
    this.done += count;
    const now = performance.now();
    if (!this.tell || now - this.told < 250) return;
    this.told = now;
    const perSecond = this.done / Math.max(0.001, (now - this.since) / 1000);
    const left = this.of === undefined ? undefined : Math.max(0, (this.of - this.done) / perSecond);
    this.tell({
      step: this.step,
      done: this.done,
      ...(this.of !== undefined && { of: this.of }),
      perSecond,
      ...(left !== undefined && { secondsLeft: left }),
    });
  }
}

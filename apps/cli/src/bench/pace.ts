const EVERY_ID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** Milliseconds each operation took, by what it was. */
export type Latencies = Map<string, number[]>;

/**
 * Starts an operation so many times a second for so long, whether or not the ones before have ended, and measures each from
 * when it should have started: a stall is felt by all who would have come meanwhile, as it is in life.
 */
export class Pace {
  private readonly taken: number[] = [];
  /** What went wrong, and how often. */
  readonly refusals = new Map<string, number>();

  constructor(
    private readonly perSecond: number,
    private readonly seconds: number,
    private readonly operation: (index: number) => Promise<void>,
  ) {}

  async run(): Promise<void> {
    const started = performance.now();
    const running: Promise<void>[] = [];
    const all = Math.floor(this.perSecond * this.seconds);
    for (let index = 0; index < all; index++) {
      const due = started + (index * 1_000) / this.perSecond;
      const wait = due - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      running.push(
        this.operation(index).then(
          () => void this.taken.push(performance.now() - due),
          (error: Error) => {
            const what = error.message.replace(EVERY_ID, '…').slice(0, 80);
            this.refusals.set(what, (this.refusals.get(what) ?? 0) + 1);
          },
        ),
      );
    }
    await Promise.all(running);
  }

  latencies(what: string): Latencies {
    return new Map([[what, this.taken]]);
  }
}

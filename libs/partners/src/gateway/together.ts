/**
 * Whoever comes while others are under way waits for them, and goes with everybody else who waits by then: under load one
 * commit serves many, and without it nobody waits. Where a round fails, each goes alone, so that nobody fails for the sake of another.
 */
export class Together<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private underway = false;

  /**
   * @param work gives a result for each of the items, in their order
   * @param most go in one round
   * @param gatherMs where some came during a round, others are given so long to come along
   */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly most: number,
    private readonly gatherMs: number,
  ) {}

  take(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.underway) void this.go();
    });
  }

  private async go(): Promise<void> {
    this.underway = true;
    while (this.waiting.length > 0) {
      await this.round(this.waiting.splice(0, this.most));
      if (this.waiting.length > 0 && this.waiting.length < this.most)
        await new Promise((gathered) => setTimeout(gathered, this.gatherMs));
    }
    this.underway = false;
  }

  private async round(some: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.work(some.map(({ item }) => item));
      some.forEach(({ resolve }, at) => resolve(results[at]!));
    } catch (error) {
      if (some.length === 1) return some[0]!.reject(error);
      await Promise.all(some.map((one) => this.round([one])));
    }
  }
}

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

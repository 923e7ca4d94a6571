import { commonKeys, fillKeys, largestGroupFor, pairsWithin, slicingOf, type Limits, type Sizes } from './blocking.js';
import { shared } from './columns.js';
import { Crew } from './crew.js';
import type { ListModel, PairsFound } from './estimate.js';
import type { VectorCounts } from './vector.js';
import type { ListTable } from './list-table.js';
import type { Meter } from './progress.js';
import type { ScratchFolder } from './scratch-folder.js';
import type { Answer, Task, Workshop } from './work.js';
import { waysOf, type Way } from './ways.js';

/** The part of a task that tells slice and way is filled in here. */
type Order = (share: { ways: readonly Way[]; way: number; slice: number; limits: Limits }) => Task;

/**
 * Walks the pairs of a table way by way, and in each way slice by slice, so that memory holds the keys of one way and not of all.
 * Threads take the slices as they come; what they answer is put together in the order of slices.
 */
export class PairSearch {
  /** Ways that find a pair at all. */
  private ways: readonly Way[] = [];
  private limits: Limits = { largestGroup: 0, common: [] };
  /** Pairs of all ways; those that several ways find are counted in each. */
  pairs = 0;

  private constructor(
    private readonly workshop: Workshop,
    private readonly crew: Crew,
  ) {}

  static async start(table: ListTable, workers: number, mostPairs: number, clock: Meter): Promise<PairSearch> {
    const keys = shared(Uint32Array, table.rows);
    const workshop = { table, slicing: slicingOf(table.rows), keys };
    const search = new PairSearch(
      workshop,
      Crew.muster(workshop, workers, (pairs) => clock.add(pairs)),
    );
    try {
      await search.measure(mostPairs, clock);
    } catch (error) {
      await search.end();
      throw error;
    }
    return search;
  }

  /** Groups of more rows were left out. */
  get largestGroup(): number {
    return this.limits.largestGroup;
  }

  /** How often each comparison vector occurs per way, and among pairs in the first way that finds them; one pair of so many is counted. */
  async count(every: number): Promise<PairsFound> {
    const counts = this.ways.map((): VectorCounts => new Map());
    const union: VectorCounts = new Map();
    await this.everyWay(
      (share) => ({ kind: 'count', every, ...share }),
      (answer, way) => {
        if (answer.kind !== 'counted') return;
        add(counts[way]!, answer.counted.way);
        add(union, answer.counted.first);
      },
    );
    // sums of fractions depend on their order, and the order must not depend on the slices
    return { ways: this.ways, counts: counts.map(inOrder), union: inOrder(union), sampled: 1 / every };
  }

  /** Weighs all pairs. @returns the files with those of at least `least` bits, in the order of ways and slices */
  async score(model: ListModel, least: number, scratch: ScratchFolder): Promise<string[]> {
    return this.filed(scratch, (share, into) => ({ kind: 'score', model, least, into, ...share }));
  }

  /** @returns the files with all pairs, unscored */
  async candidates(scratch: ScratchFolder): Promise<string[]> {
    return this.filed(scratch, (share, into) => ({ kind: 'candidates', into, ...share }));
  }

  async end(): Promise<void> {
    await this.crew.dismiss();
  }

  private async measure(mostPairs: number, clock: Meter): Promise<void> {
    const { table, slicing } = this.workshop;
    const all = waysOf(table);
    clock.start('group', all.length * slicing.slices);
    const measured: Sizes[][] = [];
    for (const way of all) {
      fillKeys(way, table, this.workshop.keys);
      const tasks = this.slices((slice) => ({ kind: 'measure', slice }));
      const answers = await this.crew.all(tasks, () => clock.add(1));
      measured.push(answers.flatMap((answer) => (answer.kind === 'measured' ? [answer.sizes] : [])));
    }
    const largestGroup = largestGroupFor(measured.flat(), mostPairs);
    const useful = all
      .map((way, at) => ({ way, sizes: measured[at]!, pairs: pairsWithin(measured[at]!, largestGroup) }))
      .filter(({ pairs }) => pairs > 0);
    this.ways = useful.map(({ way }) => way);
    this.limits = { largestGroup, common: useful.map(({ sizes }) => commonKeys(sizes, largestGroup)) };
    this.pairs = useful.reduce((sum, { pairs }) => sum + pairs, 0);
  }

  private async filed(
    scratch: ScratchFolder,
    task: (share: Parameters<Order>[0], into: string) => Task,
  ): Promise<string[]> {
    const files: string[] = [];
    await this.everyWay(
      (share) => {
        const into = scratch.file(`pairs-${share.way}-${share.slice}`);
        files.push(into);
        return task(share, into);
      },
      () => undefined,
    );
    return files;
  }

  private async everyWay(task: Order, take: (answer: Answer, way: number) => void): Promise<void> {
    const { ways, limits } = this;
    for (const [index, way] of ways.entries()) {
      fillKeys(way, this.workshop.table, this.workshop.keys);
      const answers = await this.crew.all(this.slices((slice) => task({ ways, way: index, slice, limits })));
      for (const answer of answers) take(answer, index);
    }
  }

  private slices(task: (slice: number) => Task): Task[] {
    return Array.from({ length: this.workshop.slicing.slices }, (_, slice) => task(slice));
  }
}

function add(all: VectorCounts, more: VectorCounts): void {
  for (const [vector, count] of more) all.set(vector, (all.get(vector) ?? 0) + count);
}

function inOrder(counts: VectorCounts): VectorCounts {
  return new Map([...counts].sort(([a], [b]) => a - b));
}

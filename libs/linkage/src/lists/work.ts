import { forEachPair, type Blocking } from './blocking.js';
import { PairColumns, type ScoredPairs } from './pairs.js';
import { radixOf, type ListModel, type PatternCounts } from './estimate.js';
import { RowComparer } from './levels.js';
import type { ListTable } from './list-table.js';
import { PairScorer } from './score.js';

/** A share of the work on a table: groups `part`, `part + parts`, … of every pass. */
interface Slice {
  part: number;
  parts: number;
}

export interface CountTask extends Slice {
  kind: 'count';
  /** Of so many pairs one is counted. */
  every: number;
}

export interface ScoreTask extends Slice {
  kind: 'score';
  model: ListModel;
  /** Pairs below this are not kept. Bits. */
  least: number;
}

export interface Counted {
  passes: PatternCounts[];
  /** Pairs in the first pass that finds them. */
  union: PatternCounts;
}

export interface CandidateTask extends Slice {
  kind: 'candidates';
}

export type Task = CountTask | ScoreTask | CandidateTask;
export type Progress = (pairsDone: number) => void;

/** After so many pairs progress is told. */
const REPORT_EVERY = 50_000;

/** Does its share of the work on one table; made once per thread. */
export class ListWorker {
  private readonly comparer: RowComparer;
  private readonly radix: readonly number[];

  constructor(
    private readonly table: ListTable,
    private readonly blocking: Blocking,
  ) {
    this.comparer = new RowComparer(table);
    this.radix = radixOf(table);
  }

  count({ part, parts, every }: CountTask, progress: Progress): Counted {
    const union: PatternCounts = new Map();
    let done = 0;
    const passes = this.blocking.passes.map((_, index) => {
      const counts: PatternCounts = new Map();
      forEachPair(this.table, this.blocking, index, part, parts, (a, b, first) => {
        if (every > 1 && (Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b) >>> 8) % every !== 0) return;
        const pattern = this.pattern(a, b);
        counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
        if (first) union.set(pattern, (union.get(pattern) ?? 0) + 1);
        if (++done % REPORT_EVERY === 0) progress(REPORT_EVERY);
      });
      return counts;
    });
    progress(done % REPORT_EVERY);
    return { passes, union };
  }

  score({ part, parts, model, least }: ScoreTask, progress: Progress): ScoredPairs {
    const scorer = new PairScorer(this.table, this.comparer, model);
    const found = new PairColumns();
    let done = 0;
    for (const index of this.blocking.passes.keys()) {
      forEachPair(this.table, this.blocking, index, part, parts, (a, b, first) => {
        if (!first) return;
        const weight = scorer.weigh(a, b);
        if (weight >= least) found.push(a, b, weight);
        if (++done % REPORT_EVERY === 0) progress(REPORT_EVERY);
      });
    }
    progress(done % REPORT_EVERY);
    return found.columns();
  }

  /** Every pair that a key finds, once, unscored. */
  candidates({ part, parts }: CandidateTask): ScoredPairs {
    const found = new PairColumns();
    for (const index of this.blocking.passes.keys())
      forEachPair(this.table, this.blocking, index, part, parts, (a, b, first) => first && found.push(a, b, 0));
    return found.columns();
  }

  private pattern(a: number, b: number): number {
    let pattern = 0;
    for (let field = 0; field < this.radix.length; field++)
      pattern += this.radix[field]! * this.comparer.level(field, a, b);
    return pattern;
  }
}

import { forEachPair, measureSlice, type Limits, type Sizes, type Slicing, type Walk } from './blocking.js';
import type { ListModel } from './estimate.js';
import { RowComparer } from './levels.js';
import type { ListTable } from './list-table.js';
import { vectorOfPair, radixOf, type VectorCounts } from './vector.js';
import { PairScorer } from './score.js';
import { PairFile } from './spill.js';
import type { Way } from './ways.js';

/** What all threads share. */
export interface Workshop {
  readonly table: ListTable;
  readonly slicing: Slicing;
  /** Of all rows, in the way that is being worked on. */
  readonly keys: Uint32Array;
}

/** A share of the work: one slice of one way. */
interface Share {
  readonly slice: number;
}

interface PairShare extends Share {
  readonly ways: readonly Way[];
  readonly way: number;
  readonly limits: Limits;
}

/** How large the groups of a slice are. */
export interface MeasureTask extends Share {
  readonly kind: 'measure';
}

/** How often each comparison vector occurs; of so many pairs one is counted. */
export interface CountTask extends PairShare {
  readonly kind: 'count';
  readonly every: number;
}

/** Weighs pairs and keeps those of at least so many bits, in a file. */
export interface ScoreTask extends PairShare {
  readonly kind: 'score';
  readonly model: ListModel;
  readonly least: number;
  readonly into: string;
}

/** Every pair that a key finds, once, unscored, in a file. */
export interface CandidateTask extends PairShare {
  readonly kind: 'candidates';
  readonly into: string;
}

export type Task = MeasureTask | CountTask | ScoreTask | CandidateTask;

export interface Counted {
  /** All pairs of the way. */
  readonly way: VectorCounts;
  /** Those that no earlier way finds. */
  readonly first: VectorCounts;
}

export type Answer =
  | { readonly kind: 'measured'; readonly sizes: Sizes }
  | { readonly kind: 'counted'; readonly counted: Counted }
  | { readonly kind: 'filed'; readonly pairs: number };

export type Progress = (pairsDone: number) => void;

/** After so many pairs progress is told. */
const REPORT_EVERY = 50_000;

/** Does its share of the work on one table; made once per thread. */
export class ListWorker {
  private readonly comparer: RowComparer;
  private readonly radix: readonly number[];

  constructor(private readonly workshop: Workshop) {
    this.comparer = new RowComparer(workshop.table);
    this.radix = radixOf(workshop.table);
  }

  perform(task: Task, progress: Progress): Answer {
    const { table, keys, slicing } = this.workshop;
    switch (task.kind) {
      case 'measure':
        return { kind: 'measured', sizes: measureSlice(table, keys, task.slice, slicing) };
      case 'count':
        return { kind: 'counted', counted: this.count(task, progress) };
      case 'score': {
        const scorer = new PairScorer(table, this.comparer, task.model);
        return this.file(task, progress, (a, b, file) => {
          const weight = scorer.weigh(a, b, task.least);
          if (weight >= task.least) file.push(a, b, weight);
        });
      }
      case 'candidates':
        return this.file(task, progress, (a, b, file) => file.push(a, b, 0));
    }
  }

  private count(task: CountTask, progress: Progress): Counted {
    const { every, way, slice } = task;
    const counted: Counted = { way: new Map(), first: new Map() };
    let done = 0;
    const sampled = (a: number, b: number): boolean =>
      (Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b) >>> 8) % every === 0;
    forEachPair(this.walk(task), way, slice, every > 1 ? sampled : undefined, (a, b, first) => {
      const vector = vectorOfPair(this.comparer, this.radix, a, b);
      counted.way.set(vector, (counted.way.get(vector) ?? 0) + 1);
      if (first) counted.first.set(vector, (counted.first.get(vector) ?? 0) + 1);
      if (++done % REPORT_EVERY === 0) progress(REPORT_EVERY);
    });
    progress(done % REPORT_EVERY);
    return counted;
  }

  private file(
    task: ScoreTask | CandidateTask,
    progress: Progress,
    keep: (a: number, b: number, file: PairFile) => void,
  ): Answer {
    const file = new PairFile(task.into);
    let done = 0;
    forEachPair(this.walk(task), task.way, task.slice, undefined, (a, b, first) => {
      if (!first) return;
      keep(a, b, file);
      if (++done % REPORT_EVERY === 0) progress(REPORT_EVERY);
    });
    file.end();
    progress(done % REPORT_EVERY);
    return { kind: 'filed', pairs: done };
  }

  private walk({ ways, limits }: PairShare): Walk {
    return { ...this.workshop, ways, limits };
  }
}

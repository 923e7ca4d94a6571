import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Blocking } from './blocking.js';
import type { ScoredPairs } from './pairs.js';
import type { ListModel, PatternCounts } from './estimate.js';
import type { ListTable } from './list-table.js';
import { ListWorker, type Counted, type Progress, type Task } from './work.js';

export type Answer =
  { kind: 'progress'; pairs: number } | { kind: 'counted'; counted: Counted } | { kind: 'pairs'; pairs: ScoredPairs };

export interface WorkerData {
  table: ListTable;
  blocking: Blocking;
}

const SCRIPT = new URL('./worker.js', import.meta.url);

/** Below this many pairs threads cost more than they bring. */
const WORTH_THREADS = 200_000;

/** One or more hands for the work on a table: threads for long lists, this thread for short ones. */
export class Crew {
  private constructor(
    private readonly here: ListWorker | undefined,
    private readonly threads: readonly Worker[],
    private readonly progress: Progress,
  ) {}

  /** @param wanted how many threads at most; 0 does all work in this thread */
  static muster(data: WorkerData, wanted: number, progress: Progress): Crew {
    const pairs = data.blocking.passes.reduce((sum, pass) => sum + pass.pairs, 0);
    // the compiled script is not there when the sources run directly, as in tests
    const apart = wanted > 1 && pairs >= WORTH_THREADS && existsSync(fileURLToPath(SCRIPT));
    if (!apart) return new Crew(new ListWorker(data.table, data.blocking), [], progress);
    return new Crew(
      undefined,
      Array.from({ length: wanted }, () => new Worker(SCRIPT, { workerData: data })),
      progress,
    );
  }

  async count(every: number): Promise<Counted> {
    const answers = await this.all((slice) => ({ kind: 'count', every, ...slice }));
    const counted = answers.flatMap((answer) => (answer.kind === 'counted' ? [answer.counted] : []));
    const all = counted.reduce((a, b) => ({
      passes: a.passes.map((counts, at) => added(counts, b.passes[at]!)),
      union: added(a.union, b.union),
    }));
    // sums of fractions depend on their order, and the order must not depend on the threads
    return { passes: all.passes.map(inOrder), union: inOrder(all.union) };
  }

  async score(model: ListModel, least: number): Promise<ScoredPairs> {
    return joined(await this.all((slice) => ({ kind: 'score', model, least, ...slice })));
  }

  async candidates(): Promise<ScoredPairs> {
    return joined(await this.all((slice) => ({ kind: 'candidates', ...slice })));
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.terminate()));
  }

  private all(task: (slice: { part: number; parts: number }) => Task): Promise<Answer[]> {
    if (this.here) return Promise.resolve([perform(this.here, task({ part: 0, parts: 1 }), this.progress)]);
    return Promise.all(
      this.threads.map((thread, part) => this.ask(thread, task({ part, parts: this.threads.length }))),
    );
  }

  private ask(thread: Worker, task: Task): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      };
      const onMessage = (answer: Answer): void => {
        if (answer.kind === 'progress') {
          this.progress(answer.pairs);
          return;
        }
        done();
        resolve(answer);
      };
      const onError = (error: Error): void => {
        done();
        reject(error);
      };
      const onExit = (): void => {
        done();
        reject(new Error('A matching thread ended before its work was done.'));
      };
      thread.on('message', onMessage).on('error', onError).on('exit', onExit);
      thread.postMessage(task);
    });
  }
}

/** Does a task and gives its answer; the same in a thread and out of one. */
export function perform(worker: ListWorker, task: Task, progress: Progress): Answer {
  switch (task.kind) {
    case 'count':
      return { kind: 'counted', counted: worker.count(task, progress) };
    case 'score':
      return { kind: 'pairs', pairs: worker.score(task, progress) };
    case 'candidates':
      return { kind: 'pairs', pairs: worker.candidates(task) };
  }
}

function added(a: PatternCounts, b: PatternCounts): PatternCounts {
  for (const [pattern, count] of b) a.set(pattern, (a.get(pattern) ?? 0) + count);
  return a;
}

function inOrder(counts: PatternCounts): PatternCounts {
  return new Map([...counts].sort(([a], [b]) => a - b));
}

function joined(answers: readonly Answer[]): ScoredPairs {
  const parts = answers.flatMap((answer) => (answer.kind === 'pairs' ? [answer.pairs] : []));
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const all: ScoredPairs = {
    count,
    left: new Uint32Array(count),
    right: new Uint32Array(count),
    weight: new Float32Array(count),
  };
  let at = 0;
  for (const part of parts) {
    all.left.set(part.left, at);
    all.right.set(part.right, at);
    all.weight.set(part.weight, at);
    at += part.count;
  }
  return inRowOrder(all);
}

/** Found by several threads, pairs come in any order; what follows must not depend on it. */
function inRowOrder(pairs: ScoredPairs): ScoredPairs {
  const order = Uint32Array.from({ length: pairs.count }, (_, at) => at).sort(
    (x, y) => pairs.left[x]! - pairs.left[y]! || pairs.right[x]! - pairs.right[y]!,
  );
  return {
    count: pairs.count,
    left: order.map((at) => pairs.left[at]!),
    right: order.map((at) => pairs.right[at]!),
    weight: Float32Array.from(order, (at) => pairs.weight[at]!),
  };
}

import { setImmediate } from 'node:timers/promises';
import { GivenPairScorer, type PairCells, type PairsKnowledge } from './given-pair-scorer.js';
import { canRunApart, Thread } from './thread.js';

const SCRIPT = new URL('./given-pair-worker.js', import.meta.url);

/** Pairs that are given to a thread at once. */
export const BATCH = 500;
/** So many pairs are scored here first: fewer are done before a thread has started. */
const WORTH_THREADS = 2_000;
/** Batches that wait for or are with each thread: so many that none is idle, so few that memory stays bounded. */
const AHEAD = 3;

/** What is kept takes a hundred; a thread that may grow does not tidy up before it has grown. */
const MEGABYTES = 512;

interface Scored {
  readonly kind: 'scored';
  readonly lines: string;
}

interface Batch {
  readonly pairs: number;
  readonly lines: Promise<string>;
}

/** Scores batches of pairs with several threads and gives them back in the order they came. */
export class GivenPairCrew {
  private readonly here: GivenPairScorer;
  private readonly threads: Thread<readonly PairCells[], Scored>[] = [];
  /** What each thread was given last. */
  private readonly last: Promise<unknown>[] = [];
  private readonly waiting: Batch[] = [];
  private taken = 0;
  private readonly most: number;

  /** @param wanted how many threads at most; 0 or 1 does all work in this one */
  constructor(
    private readonly knowledge: PairsKnowledge,
    wanted: number,
  ) {
    this.here = new GivenPairScorer(knowledge);
    this.most = wanted > 1 && canRunApart(SCRIPT) ? wanted : 0;
  }

  /** Takes a batch; what it returns is done: nothing while there is room for more. */
  async *give(pairs: readonly PairCells[]): AsyncGenerator<{ pairs: number; lines: string }> {
    this.waiting.push({ pairs: pairs.length, lines: this.scored(pairs) });
    this.taken += pairs.length;
    while (this.waiting.length > this.most * AHEAD) yield await this.oldest();
  }

  /** What is still with the threads. */
  async *rest(): AsyncGenerator<{ pairs: number; lines: string }> {
    while (this.waiting.length > 0) yield await this.oldest();
  }

  async end(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.end()));
  }

  private async oldest(): Promise<{ pairs: number; lines: string }> {
    const { pairs, lines } = this.waiting.shift()!;
    return { pairs, lines: await lines };
  }

  private scored(pairs: readonly PairCells[]): Promise<string> {
    if (this.most === 0 || this.taken < WORTH_THREADS)
      return setImmediate().then(() => pairs.map((cells) => this.here.score(cells)).join('\n'));
    const at = Math.floor(this.taken / BATCH) % this.most;
    const thread = (this.threads[at] ??= new Thread(SCRIPT, this.knowledge, MEGABYTES));
    const lines = (this.last[at] ?? Promise.resolve()).then(async () => (await thread.ask(pairs)).lines);
    // told to whoever waits for the batch; nobody waits any more once the run has failed
    lines.catch(() => undefined);
    this.last[at] = lines;
    return lines;
  }
}

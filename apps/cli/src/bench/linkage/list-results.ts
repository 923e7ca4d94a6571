import type { ListProgress } from '#libs/linkage';
import { progressLine, type ProgressLine } from '../../progress.js';
import { readRows } from './evaluation-data.js';

export interface ScoredPair {
  left: string;
  right: string;
  /** Bits; 0 is a probability of .5. */
  weight: number;
}

/** The pairs that a run over lists wrote. */
export async function readLinks(path: string): Promise<ScoredPair[]> {
  const rows = await readRows<'left_id' | 'right_id' | 'weight'>(path);
  return rows.map(({ left_id, right_id, weight }) => ({ left: left_id, right: right_id, weight: Number(weight) }));
}

/** Watches a run over lists: a line on stderr for each step, and how fast pairs were compared. */
export class ListWatch {
  private step: ListProgress['step'] | undefined;
  private line: ProgressLine | undefined;
  private readonly compared: { pairs: number; processorSeconds: number }[] = [];

  readonly onProgress = (progress: ListProgress): void => {
    const { step, done, of, perSecond, secondsLeft } = progress;
    if (step !== this.step) {
      this.line?.end();
      this.line = progressLine(step === 'read' ? 'rows read' : `pairs (${step})`, of);
      this.step = step;
    }
    this.line?.show(done, perSecond, secondsLeft);
    if (step !== 'compare') return;
    const { user, system } = process.cpuUsage();
    this.compared.push({ pairs: done, processorSeconds: (user + system) / 1e6 });
  };

  end(): void {
    this.line?.end();
  }

  /** Pairs per second of the processor, which other programs cannot take away; undefined where the run was too short to tell. */
  comparedPerProcessorSecond(): number | undefined {
    const [first, last] = [this.compared[0], this.compared.at(-1)];
    if (!first || !last || last.pairs === first.pairs) return undefined;
    return (last.pairs - first.pairs) / (last.processorSeconds - first.processorSeconds);
  }
}

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

/** A line on stderr for each step of a run over lists. */
export function listProgress(): { onProgress: (progress: ListProgress) => void; end: () => void } {
  let step: ListProgress['step'] | undefined;
  let line: ProgressLine | undefined;
  return {
    onProgress(progress) {
      if (progress.step !== step) {
        line?.end();
        line = progressLine(`${progress.step === 'read' ? 'rows' : 'pairs'} (${progress.step})`, progress.of);
        step = progress.step;
      }
      line?.show(progress.done, progress.perSecond, progress.secondsLeft);
    },
    end: () => line?.end(),
  };
}

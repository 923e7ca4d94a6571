import type { BenchRow } from '../table.js';
import { share } from './figures.js';

/** Peers that cannot run here: what they reached on the same files elsewhere. F1 at their own best or usual threshold. */
const RECORDED = {
  logicV2: { peer: 'OpenSanctions logic-v2 at .7', f1: 0.782, precision: 0.745, recall: 0.823 },
  splinkHistorical: { peer: 'Splink, best threshold', f1: 0.7805, precision: 0.964, recall: 0.656 },
  splinkFebrl: { peer: 'Splink', f1: 0.9994 },
} as const;

export function recordedRow(measure: string, name: keyof typeof RECORDED): BenchRow {
  const recorded: { peer: string; f1: number; precision?: number; recall?: number } = RECORDED[name];
  const at =
    recorded.precision === undefined || recorded.recall === undefined
      ? ''
      : `, P ${share(recorded.precision)} R ${share(recorded.recall)}`;
  return { measure: `  ${measure}, ${recorded.peer} (recorded${at})`, value: share(recorded.f1) };
}

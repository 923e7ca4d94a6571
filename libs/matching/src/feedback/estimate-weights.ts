import { BANDS, DEFAULT_MODEL, type Band, type Model } from '#libs/linkage';
import { FEWEST } from './evaluate-labels.js';
import type { Label } from './label.js';

/** What the decisions of people would change about one finding. */
export interface WeightChange {
  /** The engine's code for the finding, such as `birth-same-year`. */
  reason: string;
  /** Labels in which it occurs. */
  seen: number;
  /** Bits, on average over the labels. */
  now: number;
  then: number;
}

export interface BandMove {
  from: Band | 'none';
  to: Band | 'none';
  /** `undefined` where they are too few to be told. */
  labels: number | undefined;
}

export interface Estimate {
  labels: number;
  changes: WeightChange[];
  moves: BandMove[];
}

/** Bits by which a weight may be off, as a guess before any label was seen: the fewer labels, the closer it stays to the table. */
const DOUBT = 1.5;
const ROUNDS = 400;
const STEP = 0.5;
/** A smaller change is none. */
const WORTH_TELLING = 0.1;

/**
 * Estimates by how many bits the weight of each finding is off: logistic regression on the labels with the present weights as
 * offset, and with a normal prior around them (ridge). Pairs come before people because of their weight, so the labels are no
 * random pairs: an intercept takes up what is true of all of them alike, and is not used.
 */
export function estimateWeights(labels: readonly Label[], model: Model = DEFAULT_MODEL): Estimate {
  const seen = new Map<string, { times: number; bits: number }>();
  for (const { evidence } of labels)
    for (const { reason, weight, level } of evidence) {
      if (level === 'unknown') continue;
      const known = seen.get(reason) ?? { times: 0, bits: 0 };
      seen.set(reason, { times: known.times + 1, bits: known.bits + weight });
    }
  const off = regress(
    labels,
    [...seen].filter(([, { times }]) => times >= FEWEST).map(([reason]) => reason),
  );
  const changes = [...off]
    .filter(([, bits]) => Math.abs(bits) >= WORTH_TELLING)
    .map(([reason, bits]): WeightChange => {
      const { times, bits: sum } = seen.get(reason)!;
      return { reason, seen: times, now: sum / times, then: sum / times + bits };
    })
    .sort((a, b) => Math.abs(b.then - b.now) - Math.abs(a.then - a.now) || (a.reason < b.reason ? -1 : 1));
  return { labels: labels.length, changes, moves: movesOf(labels, off, model) };
}

function regress(labels: readonly Label[], reasons: readonly string[]): Map<string, number> {
  const off = new Map(reasons.map((reason) => [reason, 0]));
  let intercept = 0;
  for (let round = 0; round < ROUNDS && labels.length > 0; round++) {
    const slopes = new Map(reasons.map((reason) => [reason, -(off.get(reason)! / DOUBT ** 2)]));
    let slope = 0;
    for (const label of labels) {
      const found = label.evidence.filter(({ reason }) => off.has(reason));
      const weight = found.reduce((sum, { reason }) => sum + off.get(reason)!, label.weight + intercept);
      const surprise = (label.same ? 1 : 0) - 1 / (1 + 2 ** -weight);
      slope += surprise;
      for (const { reason } of found) slopes.set(reason, slopes.get(reason)! + surprise);
    }
    const step = STEP / Math.max(1, Math.sqrt(labels.length));
    intercept += step * slope;
    for (const [reason, own] of slopes) off.set(reason, off.get(reason)! + step * own);
  }
  return off;
}

function movesOf(labels: readonly Label[], off: ReadonlyMap<string, number>, { bands }: Model): BandMove[] {
  const bandOf = (weight: number): Band | 'none' => BANDS.find((band) => weight >= bands[band]) ?? 'none';
  const counts = new Map<string, number>();
  for (const { weight, evidence } of labels) {
    const then = evidence.reduce((sum, { reason }) => sum + (off.get(reason) ?? 0), weight);
    const key = `${bandOf(weight)} ${bandOf(then)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .map(([key, count]): BandMove => {
      const [from, to] = key.split(' ') as [Band | 'none', Band | 'none'];
      return { from, to, labels: count >= FEWEST ? count : undefined };
    })
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => (`${a.from}${a.to}` < `${b.from}${b.to}` ? -1 : 1));
}

import type { Comparison, Evidence, EvidenceField } from '../evidence.js';

/** A pair that a key brought together; nobody has said whether the two are one person. */
export interface UnlabelledPair {
  comparison: Comparison;
  /** The kind of key. Pairs of one kind were chosen alike, so they have a share of true pairs of their own. */
  pass: string;
}

export interface FittedWeight {
  field: EvidenceField;
  reason: string;
  /** Pairs, of all passes, in which it was found. */
  seen: number;
  /** Bits on average, as the table has them and as these pairs would have them. */
  now: number;
  then: number;
}

/** Fields in which a finding has one weight. How much a name or a place weighs depends on how rare it is, not on how pairs agree. */
const FITTED: ReadonlySet<EvidenceField> = new Set(['birth', 'sex', 'phone', 'document']);

/** What the pairs of a pass agree in because the key is made of it: there such a field says nothing. Names are compared by far more than their keys. */
const FIXED: Readonly<Record<string, readonly EvidenceField[]>> = {
  nm: ['mother'],
  ns: ['siblings', 'relatives'],
  nb: ['birth'],
  nd: ['birth'],
  np: ['place'],
  bp: ['birth', 'place'],
  ph: ['phone'],
  dc: ['document'],
};

/** The table of weights counts as much as so many pairs with the same finding in their field. */
const STRENGTH = 100;
/**
 * Names that agree as a whole. Pairs with others are left out: brothers and sisters share all but the given name, and would pass for
 * one person. How true pairs agree in birth or sex does not depend on how they agree in name.
 */
const ONE_NAME: ReadonlySet<string> = new Set([
  'name-same',
  'name-same-other-order',
  'name-same-other-script',
  'name-known-variant',
  'name-similar',
]);
const ROUNDS = 40;
const LEAST = 1e-6;

interface Finding {
  readonly field: EvidenceField;
  seen: number;
  /** Sum of the weights it came with; they differ a little with how wide a period is. */
  bits: number;
  u: number;
  m: number;
  /** What the table says of `m`, where `u` is what was found. */
  expected: number;
}

/**
 * What unlabelled pairs say of the weights (Fellegi–Sunter): `u`, how often a finding is seen by chance, from random pairs; `m`, how often
 * among true pairs, by expectation maximisation over several passes, each with the field left out that its keys are made of. The present
 * table is the prior of both, so few pairs change little. Nothing is changed by it: a new weight is a change of `weights.ts`.
 *
 * @param chance comparisons of pairs taken at random
 */
export function fitWeights(pairs: readonly UnlabelledPair[], chance: readonly Comparison[]): FittedWeight[] {
  const telling = pairs.filter(({ comparison }) => comparison.evidence.some(({ reason }) => ONE_NAME.has(reason)));
  const findings = seenIn(telling, chance);
  const read = telling.map((pair) => readPair(pair, findings));
  const strangers = chance.map((comparison) => readPair({ comparison, pass: '' }, findings));
  const all = [...findings.values()];
  const likely = telling.map(({ comparison }) => comparison.probability);
  begin(
    all,
    read,
    likely,
    sharesOf(
      strangers,
      strangers.map(() => 1),
    ),
  );
  const passes = new Map(telling.map(({ pass }) => [pass, 0.5]));
  for (let round = 0; round < ROUNDS; round++) maximise(all, passes, read);
  return [...findings].map(([reason, { field, seen, bits, m, u }]): FittedWeight => {
    return { field, reason, seen, now: bits / seen, then: Math.log2(m / u) };
  });
}

/** A pair as far as fitting needs it: findings that are fitted, and the bits of all the rest. */
interface Read {
  readonly fitted: readonly Finding[];
  readonly rest: number;
  readonly pass: string;
}

function fittedIn({ evidence }: Comparison): Evidence[] {
  return evidence.filter(({ field, level }) => FITTED.has(field) && level !== 'unknown');
}

function seenIn(pairs: readonly UnlabelledPair[], chance: readonly Comparison[]): Map<string, Finding> {
  const findings = new Map<string, Finding>();
  for (const comparison of [...pairs.map((pair) => pair.comparison), ...chance])
    for (const { field, reason, weight } of fittedIn(comparison)) {
      const known = findings.get(reason) ?? { field, seen: 0, bits: 0, u: 0, m: 0, expected: 0 };
      known.seen++;
      known.bits += weight;
      findings.set(reason, known);
    }
  return findings;
}

/** Without what the keys of the pass are made of. */
function readPair({ comparison, pass }: UnlabelledPair, findings: ReadonlyMap<string, Finding>): Read {
  const telling = comparison.evidence.filter(({ field }) => !FIXED[pass]?.includes(field));
  const fitted = fittedIn({ ...comparison, evidence: telling }).map(({ reason }) => findings.get(reason)!);
  const mean = fitted.reduce((sum, { bits, seen }) => sum + bits / seen, 0);
  return { fitted, rest: telling.reduce((sum, { weight }) => sum + weight, 0) - mean, pass };
}

/** First `m` as the table judges the pairs; `u` from the random pairs, where they are too few from what the table makes of `m`. */
function begin(findings: readonly Finding[], pairs: readonly Read[], likely: readonly number[], random: Shares): void {
  const judged = sharesOf(pairs, likely);
  for (const finding of findings) {
    const table = 2 ** (finding.bits / finding.seen);
    const guess = Math.min(1, shareOf(finding, judged) / table);
    const [times, known] = [random.of.get(finding) ?? 0, random.total.get(finding.field) ?? 0];
    finding.u = Math.max(LEAST, (times + STRENGTH * guess) / (known + STRENGTH));
    finding.expected = finding.u * table;
  }
  for (const field of FITTED) {
    const own = findings.filter((finding) => finding.field === field);
    const sum = own.reduce((total, { expected }) => total + expected, 0);
    for (const finding of own) finding.m = finding.expected = Math.max(LEAST, finding.expected / sum);
  }
}

function maximise(findings: readonly Finding[], passes: Map<string, number>, pairs: readonly Read[]): void {
  const counts = new Map([...passes.keys()].map((pass) => [pass, { sum: 1, of: 2 }]));
  const same = pairs.map(({ fitted, rest, pass }) => {
    const share = passes.get(pass)!;
    const bits = fitted.reduce((sum, { m, u }) => sum + Math.log2(m / u), rest + Math.log2(share / (1 - share)));
    const probability = 1 / (1 + 2 ** -bits);
    const count = counts.get(pass)!;
    count.sum += probability;
    count.of += 1;
    return probability;
  });
  for (const [pass, { sum, of }] of counts) passes.set(pass, sum / of);
  const judged = sharesOf(pairs, same);
  for (const finding of findings)
    finding.m =
      ((judged.of.get(finding) ?? 0) + STRENGTH * finding.expected) /
      ((judged.total.get(finding.field) ?? 0) + STRENGTH);
}

interface Shares {
  readonly of: ReadonlyMap<Finding, number>;
  readonly total: ReadonlyMap<EvidenceField, number>;
}

/** How often each finding occurs, each pair counting for as much as is given with it. */
function sharesOf(pairs: readonly Read[], worth: readonly number[]): Shares {
  const of = new Map<Finding, number>();
  const total = new Map<EvidenceField, number>();
  for (const [at, { fitted }] of pairs.entries())
    for (const finding of fitted) {
      of.set(finding, (of.get(finding) ?? 0) + worth[at]!);
      total.set(finding.field, (total.get(finding.field) ?? 0) + worth[at]!);
    }
  return { of, total };
}

function shareOf(finding: Finding, { of, total }: Shares): number {
  return Math.max(LEAST, of.get(finding) ?? 0) / Math.max(LEAST, total.get(finding.field) ?? 0);
}

import { bornFromAge, parseFuzzyDate, type FuzzyDate } from '#libs/kernel';
import { compare, probabilityOf, USUAL_POPULATION } from '../compare.js';
import { priorOf } from '../prior.js';
import type { Comparison } from '../evidence.js';
import { bandOf } from '../model/bands.js';
import { DEFAULT_MODEL, type Model } from '../model/weights.js';
import { compareNamesAlone } from '../names/name-probability.js';
import type { PersonProfile, Relative } from '../profile.js';
import { dateDigits } from './list-table.js';
import { type BadRow, UnusableList } from './list-error.js';
import { Meter, type ListProgress } from './progress.js';
import { readCsv, readHeading } from './read-csv.js';
import { csvCell, writeWhole } from './write-whole.js';

export interface PairsOptions {
  /** CSV with `id,name_a,name_b` and any of birth, sex, father, mother, place, each with `_a` and `_b`. */
  input: string;
  out: string;
  /** How many people the pairs were drawn from: namesakes matter where more than names is known. */
  population?: number;
  model?: Model;
  /** The day ages were stated (`YYYY-MM-DD`); without it ages are not read. */
  agesAsOf?: string;
  onProgress?: (progress: ListProgress) => void;
  onBadRow?: (row: BadRow) => void;
}

export interface PairsReport {
  pairs: number;
  badRows: number;
  seconds: number;
}

const FACTS = ['birth', 'sex', 'father', 'mother', 'place'] as const;
type Fact = (typeof FACTS)[number];

/**
 * Scores given pairs: `id,weight,probability,band,explanation`, in the order they came. Where nothing beyond the names is known of a
 * pair, the probability is that both are the same person's name. @throws UnusableList
 */
export async function matchPairs(options: PairsOptions): Promise<PairsReport> {
  const started = performance.now();
  const heading = await readHeading(options.input);
  const known = FACTS.filter((fact) => heading.includes(`${fact}_a`) && heading.includes(`${fact}_b`));
  const columns = ['id', 'name_a', 'name_b', ...known.flatMap((fact) => [`${fact}_a`, `${fact}_b`])];
  const report = { pairs: 0, badRows: 0 };
  const meter = new Meter(options.onProgress);
  meter.start('compare');
  const bad = (row: BadRow): void => {
    report.badRows++;
    options.onBadRow?.(row);
  };
  const file = options.input.replace(/^.*[\\/]/, '');
  async function* lines(): AsyncGenerator<string> {
    yield 'id,weight,probability,band,explanation';
    for await (const { line, cells } of readCsv(options.input, columns, bad)) {
      const [id, nameA, nameB, ...rest] = cells as [string, string, string, ...string[]];
      if (id === '' || nameA === '' || nameB === '') {
        bad({ file, line, problem: 'lacks an id or a name' });
        continue;
      }
      report.pairs++;
      meter.add(1);
      yield scored(id, nameA, nameB, known, rest, options);
    }
    if (report.pairs === 0) throw new UnusableList(`${file} holds no usable row.`);
  }
  await writeWhole(options.out, lines());
  return { ...report, seconds: (performance.now() - started) / 1000 };
}

function scored(
  id: string,
  nameA: string,
  nameB: string,
  known: readonly Fact[],
  cells: readonly string[],
  options: PairsOptions,
): string {
  const model = options.model ?? DEFAULT_MODEL;
  const side = (offset: number): Map<Fact, string> => new Map(known.map((fact, at) => [fact, cells[at * 2 + offset]!]));
  const [a, b] = [side(0), side(1)];
  const comparable = known.some((fact) => a.get(fact) !== '' && b.get(fact) !== '');
  if (!comparable) {
    const { weight, probability, agreement } = compareNamesAlone(nameA, nameB, model);
    const words = agreement.matched.map(({ agreement: { level } }) => level).join(' ');
    const lacking =
      agreement.onlyLeft + agreement.onlyRight > 0
        ? `; ${agreement.onlyLeft} and ${agreement.onlyRight} words without counterpart`
        : '';
    return row(id, weight, probability, bandOf(weight, model.namesAlone), `name: ${words || 'different'}${lacking}`);
  }
  const result = compare(
    profileOf(nameA, a, options.agesAsOf),
    profileOf(nameB, b, options.agesAsOf),
    model,
    options.population ?? USUAL_POPULATION,
  );
  return row(
    id,
    result.weight,
    result.probability,
    result.band,
    explained(result, priorOf(options.population ?? USUAL_POPULATION, model)),
  );
}

function row(id: string, weight: number, probability: number, band: Comparison['band'], explanation: string): string {
  return [csvCell(id), weight.toFixed(2), probability.toFixed(6), band ?? '', csvCell(explanation)].join(',');
}

/** The waterfall in one line: where it starts, what each field adds. Reasons only, no personal data. */
function explained({ evidence, weight }: Comparison, prior: number): string {
  const steps = evidence
    .filter(({ level }) => level !== 'unknown')
    .map((line) => `${line.field} ${line.weight >= 0 ? '+' : ''}${line.weight.toFixed(1)} (${line.reason})`);
  return `start ${prior.toFixed(1)}; ${steps.join('; ')}; total ${weight.toFixed(1)} = ${(probabilityOf(weight) * 100).toFixed(1)} %`;
}

function profileOf(name: string, facts: ReadonlyMap<Fact, string>, agesAsOf: string | undefined): PersonProfile {
  const parent = (kind: 'father' | 'mother'): Relative[] =>
    facts.get(kind) ? [{ kind, names: [{ text: facts.get(kind)! }] }] : [];
  const birth = birthOf(facts.get('birth') ?? '', agesAsOf);
  const sex = sexOf(facts.get('sex') ?? '');
  return {
    names: [{ text: name }],
    ...(birth && { birth }),
    ...(sex && { sex }),
    relatives: [...parent('father'), ...parent('mother')],
    ...(facts.get('place') && { places: [{ kind: 'residence', text: facts.get('place')! }] }),
  };
}

/** A date as written, also in part; or an age, where it is known when it was stated. */
function birthOf(text: string, agesAsOf: string | undefined): FuzzyDate | undefined {
  if (/^\d{1,3}$/.test(text))
    return agesAsOf && Number(text) <= 125 ? bornFromAge({ age: Number(text), statedOn: agesAsOf }) : undefined;
  const digits = dateDigits(text);
  if (digits === 0) return undefined;
  const [year, month, day] = [Math.floor(digits / 10_000), Math.floor((digits % 10_000) / 100), digits % 100];
  const iso = [year, month, day].filter((part) => part > 0).map((part) => String(part).padStart(2, '0'));
  return parseFuzzyDate(iso.join('-')) ?? parseFuzzyDate(String(year));
}

function sexOf(text: string): 'female' | 'male' | undefined {
  const first = text.trim().toLowerCase()[0];
  return first === 'f' || first === 'w' ? 'female' : first === 'm' ? 'male' : undefined;
}

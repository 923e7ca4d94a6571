import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { BATCH, GivenPairCrew } from './given-pair-crew.js';
import { FACTS, SCORED_HEADING, type Fact, type PairCells, type PairsKnowledge } from './given-pair-scorer.js';
import { type BadRow, UnusableList } from './list-error.js';
import { Meter, type ListProgress } from './progress.js';
import { linesIn, readCsv } from './read-csv.js';
import { refuseUnusable } from './usable-files.js';
import { writeWhole } from './write-whole.js';

export interface PairsOptions {
  /** CSV with `id,name_a,name_b` and any of birth, sex, father, mother, place, each with `_a` and `_b`; a file or a pipe. */
  input: string;
  out: string;
  /** How many people the pairs were drawn from: namesakes matter where more than names is known. */
  population?: number;
  /** The day ages were stated (`YYYY-MM-DD`); without it ages are not read. */
  agesAsOf?: string;
  /** Threads at most; 0 or 1 stays in this one. Default: all cores. */
  workers?: number;
  onProgress?: (progress: ListProgress) => void;
  onBadRow?: (row: BadRow) => void;
}

export interface PairsReport {
  pairs: number;
  badRows: number;
  seconds: number;
}

/**
 * Scores given pairs: `id,weight,probability,band,explanation`, in the order they came. Where nothing beyond the names is known of a
 * pair, the probability is that both are the same person's name. Memory does not grow with the number of pairs. @throws UnusableList
 */
export async function matchPairs(options: PairsOptions): Promise<PairsReport> {
  const started = performance.now();
  const report = { pairs: 0, badRows: 0 };
  const bad = (row: BadRow): void => {
    report.badRows++;
    options.onBadRow?.(row);
  };
  await refuseUnusable([options.input], options.out, 'once');
  const meter = new Meter(options.onProgress);
  const lines = await linesIn(options.input, meter);
  meter.start('compare', lines);
  await writeWhole(options.out, scoredLines(options, report, meter, bad));
  return { ...report, seconds: (performance.now() - started) / 1000 };
}

async function* scoredLines(
  options: PairsOptions,
  report: { pairs: number },
  meter: Meter,
  bad: (row: BadRow) => void,
): AsyncGenerator<string> {
  const file = basename(options.input);
  let facts: readonly Fact[] = [];
  const columnsOf = (heading: readonly string[]): string[] => {
    facts = FACTS.filter((fact) => heading.includes(`${fact}_a`) && heading.includes(`${fact}_b`));
    return ['id', 'name_a', 'name_b', ...facts.flatMap((fact) => [`${fact}_a`, `${fact}_b`])];
  };
  const knowledge = (): PairsKnowledge => ({
    facts,
    ...(options.population !== undefined && { population: options.population }),
    ...(options.agesAsOf !== undefined && { agesAsOf: options.agesAsOf }),
  });
  let crew: GivenPairCrew | undefined;
  yield SCORED_HEADING;
  try {
    let batch: PairCells[] = [];
    for await (const rows of readCsv(options.input, columnsOf, bad))
      for (const { line, cells } of rows) {
        if (cells[0] === '' || cells[1] === '' || cells[2] === '') {
          bad({ file, line, problem: 'lacks an id or a name' });
          continue;
        }
        batch.push(cells);
        if (batch.length < BATCH) continue;
        crew ??= new GivenPairCrew(knowledge(), options.workers ?? availableParallelism());
        yield* counted(crew.give(batch));
        batch = [];
      }
    if (!crew && batch.length === 0) throw new UnusableList(`${file} holds no usable row.`);
    crew ??= new GivenPairCrew(knowledge(), 0);
    if (batch.length > 0) yield* counted(crew.give(batch));
    yield* counted(crew.rest());
  } finally {
    await crew?.end();
  }

  async function* counted(done: AsyncIterable<{ pairs: number; lines: string }>): AsyncGenerator<string> {
    for await (const { pairs, lines } of done) {
      report.pairs += pairs;
      meter.add(pairs);
      yield lines;
    }
  }
}

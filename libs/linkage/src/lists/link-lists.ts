import { availableParallelism } from 'node:os';
import { blockingOf } from './blocking.js';
import { joinGroups } from './cluster.js';
import type { ScoredPairs } from './pairs.js';
import { letRivalsCompete } from './compete.js';
import { Crew } from './crew.js';
import { chanceOfLevels, estimate, type ListModel } from './estimate.js';
import { RowComparer } from './levels.js';
import type { BadRow } from './list-error.js';
import { UnusableList } from './list-error.js';
import { ListTableBuilder, type ListTable } from './list-table.js';
import { Meter, type ListProgress } from './progress.js';
import { readCsv } from './read-csv.js';
import type { ListSchema } from './schema.js';
import { csvCell, writeWhole } from './write-whole.js';

export interface ListOptions {
  schema: ListSchema;
  /** Where the result goes (CSV); replaced if it exists, left alone if the run fails. */
  out: string;
  /** Pairs below are not written. Default 0.01. */
  minProbability?: number;
  /** Write the pairs that keys find, unscored: to see what blocking loses. */
  candidatesOnly?: boolean;
  /** Threads at most; 0 or 1 stays in this one. Default: all cores. */
  workers?: number;
  onProgress?: (progress: ListProgress) => void;
  onBadRow?: (row: BadRow) => void;
}

export interface ListReport {
  rows: number;
  badRows: number;
  /** Pairs that share a key. */
  candidates: number;
  compared: number;
  /** Pairs written. */
  written: number;
  comparisonsPerSecond: number;
  seconds: number;
  /** What was learned: per field the levels' weights in bits. */
  model?: ListModel & { fields: readonly string[] };
}

/** Finds the rows of two lists that are the same person, without labels. @throws UnusableList */
export async function linkLists(options: ListOptions & { left: string; right: string }): Promise<ListReport> {
  return run(options, [options.left, options.right]);
}

/** Finds the rows of one list that are the same person, without labels. @throws UnusableList */
export async function dedupeList(options: ListOptions & { input: string }): Promise<ListReport> {
  return run(options, [options.input]);
}

/** Pairs compared to learn from; longer lists are sampled. */
const LEARN_FROM = 4_000_000;
/** Kept below the wanted probability, because groups and rivals may lift or explain a pair. Bits. */
const MARGIN = 6;

async function run(options: ListOptions, files: readonly string[]): Promise<ListReport> {
  const started = performance.now();
  const clock = new Meter(options.onProgress);
  const { table, badRows } = await readTable(options, files, clock);
  const blocking = blockingOf(table);
  const { passes } = blocking;
  const total = passes.reduce((sum, pass) => sum + pass.pairs, 0);
  const workers = options.workers ?? availableParallelism();
  const crew = Crew.muster({ table, blocking }, workers, (pairs) => clock.add(pairs));
  try {
    const report = { rows: table.rows, badRows, candidates: 0, compared: 0, written: 0, comparisonsPerSecond: 0 };
    let pairs: ScoredPairs;
    let model: ListModel | undefined;
    if (options.candidatesOnly) {
      pairs = await crew.candidates();
      report.candidates = pairs.count;
    } else {
      const every = Math.max(1, Math.ceil(total / LEARN_FROM));
      clock.start('learn', Math.ceil(total / every));
      const chance = chanceOfLevels(table, new RowComparer(table));
      const { passes: counts, union } = await crew.count(every);
      const sampled = [...union.values()].reduce((a, b) => a + b, 0);
      model = estimate(table, passes, counts, union, chance, pairsOf(table), 1 / every);
      report.candidates = sampled * every;
      const least = bitsOf(options.minProbability ?? 0.01);
      clock.start('compare', sampled * every);
      const comparing = performance.now();
      const scored = await crew.score(model, least - MARGIN);
      report.compared = clock.done;
      report.comparisonsPerSecond = Math.round(clock.done / ((performance.now() - comparing) / 1000));
      pairs = table.leftRows < table.rows ? letRivalsCompete(scored) : joinGroups(scored, table.rows, least);
      pairs = bestFirst(pairs, least);
    }
    clock.start('write', pairs.count);
    await writeWhole(options.out, lines(table, pairs, options.candidatesOnly === true));
    report.written = pairs.count;
    const fields = table.fields.map(({ name }) => name);
    return { ...report, seconds: (performance.now() - started) / 1000, ...(model && { model: { ...model, fields } }) };
  } finally {
    await crew.dismiss();
  }
}

async function readTable(
  options: ListOptions,
  files: readonly string[],
  clock: Meter,
): Promise<{ table: ListTable; badRows: number }> {
  const builder = new ListTableBuilder(options.schema);
  const headings = Object.keys(options.schema);
  let badRows = 0;
  const bad = (row: BadRow): void => {
    badRows++;
    options.onBadRow?.(row);
  };
  clock.start('read');
  for (const [index, file] of files.entries()) {
    if (index > 0) builder.startRight();
    let used = 0;
    for await (const { line, cells } of readCsv(file, headings, bad)) {
      const problem = builder.add(cells);
      if (problem) bad({ file: file.replace(/^.*[\\/]/, ''), line, problem });
      else used++;
      clock.add(1);
    }
    if (used === 0) throw new UnusableList(`${file.replace(/^.*[\\/]/, '')} holds no usable row.`);
  }
  return { table: builder.table(), badRows };
}

function pairsOf({ rows, leftRows }: ListTable): number {
  return leftRows < rows ? leftRows * (rows - leftRows) : (rows * (rows - 1)) / 2;
}

function bitsOf(probability: number): number {
  const bounded = Math.min(1 - 1e-9, Math.max(1e-9, probability));
  return Math.log2(bounded / (1 - bounded));
}

function bestFirst(pairs: ScoredPairs, least: number): ScoredPairs {
  const order = Array.from({ length: pairs.count }, (_, at) => at).filter((at) => pairs.weight[at]! >= least);
  order.sort(
    (x, y) =>
      pairs.weight[y]! - pairs.weight[x]! || pairs.left[x]! - pairs.left[y]! || pairs.right[x]! - pairs.right[y]!,
  );
  const pick = <T extends Uint32Array | Float32Array>(from: T, into: T): T => {
    order.forEach((at, place) => (into[place] = from[at]!));
    return into;
  };
  const count = order.length;
  return {
    count,
    left: pick(pairs.left, new Uint32Array(count)),
    right: pick(pairs.right, new Uint32Array(count)),
    weight: pick(pairs.weight, new Float32Array(count)),
  };
}

function* lines({ ids }: ListTable, pairs: ScoredPairs, unscored: boolean): Generator<string> {
  yield unscored ? 'left_id,right_id' : 'left_id,right_id,weight,probability';
  for (let at = 0; at < pairs.count; at++) {
    const who = `${csvCell(ids[pairs.left[at]!]!)},${csvCell(ids[pairs.right[at]!]!)}`;
    const weight = pairs.weight[at]!;
    yield unscored ? who : `${who},${weight.toFixed(3)},${(1 / (1 + 2 ** -weight)).toFixed(6)}`;
  }
}

import { availableParallelism } from 'node:os';
import { BestFirst } from './best-first.js';
import { MOST_PAIRS } from './blocking.js';
import { joinGroups } from './cluster.js';
import { letRivalsCompete } from './compete.js';
import { chanceOfLevels, estimate, type ListModel } from './estimate.js';
import type { IdFile } from './id-file.js';
import { RowComparer } from './levels.js';
import { cannotWrite, type BadRow } from './list-error.js';
import type { ListTable } from './list-table.js';
import type { ScoredPairs } from './pairs.js';
import { Meter, type ListProgress } from './progress.js';
import { readLists } from './read-lists.js';
import type { ListSchema } from './schema.js';
import { ScratchFolder } from './scratch-folder.js';
import { PairSearch } from './search.js';
import { countIn, pairsIn } from './spill.js';
import { refuseUnusable } from './usable-files.js';
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
  /** Pairs compared at most; of longer lists the largest groups of rows that share a key are left out. Default: {@link MOST_PAIRS}. */
  mostPairs?: number;
  onProgress?: (progress: ListProgress) => void;
  onBadRow?: (row: BadRow) => void;
}

export interface ListReport {
  rows: number;
  badRows: number;
  /** Pairs that share a key. */
  candidates: number;
  compared: number;
  /** Groups of more rows that share a key were not compared: what they share is common. */
  largestGroup: number;
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
  await refuseUnusable(files, options.out, 'twice');
  const scratch = ScratchFolder.beside(options.out);
  try {
    return await runIn(scratch, options, files);
  } catch (error) {
    throw cannotWrite(error);
  } finally {
    scratch.remove();
  }
}

async function runIn(scratch: ScratchFolder, options: ListOptions, files: readonly string[]): Promise<ListReport> {
  const started = performance.now();
  const clock = new Meter(options.onProgress);
  const { table, ids, badRows } = await readLists(files, options.schema, scratch.file('ids'), clock, options.onBadRow);
  const search = await PairSearch.start(
    table,
    options.workers ?? availableParallelism(),
    options.mostPairs ?? MOST_PAIRS,
    clock,
  );
  const report = { rows: table.rows, badRows, largestGroup: search.largestGroup };
  const finished = (): { seconds: number } => ({ seconds: (performance.now() - started) / 1000 });
  try {
    if (options.candidatesOnly) {
      clock.start('compare', search.pairs);
      const found = await search.candidates(scratch);
      const written = clock.done;
      clock.start('write', written);
      await writeWhole(options.out, unscoredLines(ids, pairsIn(found), clock));
      return { ...report, candidates: written, compared: 0, written, comparisonsPerSecond: 0, ...finished() };
    }
    const { model, candidates } = await learn(table, search, clock);
    clock.start('compare', candidates);
    const comparing = performance.now();
    const least = bitsOf(options.minProbability ?? 0.01);
    const found = await search.score(model, least - MARGIN, scratch);
    const compared = clock.done;
    const comparisonsPerSecond = Math.round(compared / ((performance.now() - comparing) / 1000));
    await search.end();
    const best = new BestFirst(scratch);
    join(table, found, least, scratch, best, clock);
    clock.start('write', best.count);
    await writeWhole(options.out, lines(ids, best.pairs(), clock));
    const fields = table.fields.map(({ name }) => name);
    return {
      ...report,
      candidates,
      compared,
      written: best.count,
      comparisonsPerSecond,
      model: { ...model, fields },
      ...finished(),
    };
  } finally {
    await search.end();
    ids.close();
  }
}

/** Lets pairs hear of each other: rivals between two lists, fellows in one. */
function join(
  table: ListTable,
  found: readonly string[],
  least: number,
  scratch: ScratchFolder,
  best: BestFirst,
  clock: Meter,
): void {
  const linking = table.leftRows < table.rows;
  const count = countIn(found);
  // gone through twice, or three times and then joined; a very large knot takes some more rounds
  let rounds = linking ? 2 : 3;
  clock.start('join', count * (linking ? 2 : 4));
  function* told(): Generator<ScoredPairs> {
    if (rounds-- <= 0) clock.expect(count);
    for (const block of pairsIn(found)) {
      yield block;
      clock.add(block.count);
    }
  }
  if (linking) letRivalsCompete(told, table.rows, least, best);
  else joinGroups(told, table.rows, least, scratch, best, (pairs) => clock.add(pairs));
}

async function learn(
  table: ListTable,
  search: PairSearch,
  clock: Meter,
): Promise<{ model: ListModel; candidates: number }> {
  const every = Math.max(1, Math.ceil(search.pairs / LEARN_FROM));
  const comparer = new RowComparer(table);
  const chance = chanceOfLevels(table, comparer, clock);
  clock.start('learn', Math.ceil(search.pairs / every));
  const found = await search.count(every);
  const counted = [...found.union.values()].reduce((a, b) => a + b, 0);
  const model = estimate(table, comparer, found, chance, pairsOf(table), clock);
  return { model, candidates: counted * every };
}

function pairsOf({ rows, leftRows }: ListTable): number {
  return leftRows < rows ? leftRows * (rows - leftRows) : (rows * (rows - 1)) / 2;
}

function bitsOf(probability: number): number {
  const bounded = Math.min(1 - 1e-9, Math.max(1e-9, probability));
  return Math.log2(bounded / (1 - bounded));
}

function* lines(ids: IdFile, blocks: Iterable<ScoredPairs>, clock: Meter): Generator<string> {
  yield 'left_id,right_id,weight,probability';
  for (const { count, left, right, weight } of blocks)
    for (let at = 0; at < count; at++) {
      const probability = 1 / (1 + 2 ** -weight[at]!);
      yield `${idsOf(ids, left[at]!, right[at]!)},${weight[at]!.toFixed(3)},${probability.toFixed(6)}`;
      clock.add(1);
    }
}

function* unscoredLines(ids: IdFile, blocks: Iterable<ScoredPairs>, clock: Meter): Generator<string> {
  yield 'left_id,right_id';
  for (const { count, left, right } of blocks)
    for (let at = 0; at < count; at++) {
      yield idsOf(ids, left[at]!, right[at]!);
      clock.add(1);
    }
}

function idsOf(ids: IdFile, left: number, right: number): string {
  return `${csvCell(ids.at(left))},${csvCell(ids.at(right))}`;
}

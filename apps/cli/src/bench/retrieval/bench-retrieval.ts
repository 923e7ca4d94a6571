import { printTable, percentile, type BenchRow } from '../table.js';
import type { PopulationSize } from './population.js';
import { runQueries, type Outcome, type Sought } from './queries.js';
import { groupsOf, recallAt } from './recall.js';
import { Registry } from './registry.js';

export interface RetrievalOptions extends PopulationSize {
  /** Queries for the peers; they are slower by far. */
  peerQueries: number;
  workers: number;
  /** A folder to keep the registry in: filled where it is not, else only asked. */
  home?: string;
  /** How many of the sought are looked for, after those passed over; all, unless told. */
  ask?: number;
  skip: number;
}

const GOALS = { first: 0.9, ten: 0.97, p50: 10, p95: 40, minutesBuilt: 10, minutes: 15 };

/** How soon, and how surely, a sought person is found in a registry of sealed records. */
export async function benchRetrieval(options: RetrievalOptions): Promise<void> {
  const begun = performance.now();
  const registry = await Registry.start(options, options.home);
  // A registry of a million takes many gigabytes: unless it is kept, it goes whichever way the bench ends.
  const stop = () => void registry.close().finally(() => process.exit(1));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    const filling = registry.filled ? undefined : await fill(registry, options);
    const sought = registry.filled ?? filling!.sought;
    const { skip, ask = sought.length } = options;
    const everyone = sought.slice(skip, skip + ask);
    const outcomes = await runQueries(registry, everyone);
    const rows: BenchRow[] = [...ownRows(outcomes), ...(filling?.rows ?? [])];
    for (const table of ['relink.match_postings', 'relink.match_keys'])
      rows.push({ measure: `${table}, GB`, value: ((await registry.bytesOf(table)) / 1e9).toFixed(2) });
    const peers = options.peerQueries > 0 ? await peerRows(registry, options, everyone) : [];
    const minutes = seconds(begun) / 60;
    rows.push({ measure: 'all of it, minutes', value: minutes.toFixed(1), ...(filling && wholeTime(minutes)) });
    printTable(`retrieval: ${outcomes.length} queries among ${options.records} sealed registrations`, [
      ...rows,
      ...peers,
    ]);
    printTable('recall by group', groupsOf(outcomes));
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
    await registry.close();
  }
}

async function fill(registry: Registry, options: RetrievalOptions): Promise<{ sought: Sought[]; rows: BenchRow[] }> {
  const { records, queries, seed, workers } = options;
  const started = performance.now();
  const sought = await registry.fill({ records, queries, seed }, workers);
  const filled = seconds(started);
  await registry.settle();
  const minutes = seconds(started) / 60;
  registry.remember({ records, queries, seed }, sought);
  const rows = [
    {
      measure: 'registry built, minutes',
      value: minutes.toFixed(1),
      goal: `≤ ${GOALS.minutesBuilt}`,
      met: minutes <= GOALS.minutesBuilt,
    },
    { measure: 'registrations sealed and written a second', value: (records / filled).toFixed(0) },
  ];
  return { sought, rows };
}

function wholeTime(minutes: number): Pick<BenchRow, 'goal' | 'met'> {
  return { goal: `≤ ${GOALS.minutes}`, met: minutes <= GOALS.minutes };
}

function ownRows(outcomes: readonly Outcome[]): BenchRow[] {
  const times = outcomes.map(({ milliseconds }) => milliseconds);
  const own = outcomes.map(({ processorMilliseconds }) => processorMilliseconds);
  const database = outcomes.flatMap(({ databaseMilliseconds }) => databaseMilliseconds ?? []);
  const [first, ten] = [recallAt(outcomes, 1), recallAt(outcomes, 10)];
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
  return [
    { measure: 'true person first', value: first.toFixed(3), goal: `≥ ${GOALS.first}`, met: first >= GOALS.first },
    {
      measure: 'true person among the first ten',
      value: ten.toFixed(3),
      goal: `≥ ${GOALS.ten}`,
      met: ten >= GOALS.ten,
    },
    { measure: 'query end to end, p50 ms', value: p50.toFixed(1), goal: `≤ ${GOALS.p50}`, met: p50 <= GOALS.p50 },
    { measure: 'query end to end, p95 ms', value: p95.toFixed(1), goal: `≤ ${GOALS.p95}`, met: p95 <= GOALS.p95 },
    {
      measure: 'processor time of the worker for a query, p50 / p95 ms',
      value: `${percentile(own, 0.5).toFixed(1)} / ${percentile(own, 0.95).toFixed(1)}`,
    },
    ...(database.length === 0
      ? []
      : [{ measure: 'processor time of PostgreSQL for a query, mean ms', value: mean(database).toFixed(1) }]),
    { measure: 'candidates opened, mean', value: mean(outcomes.map(({ found }) => found)).toFixed(0) },
  ];
}

async function peerRows(
  registry: Registry,
  options: RetrievalOptions,
  everyone: readonly Sought[],
): Promise<BenchRow[]> {
  const { measurePeers } = await import('./peers.js');
  return measurePeers(registry.folder, options, everyone.slice(0, options.peerQueries));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function seconds(since: number): number {
  return (performance.now() - since) / 1_000;
}

import { printTable, percentile, type BenchRow } from '../table.js';
import type { PopulationSize } from './population.js';
import { runQueries, type Outcome, type Sought } from './queries.js';
import { groupsOf, recallAt } from './recall.js';
import { Registry } from './registry.js';

export interface RetrievalOptions extends PopulationSize {
  /** Queries for the peers; they are slower by far. */
  peerQueries: number;
  workers: number;
}

const GOALS = { first: 0.9, ten: 0.97, p50: 10, p95: 40, minutesBuilt: 10, minutes: 15 };

/** How soon, and how surely, a sought person is found in a registry of sealed records. */
export async function benchRetrieval(options: RetrievalOptions): Promise<void> {
  const begun = performance.now();
  const registry = await Registry.start();
  // A registry of a million takes many gigabytes: it goes whichever way the bench ends.
  const stop = () => void registry.remove().finally(() => process.exit(1));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    const started = performance.now();
    const everyone = await registry.fill(options, options.workers);
    const filled = seconds(started);
    await registry.settle();
    const built = seconds(started);
    const outcomes = await runQueries(registry.settings, registry.desk, everyone);
    const minutesBuilt = built / 60;
    const rows: BenchRow[] = [
      ...ownRows(outcomes),
      {
        measure: 'registry built, minutes',
        value: minutesBuilt.toFixed(1),
        goal: `≤ ${GOALS.minutesBuilt}`,
        met: minutesBuilt <= GOALS.minutesBuilt,
      },
      { measure: 'registrations sealed and written a second', value: (options.records / filled).toFixed(0) },
    ];
    for (const table of ['relink.match_postings', 'relink.match_keys'])
      rows.push({ measure: `${table}, GB`, value: ((await registry.bytesOf(table)) / 1e9).toFixed(2) });
    const peers = options.peerQueries > 0 ? await peerRows(registry, options, everyone) : [];
    const minutes = seconds(begun) / 60;
    rows.push({
      measure: 'all of it, minutes',
      value: minutes.toFixed(1),
      goal: `≤ ${GOALS.minutes}`,
      met: minutes <= GOALS.minutes,
    });
    printTable(`retrieval: ${outcomes.length} queries among ${options.records} sealed registrations`, [
      ...rows,
      ...peers,
    ]);
    printTable('recall by group', groupsOf(outcomes));
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
    await registry.remove();
  }
}

function ownRows(outcomes: readonly Outcome[]): BenchRow[] {
  const times = outcomes.map(({ milliseconds }) => milliseconds);
  const own = outcomes.map(({ processorMilliseconds }) => processorMilliseconds);
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
    {
      measure: 'candidates opened, mean',
      value: (outcomes.reduce((sum, { found }) => sum + found, 0) / outcomes.length).toFixed(0),
    },
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

function seconds(since: number): number {
  return (performance.now() - since) / 1_000;
}

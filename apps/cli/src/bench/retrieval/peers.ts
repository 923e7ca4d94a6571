import type { BenchRow } from '../table.js';
import { percentile } from '../table.js';
import { PeerRegistry, type Peer } from './peer-registry.js';
import type { PopulationSize } from './population.js';
import type { Sought } from './queries.js';

const PEERS: readonly { peer: Peer; name: string }[] = [
  { peer: 'primero', name: 'Primero’s rule' },
  { peer: 'knn', name: 'pg_trgm, nearest names (GiST)' },
  { peer: 'similar', name: 'pg_trgm, similar names (GIN)' },
];

/** The same population and the same queries for those who cannot work on sealed records: plain names in a table of their own. */
export async function measurePeers(
  folder: string,
  size: PopulationSize,
  everyone: readonly Sought[],
): Promise<BenchRow[]> {
  const registry = await PeerRegistry.start(folder, size);
  try {
    const rows: BenchRow[] = [];
    for (const { peer, name } of PEERS) {
      const [times, places]: [number[], number[]] = [[], []];
      for (const { query } of everyone) {
        const started = performance.now();
        const found = await registry.find(peer, query.telling.profile);
        times.push(performance.now() - started);
        if (query.answer !== undefined) places.push(found.indexOf(query.answer) + 1);
      }
      const share = (most: number) => places.filter((place) => place > 0 && place <= most).length / places.length;
      rows.push({
        measure: `${name}: first / first ten (${everyone.length} queries)`,
        value: `${share(1).toFixed(3)} / ${share(10).toFixed(3)}`,
      });
      rows.push({
        measure: `${name}: p50 / p95 ms`,
        value: `${percentile(times, 0.5).toFixed(0)} / ${percentile(times, 0.95).toFixed(0)}`,
      });
    }
    return rows;
  } finally {
    await registry.stop();
  }
}

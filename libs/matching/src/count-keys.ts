import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { RunsOn, type Scheduled } from '#libs/queues';
import { MATCH_SIDES } from './search-keys.js';

/** Keys that fewer share are as good as rare, and are not kept. */
const COMMON = 200;
/** The keys are counted in so many parts, each a transaction of its own. */
const PARTS = 16;
/** Counted anew once so great a share of the persons came or went. */
const WORTH_COUNTING = 0.05;

/**
 * Counts which keys are common in this deployment. An estimate is enough: it decides what is not worth looking at and in
 * which order to look, never whom a person may be. So nothing is counted while people write.
 */
@Injectable()
@RunsOn({ name: 'matching-count-keys', every: 'hour', at: '10' })
export class CountKeys implements Scheduled {
  async run(tx: Transaction, after?: string): Promise<string | undefined> {
    const part = after === undefined ? 0 : Number(after);
    if (part === 0 && !(await countSides(tx))) return undefined;
    await countPart(tx, part);
    return part + 1 < PARTS ? String(part + 1) : undefined;
  }
}

/** All at once, for whoever has just filled a registry. */
export async function countAllKeys(tx: Transaction): Promise<void> {
  await countSides(tx);
  for (let part = 0; part < PARTS; part++) await countPart(tx, part);
}

/** @returns whether enough has changed to count the keys */
async function countSides(tx: Transaction): Promise<boolean> {
  const counted = await tx.sql<{ side: string; persons: number }>('SELECT side, persons FROM match_sides');
  const rows = await tx.sql<{ side: string; persons: number }>(
    'SELECT side, count(*)::int AS persons FROM match_keys GROUP BY side',
  );
  const before = new Map(counted.map(({ side, persons }) => [side, persons]));
  const now = new Map(rows.map(({ side, persons }) => [side, persons]));
  const changed = MATCH_SIDES.some((side) => {
    const [old, fresh] = [before.get(side) ?? 0, now.get(side) ?? 0];
    return Math.abs(fresh - old) > old * WORTH_COUNTING;
  });
  if (!changed) return false;
  await tx.sql(
    `INSERT INTO match_sides (side, persons, counted_at) SELECT side, persons, $3 FROM unnest($1::text[], $2::int[]) AS s(side, persons)
     ON CONFLICT (side) DO UPDATE SET persons = excluded.persons, counted_at = excluded.counted_at`,
    [[...MATCH_SIDES], MATCH_SIDES.map((side) => now.get(side) ?? 0), tx.now],
  );
  return true;
}

async function countPart(tx: Transaction, part: number): Promise<void> {
  const [from, to] = boundsOf(part);
  await tx.sql('DELETE FROM match_key_counts WHERE key BETWEEN $1 AND $2', [from, to]);
  // Odd keys hold one fact alone; they are not counted.
  await tx.sql(
    `INSERT INTO match_key_counts (key, persons) SELECT key, count(*) FROM match_postings
     WHERE key BETWEEN $1 AND $2 AND key & 1 = 0 GROUP BY key HAVING count(*) >= $3`,
    [from, to, COMMON],
  );
}

/** Keys are spread evenly over the signed 64-bit numbers. */
function boundsOf(part: number): [string, string] {
  const [least, width] = [-(2n ** 63n), 2n ** 64n / BigInt(PARTS)];
  const from = least + width * BigInt(part);
  return [String(from), String(from + width - 1n)];
}

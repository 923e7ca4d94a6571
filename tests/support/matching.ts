import { newId } from '#libs/kernel';
import { eventually, type TestDatabase } from '#libs/testing';
import type { Staff } from './staff.js';
import { expectStatus } from './stories.js';

/** Tells the worker that something has happened, as the lib that did it would. */
export async function tell(database: TestDatabase, topic: string, payload: Record<string, string>): Promise<void> {
  await database.sql(`INSERT INTO relink.outbox (id, topic, payload, lane) VALUES ($1, $2, $3, 'prompt')`, [
    newId(),
    topic,
    payload,
  ]);
  await untilQuiet(database);
}

/** Waits until everything that was told has been done, and everything that came of it. */
export function untilQuiet(database: TestDatabase): Promise<void> {
  return eventually(async () => {
    const left = await database.sql(`SELECT topic, state FROM relink.outbox WHERE state <> 'done' AND due_at <= now()`);
    expect(left).toEqual([]);
  });
}

/** Payloads of the events of a topic, oldest first. */
export async function told(database: TestDatabase, topic: string): Promise<Record<string, string>[]> {
  const rows = await database.sql<{ payload: Record<string, string> }>(
    'SELECT payload FROM relink.outbox WHERE topic = $1 ORDER BY created_at, id',
    [topic],
  );
  return rows.map(({ payload }) => payload);
}

/** The one match of a request, read in full. */
export async function onlyMatchOf(staff: Staff, requestId: string) {
  const { items } = await expectStatus(200, staff.get(`/potential-matches?requestId=${requestId}`));
  expect(items).toHaveLength(1);
  return expectStatus(200, staff.get(`/potential-matches/${items[0].id}`));
}

/** Two people agree. */
export async function confirm(first: Staff, second: Staff, match: { id: string; version: number }) {
  const path = `/potential-matches/${match.id}`;
  const taken = await expectStatus(200, first.post(`${path}/take`, {}, match.version));
  const judged = await expectStatus(
    200,
    first.post(`${path}/judge-probable`, { reason: 'Same mother.' }, taken.version),
  );
  return expectStatus(200, second.post(`${path}/confirm`, { reason: 'Same scar too.' }, judged.version));
}

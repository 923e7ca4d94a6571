import { eventually } from '#libs/testing';
import type { Deployment } from './deployment.js';
import type { Staff } from './staff.js';
import { expectStatus } from './stories.js';

/** Whoever takes over from a worker that was killed waits for its lock first. */
const UNTIL_TAKEN_OVER_MS = 120_000;

const DAY_MS = 86_400_000;

/** What is said of a list before its bytes; agreed until so many days from now. */
export function aList(days = 60) {
  return {
    name: 'list.csv',
    source: 'Harbour camp',
    legalBasis: 'public-interest',
    agreedWith: 'The camp office',
    until: new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10),
  };
}

/** Announces a list and sends its bytes. @returns its id and the version it has then */
export async function sendList(
  staff: Staff,
  content: string | Uint8Array,
  announced: object = {},
): Promise<{ id: string; version: number }> {
  const list = { ...aList(), ...announced };
  const { id, version } = await expectStatus(201, staff.post('/lists', list));
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return expectStatus(200, staff.upload(`/lists/${id}/content`, bytes, version)).then((sent) => ({
    id,
    version: sent.version,
  }));
}

/** The list as soon as the worker brought it there. */
export function inState(staff: Staff, id: string, ...states: string[]) {
  return eventually(async () => {
    const list = await expectStatus(200, staff.get(`/lists/${id}`));
    if (!states.includes(list.state)) throw new Error(`it is ${list.state}`);
    return list;
  }, UNTIL_TAKEN_OVER_MS);
}

/** From the bytes to the end of the check. */
export async function checkedList(staff: Staff, content: string | Uint8Array, reading: object = {}, announced = {}) {
  const { id } = await sendList(staff, content, announced);
  const { version } = await inState(staff, id, 'recognised');
  await expectStatus(200, staff.post(`/lists/${id}/check`, reading, version));
  return inState(staff, id, 'checked');
}

/** From the bytes to the last row. */
export async function importedList(staff: Staff, content: string | Uint8Array, reading: object = {}, announced = {}) {
  const { id, version } = await checkedList(staff, content, reading, announced);
  await expectStatus(200, staff.post(`/lists/${id}/start`, {}, version));
  return inState(staff, id, 'imported');
}

/** Waits until everybody whom these requests seek can be found. */
export function findable({ database }: Deployment, requestIds: readonly string[]): Promise<void> {
  return eventually(async () => {
    const waiting = await database.sql(
      `SELECT 1 FROM relink.sought_persons s WHERE s.dossier_id = ANY ($1)
         AND NOT EXISTS (SELECT 1 FROM relink.match_keys k WHERE k.person_id = s.id AND k.side = 'sought')`,
      [requestIds],
    );
    if (waiting.length > 0) throw new Error('not indexed yet');
  });
}

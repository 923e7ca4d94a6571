import { eventually } from '#libs/testing';
import type { Staff } from './staff.js';
import { expectStatus } from './stories.js';

/** Announces a list and sends its bytes. @returns its id and the version it has then */
export async function sendList(
  staff: Staff,
  content: string | Uint8Array,
  announced: object = {},
): Promise<{ id: string; version: number }> {
  const list = { name: 'list.csv', source: 'Harbour camp', ...announced };
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
  }, 60_000);
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

import { inState } from './some-lists.js';
import type { Staff } from './staff.js';
import { expectStatus } from './stories.js';
import type { Tell } from './api-document.js';

/** A list from its bytes to its last row, with told texts in its columns and its cells; and one that ends before. */
export async function tellLists(
  tell: Tell,
  body: (route: string) => object,
  step: (by: Staff, route: string, id: string, version: number, more?: object) => Promise<{ version: number }>,
  caseworker: Staff,
): Promise<void> {
  const announce = () => expectStatus(201, caseworker.post('/lists', { ...body('POST /lists'), delimiter: 'comma' }));
  const column = (place: string) => tell(`the column of ${place}`).replaceAll(',', ' ');
  const [name, note] = [column('names'), column('notes')];
  const cells = Array.from({ length: 2 }, () => `${column('a name')},${column('a note')}`);
  const list = await announce();
  body('POST /lists/{id}/content');
  const bytes = Buffer.from([`${name},${note}`, ...cells].join('\n'));
  await expectStatus(200, caseworker.upload(`/lists/${list.id}/content`, bytes, list.version));
  const { version } = await inState(caseworker, list.id, 'recognised');
  await step(caseworker, 'POST /lists/{id}/check', list.id, version, {
    columns: [
      { column: name, meaning: 'full' },
      { column: note, meaning: 'notes' },
    ],
  });
  const checked = await inState(caseworker, list.id, 'checked');
  await step(caseworker, 'POST /lists/{id}/start', list.id, checked.version);
  await inState(caseworker, list.id, 'imported');
  const other = await announce();
  await step(caseworker, 'POST /lists/{id}/cancel', other.id, other.version);
}

import type { Deployment } from './deployment.js';
import { findable, inState } from './some-lists.js';
import type { Staff } from './staff.js';
import { expectStatus } from './stories.js';
import type { Tell } from './api-document.js';

type Step = (by: Staff, route: string, id: string, version: number, more?: object) => Promise<{ version: number }>;

/** A list on which somebody stands twice whom an open request seeks: one is a lead, the other somebody else. */
export async function tellListCheck(
  relink: Deployment,
  { body, step, caseworker }: { body: (route: string) => object; step: Step; caseworker: Staff },
  requestId: string,
  { names, documents }: { names: { text: string }[]; documents: { number: string }[] },
): Promise<void> {
  await findable(relink, [requestId]);
  const list = await expectStatus(201, caseworker.post('/lists', { ...body('POST /lists'), delimiter: 'bar' }));
  const row = `${names[0]!.text}|1990-05-17|${documents[0]!.number}`;
  const bytes = Buffer.from(['name|date of birth|card', row, row].join('\n'));
  await expectStatus(200, caseworker.upload(`/lists/${list.id}/content`, bytes, list.version));
  const { version } = await inState(caseworker, list.id, 'recognised');
  const columns = [
    { column: 'name', meaning: 'full' },
    { column: 'date of birth', meaning: 'birth' },
    { column: 'card', meaning: 'passport' },
  ];
  await step(caseworker, 'POST /lists/{id}/compare', list.id, version, { columns });
  const compared = await inState(caseworker, list.id, 'compared');
  const { items } = await expectStatus(200, caseworker.get(`/lists/${list.id}/findings`));
  for (const [at, { id, version: now }] of (items as { id: string; version: number }[]).entries())
    await step(caseworker, `POST /list-findings/{id}/${at === 0 ? 'follow-up' : 'rule-out'}`, id, now);
  await step(caseworker, 'POST /lists/{id}/close', list.id, compared.version);
}

/** A list from its bytes to its last row, with told texts in its columns and its cells; and one that ends before. */
export async function tellLists(
  tell: Tell,
  body: (route: string) => object,
  step: Step,
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

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { expectStatus, openRequest } from '../support/stories.js';

let relink: Deployment;
let caseworker: Staff;
let colleague: Staff;
let supervisor: Staff;
let requestId: string;

beforeAll(async () => {
  relink = await Deployment.start({ worker: false });
  caseworker = await relink.signIn('caseworker');
  colleague = await relink.signIn('caseworker');
  supervisor = await relink.signIn('supervisor');
  requestId = (await openRequest(caseworker, supervisor)).id;
});
afterAll(() => relink.stop());

async function waiting(kind: string, { owner = null, role = null }: { owner?: string | null; role?: string | null }) {
  const id = newId();
  await relink.database.sql(
    `INSERT INTO relink.tasks (id, dossier_id, kind, about, owner_id, for_role, due, state, opened_at)
     VALUES ($1, $2, $3, $2, $4, $5, current_date + 2, 'open', now())`,
    [id, requestId, kind, owner, role],
  );
  return id;
}

async function tasksOf(staff: Staff): Promise<{ need: string; task?: { id: string; version: number } }[]> {
  const { items } = await expectStatus(200, staff.get('/work'));
  return (items as { kind: string; need: string; task?: { id: string; version: number } }[])
    .filter(({ kind }) => kind === 'task')
    .map(({ need, task }) => ({ need, task }));
}

describe('A task', () => {
  it('of each kind is shown, however many there are about one case, and is gone once it was done', async () => {
    const call = await waiting('call-back', { owner: caseworker.account.id });
    const note = await waiting('read-note-from-family', { owner: caseworker.account.id });
    expect(await tasksOf(caseworker)).toEqual([
      { need: 'call-back', task: { id: call, version: 1 } },
      { need: 'read-note-from-family', task: { id: note, version: 1 } },
    ]);
    await expectStatus(200, caseworker.post(`/tasks/${call}/done`, {}, 1));
    expect(await tasksOf(caseworker)).toEqual([{ need: 'read-note-from-family', task: { id: note, version: 1 } }]);
    await expectStatus(200, caseworker.post(`/tasks/${note}/done`, {}, 1));
  });

  it('is ended by whoever has it, or their supervisor, and by nobody else', async () => {
    const id = await waiting('in-touch-now', { owner: caseworker.account.id });
    expect((await colleague.post(`/tasks/${id}/done`, {}, 1)).status).toBe(403);
    expect((await supervisor.post(`/tasks/${id}/done`, {}, 1)).status).toBe(200);
  });

  it('that waits for a role is ended by anybody who has it', async () => {
    const id = await waiting('ask-to-look-again', { role: 'caseworker' });
    const volunteer = await relink.signIn('intake-volunteer');
    expect((await volunteer.post(`/tasks/${id}/done`, {}, 1)).status).toBe(403);
    expect((await colleague.post(`/tasks/${id}/done`, {}, 1)).status).toBe(200);
  });

  it('does not end before the step is taken that it asks for, and says so', async () => {
    const id = await waiting('answer-rights-request', { role: 'caseworker' });
    const [shown] = await tasksOf(caseworker);
    expect(shown).toEqual({ need: 'answer-rights-request', task: undefined });
    const { status, body } = await caseworker.post(`/tasks/${id}/done`, {}, 1);
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'tasks.ends-with-its-step' });
  });

  it('asks to be looked at again where it changed meanwhile', async () => {
    const id = await waiting('contact-changed-by-family', { owner: caseworker.account.id });
    expect((await caseworker.post(`/tasks/${id}/done`, {}, 7)).status).toBe(412);
  });
});

describe('What waits for somebody', () => {
  it('is counted in full, where more waits than is shown, and can be asked for by kind', async () => {
    const busy = await relink.signIn('caseworker');
    await relink.database.sql(`DELETE FROM relink.tasks WHERE for_role = 'caseworker'`, []);
    await relink.database.sql(
      `INSERT INTO relink.tasks (id, dossier_id, kind, about, owner_id, due, state, opened_at)
       SELECT gen_random_uuid(), $1, 'call-back', gen_random_uuid(), $2, current_date - 60 + n, 'open', now() FROM generate_series(1, 70) n`,
      [requestId, busy.account.id],
    );
    const own = (await openRequest(busy, supervisor)).id;

    const all = await expectStatus(200, busy.get('/work'));
    expect(all.items).toHaveLength(50);
    expect(new Set((all.items as { kind: string }[]).map(({ kind }) => kind))).toEqual(new Set(['task']));
    expect(all).toMatchObject({ counts: { task: 70, search: 1 }, late: 59 });

    const searches = await expectStatus(200, busy.get('/work?kind=search'));
    expect(searches.items).toEqual([expect.objectContaining({ kind: 'search', recordId: own })]);
    expect(searches).toMatchObject({ counts: { task: 70, search: 1 }, late: 59 });
    expect((await busy.get('/work?kind=secrets')).status).toBe(400);
  });
});

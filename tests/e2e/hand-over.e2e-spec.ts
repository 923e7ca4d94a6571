import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { dayOf, daysAfter, newId } from '#libs/kernel';
import { Deployment } from '../support/deployment.js';
import { tell, untilQuiet } from '../support/matching.js';
import type { Staff } from '../support/staff.js';
import { accountStep, aRegistration, expectStatus, openRequest, step } from '../support/stories.js';

let relink: Deployment;
let administrator: Staff;
let supervisor: Staff;
let colleague: Staff;
let elsewhere: Staff;
/** Somebody new for each scenario, who leaves in it. */
let leaver: Staff;

beforeAll(async () => {
  relink = await Deployment.start();
  [administrator, supervisor, colleague, elsewhere] = [
    await relink.signIn('administrator'),
    await relink.signIn('supervisor'),
    await relink.signIn('caseworker'),
    await relink.signIn('supervisor', 'Highlands'),
  ];
});
afterAll(() => relink.stop());
beforeEach(async () => {
  leaver = await relink.signIn('caseworker');
});

/** The administrator's step is told of once more, and what follows from it has happened. */
const hasLeft = ({ account }: Staff) => tell(relink.database, 'account.left', { accountId: account.id });

async function changed(staff: Staff, verb: 'disable' | 'change', body: object = {}): Promise<void> {
  await accountStep(administrator, staff, verb, body);
  await untilQuiet(relink.database);
}

const disabled = (staff: Staff) => changed(staff, 'disable');

interface Waiting {
  state: string;
  owner: string | null;
  role: string | null;
  branch: string | null;
  due: string;
}

function tasksAbout(id: string, kind = 'hand-over-case'): Promise<Waiting[]> {
  return relink.database.sql<Waiting>(
    `SELECT state, owner_id AS owner, for_role AS role, branch_id AS branch, due::text FROM relink.tasks
     WHERE about = $1 AND kind = $2 ORDER BY opened_at`,
    [id, kind],
  );
}

async function handsOver(staff: Staff, id: string): Promise<boolean> {
  const { items } = await expectStatus(200, staff.get('/work?kind=task'));
  return (items as { need: string; aboutId: string }[]).some(
    ({ need, aboutId }) => need === 'hand-over-case' && aboutId === id,
  );
}

const aCase = () => openRequest(leaver, supervisor);
const register = (): Promise<{ id: string; version: number }> =>
  expectStatus(201, leaver.post('/registrations', aRegistration()));

describe('rule 14: the open case of somebody who is gone', () => {
  it('waits for the supervisors of its branch, and of no other', async () => {
    const { id } = await aCase();
    expect(await handsOver(supervisor, id)).toBe(false);
    await disabled(leaver);
    const due = daysAfter(new Date(), 3);
    expect(await tasksAbout(id)).toEqual([
      { state: 'open', owner: null, role: 'supervisor', branch: relink.branches.Harbour, due },
    ]);
    expect(await handsOver(supervisor, id)).toBe(true);
    expect(await handsOver(elsewhere, id)).toBe(false);
    expect(await handsOver(colleague, id)).toBe(false);
  });

  it('waits for them where it is protected, though nobody else who may see it is left', async () => {
    const { id } = await openRequest(leaver, supervisor, undefined, 'protected');
    await relink.database.sql('UPDATE relink.dossiers SET assigned = ARRAY[$2::uuid] WHERE id = $1', [
      id,
      leaver.account.id,
    ]);
    await disabled(leaver);
    expect(await handsOver(supervisor, id)).toBe(true);
  });

  it('stops waiting when somebody else is in charge, and not because somebody says so', async () => {
    const { id } = await aCase();
    await disabled(leaver);
    const [task] = await relink.database.sql<{ id: string; version: number }>(
      `SELECT id, version FROM relink.tasks WHERE about = $1 AND kind = 'hand-over-case'`,
      [id],
    );
    const said = await supervisor.post(`/tasks/${task!.id}/done`, {}, task!.version);
    expect(said.body.code).toBe('tasks.ends-with-its-step');
    const path = `/tracing-requests/${id}`;
    expect((await step(supervisor, path, 'reassign', { ownerId: leaver.account.id })).body.code).toBe(
      'request.owner-unsuitable',
    );
    expect(await tasksAbout(id)).toMatchObject([{ state: 'open' }]);
    await expectStatus(200, step(supervisor, path, 'reassign', { ownerId: colleague.account.id }));
    expect(await tasksAbout(id)).toMatchObject([{ state: 'done' }]);
    expect(await handsOver(supervisor, id)).toBe(false);
  });

  it('stops waiting when the request ends', async () => {
    const { id } = await aCase();
    await disabled(leaver);
    const closing = { outcome: 'not-located', keep: { category: 'without-result' } };
    await expectStatus(200, step(supervisor, `/tracing-requests/${id}`, 'close', closing));
    expect(await tasksAbout(id)).toMatchObject([{ state: 'done' }]);
  });

  it('waits again when a merge that ended it is undone', async () => {
    const [kept, duplicate] = [await openRequest(colleague, supervisor), await aCase()];
    await disabled(leaver);
    const on = (verb: string) =>
      expectStatus(200, step(supervisor, `/tracing-requests/${kept.id}`, verb, { otherId: duplicate.id }));
    await on('mark-duplicate');
    await on('merge');
    expect(await tasksAbout(duplicate.id)).toMatchObject([{ state: 'done' }]);
    await on('undo-merge');
    expect(await tasksAbout(duplicate.id)).toMatchObject([{ state: 'done' }, { state: 'open' }]);
    expect(await tasksAbout(kept.id)).toEqual([]);
  });

  it('is left alone where it was closed before', async () => {
    const { id } = await aCase();
    const closing = { outcome: 'not-located', keep: { category: 'without-result' } };
    await expectStatus(200, step(supervisor, `/tracing-requests/${id}`, 'close', closing));
    await disabled(leaver);
    expect(await tasksAbout(id)).toEqual([]);
  });

  it('waits once, however often it is told', async () => {
    const [request, registered] = [await aCase(), await register()];
    await disabled(leaver);
    await hasLeft(leaver);
    for (const { id } of [request, registered]) expect(await tasksAbout(id)).toMatchObject([{ state: 'open' }]);
  });

  it.each([
    ['another branch', () => [relink.branches.Highlands, 'caseworker']],
    ['a role that does no casework', () => [relink.branches.Harbour, 'analyst']],
  ])('waits in its own branch when they work in %s now', async (_, now) => {
    const [request, registered] = [await aCase(), await register()];
    const [branchId, role] = now();
    await changed(leaver, 'change', { name: 'Test caseworker', role, branchId });
    for (const { id } of [request, registered])
      expect(await tasksAbout(id)).toMatchObject([{ state: 'open', branch: relink.branches.Harbour }]);
  });
});

describe('rule 22: whoever works in another branch now', () => {
  // Behind the administrator's back, so that the session stays and shows what it may see.
  const putInto = (state: string) =>
    relink.database.sql('UPDATE relink.accounts SET state = $2 WHERE id = $1', [leaver.account.id, state]);

  it('sees the cases of the former one no more, though they were assigned to them', async () => {
    const [request, registered] = [await aCase(), await register()];
    const paths = [`/tracing-requests/${request.id}`, `/registrations/${registered.id}`];
    await relink.database.sql('UPDATE relink.accounts SET branch_id = $2 WHERE id = $1', [
      leaver.account.id,
      relink.branches.Highlands,
    ]);
    for (const path of paths) await expectStatus(200, leaver.get(path));
    await hasLeft(leaver);
    for (const path of paths) await expectStatus(404, leaver.get(path));
  });

  it('goes on with protected ones where they are back before anybody else is in charge', async () => {
    const { id } = await openRequest(leaver, supervisor, undefined, 'protected');
    await putInto('disabled');
    await hasLeft(leaver);
    await putInto('active');
    await expectStatus(200, leaver.get(`/tracing-requests/${id}`));
  });
});

describe('The registration of somebody who is gone', () => {
  it('waits for the supervisors of its branch until somebody else is in charge', async () => {
    const { id } = await register();
    await disabled(leaver);
    expect(await handsOver(supervisor, id)).toBe(true);
    expect(await handsOver(elsewhere, id)).toBe(false);
    const path = `/registrations/${id}`;
    await expectStatus(200, step(supervisor, path, 'reassign', { ownerId: colleague.account.id }));
    expect((await expectStatus(200, colleague.get(path))).owner.id).toBe(colleague.account.id);
    expect(await tasksAbout(id)).toMatchObject([{ state: 'done' }]);
  });

  it('stops waiting when it is closed, and waits again when it is reopened', async () => {
    const { id } = await register();
    await disabled(leaver);
    const path = `/registrations/${id}`;
    await expectStatus(200, step(supervisor, path, 'close', { outcome: 'moved-on', reason: 'She left.' }));
    expect(await tasksAbout(id)).toMatchObject([{ state: 'done' }]);
    await expectStatus(200, step(supervisor, path, 'reopen', { reason: 'She is back.' }));
    expect(await tasksAbout(id)).toMatchObject([{ state: 'done' }, { state: 'open' }]);
  });

  it('stops waiting when another branch takes it over', async () => {
    const { id } = await register();
    await disabled(leaver);
    const path = `/registrations/${id}`;
    await expectStatus(200, step(supervisor, path, 'offer-transfer', { branchId: relink.branches.Highlands }));
    await expectStatus(200, step(elsewhere, path, 'take-over'));
    expect(await tasksAbout(id)).toMatchObject([{ state: 'done' }]);
  });

  it('is left alone where it was closed before', async () => {
    const { id } = await register();
    const why = { outcome: 'moved-on', reason: 'She left.' };
    await expectStatus(200, step(supervisor, `/registrations/${id}`, 'close', why));
    await disabled(leaver);
    expect(await tasksAbout(id)).toEqual([]);
  });
});

describe('Being in charge of a registration', () => {
  it('goes to a colleague of its branch, who sees it from then on, and to nobody else', async () => {
    const { id } = await register();
    const path = `/registrations/${id}`;
    await relink.database.sql(`UPDATE relink.dossiers SET sensitivity = 'protected' WHERE id = $1`, [id]);
    const volunteer = await relink.signIn('intake-volunteer');
    const to = (staff: Staff, by = supervisor) => step(by, path, 'reassign', { ownerId: staff.account.id });
    expect((await to(colleague, leaver)).body.code).toBe('workflow.not-yours');
    for (const unsuitable of [elsewhere, volunteer]) {
      const { status, body } = await to(unsuitable);
      expect({ status, code: body.code }).toEqual({ status: 400, code: 'request.owner-unsuitable' });
    }
    await expectStatus(404, colleague.get(path));
    const { version } = await expectStatus(200, supervisor.get(path));
    await expectStatus(412, supervisor.post(`${path}/reassign`, { ownerId: colleague.account.id }, version + 1));
    await expectStatus(200, to(colleague));
    expect(await expectStatus(200, colleague.get(path))).toMatchObject({
      owner: { id: colleague.account.id },
      version: version + 1,
    });
    const [told] = await relink.database.sql<{ details: string }>(
      `SELECT details FROM audit.entries WHERE object_id = '${id}' AND action = 'registrations.owner-changed'`,
    );
    expect(JSON.parse(told!.details)).toEqual({ owner: colleague.account.id });
  });

  it('ends with the registration', async () => {
    const { id } = await register();
    const path = `/registrations/${id}`;
    await expectStatus(200, step(supervisor, path, 'close', { outcome: 'moved-on', reason: 'She left.' }));
    const { status, body } = await step(supervisor, path, 'reassign', { ownerId: colleague.account.id });
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'workflow.not-allowed-now' });
  });
});

describe('What somebody who is gone still had to do', () => {
  async function asked(owner: Staff, dossierId: string | null): Promise<string> {
    const about = newId();
    await relink.database.sql(
      `INSERT INTO relink.tasks (id, dossier_id, kind, about, owner_id, due, state, opened_at)
       VALUES ($1, $2, 'call-back', $1, $3, $4, 'open', now())`,
      [about, dossierId, owner.account.id, dayOf(new Date())],
    );
    return about;
  }

  it('goes to whoever is put in charge, where it was only asked for after they left', async () => {
    const paths = [`/tracing-requests/${(await aCase()).id}`, `/registrations/${(await register()).id}`];
    await disabled(leaver);
    for (const path of paths) {
      const task = await asked(leaver, path.split('/')[2]!);
      await expectStatus(200, step(supervisor, path, 'reassign', { ownerId: colleague.account.id }));
      expect(await tasksAbout(task, 'call-back')).toMatchObject([{ owner: colleague.account.id }]);
    }
  });

  it('waits for the supervisors of the branch it is in, whoever is in charge there', async () => {
    const { id } = await openRequest(colleague, supervisor);
    const [theirs, others, ofNoCase] = [await asked(leaver, id), await asked(colleague, id), await asked(leaver, null)];
    await disabled(leaver);
    expect(await tasksAbout(theirs, 'call-back')).toMatchObject([
      { state: 'open', owner: null, role: 'supervisor', branch: relink.branches.Harbour },
    ]);
    expect(await tasksAbout(others, 'call-back')).toMatchObject([{ owner: colleague.account.id, role: null }]);
    expect(await tasksAbout(ofNoCase, 'call-back')).toMatchObject([{ owner: leaver.account.id, role: null }]);
  });

  it('stays as it was where it was done before', async () => {
    const { id } = await openRequest(colleague, supervisor);
    const done = await asked(leaver, id);
    await relink.database.sql(`UPDATE relink.tasks SET state = 'done' WHERE id = $1`, [done]);
    await disabled(leaver);
    expect(await tasksAbout(done, 'call-back')).toMatchObject([{ state: 'done', owner: leaver.account.id }]);
  });

  it('is kept by somebody who is there, with their cases', async () => {
    const [request, registered] = [await aCase(), await register()];
    const call = await asked(leaver, request.id);
    await hasLeft(leaver);
    for (const { id } of [request, registered]) expect(await tasksAbout(id)).toEqual([]);
    expect(await tasksAbout(call, 'call-back')).toMatchObject([{ state: 'open', owner: leaver.account.id }]);
  });

  it('is kept by a caseworker who became a supervisor of the branch', async () => {
    const { id } = await aCase();
    const branchId = relink.branches.Harbour;
    await changed(leaver, 'change', { name: 'Test caseworker', role: 'supervisor', branchId });
    expect(await tasksAbout(id)).toEqual([]);
  });
});

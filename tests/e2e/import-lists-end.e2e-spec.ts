import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock, dayOf } from '#libs/kernel';
import { Schedules } from '#libs/queues';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { checkedList, importedList, inState, sendList } from '../support/some-lists.js';
import type { Staff } from '../support/staff.js';
import { aRegistration, consent, expectStatus } from '../support/stories.js';

let relink: Deployment;
/** Goes on as clocks do; a test may be in a later day. */
class LaterClock extends Clock {
  ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.ahead);
  }
}

const clock = new LaterClock();
let caseworker: Staff;

beforeAll(async () => {
  relink = await Deployment.start({ clock });
  caseworker = await relink.signIn('caseworker');
});
afterAll(() => relink.stop());

const rowsOfReport = async (id: string) =>
  parse<Record<string, string>>(await caseworker.download(`/lists/${id}/report`), { columns: true });
const keyOf = async (id: string) =>
  relink.database.sql<{ destroyed: boolean }>(
    `SELECT wrapped IS NULL AS destroyed FROM relink.lists l JOIN vault.data_keys k ON k.subject_id = l.list_subject WHERE l.id = $1`,
    [id],
  );

describe('A run over a list that came to a standstill', () => {
  /** Its pieces are given up: nobody will take them by themselves. */
  async function givenUp(people: string, hoursAgo: number): Promise<string> {
    const { id } = await checkedList(caseworker, people);
    await relink.database.sql(
      `UPDATE relink.lists SET state = 'importing', run = run + 1, run_ended_at = NULL,
         run_began_at = now() - make_interval(hours => $2) WHERE id = $1`,
      [id, hoursAgo],
    );
    return id;
  }

  it('is gone on with, from where each way through it stopped; one that has begun just now is left to itself', async () => {
    const people = Array.from({ length: 900 }, (_, at) => `s${at},Standing Still${at}`);
    const id = await givenUp(['id,name', ...people].join('\n'), 3);
    // Of five pieces the first and the third were done before.
    await relink.database.sql(
      `UPDATE relink.list_pieces p SET run = l.run FROM relink.lists l WHERE l.id = $1 AND p.dossier_id = l.id AND p.number IN (0, 2)`,
      [id],
    );
    const young = await givenUp('id,name\n61,Just Begun\n', -1);
    clock.ahead = 3_600_000;
    await relink.workerApp.get(Schedules).begin('resume-lists');
    const done = await inState(caseworker, id, 'imported');
    expect(done.run).toMatchObject({ of: 'import', done: 900 });
    const [row] = await relink.database.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM audit.entries WHERE action = 'registrations.registered' AND details::jsonb->>'list' = $1`,
      [id],
    );
    expect(row!.count).toBe(500);
    const list = await expectStatus(200, caseworker.get(`/lists/${young}`));
    expect(list).toMatchObject({ state: 'importing', run: { done: 0 } });
    await expectStatus(200, caseworker.post(`/lists/${young}/cancel`, {}, list.version));
  });
});

describe('What is left of a list', () => {
  it('at its end is the report alone: its rows are erased with their key', async () => {
    const list = await importedList(caseworker, 'id,name\n21,Rosalind Whitfield\n');
    await eventually(async () => expect(await keyOf(list.id)).toEqual([{ destroyed: true }]));
    const pieces = await relink.database.sql('SELECT content FROM relink.list_pieces WHERE dossier_id = $1', [list.id]);
    expect(pieces).toEqual([{ content: null }]);
    expect((await rowsOfReport(list.id)).map(({ outcome }) => outcome)).toEqual(['added']);
    expect((await expectStatus(200, caseworker.get(`/lists/${list.id}`))).columns).toEqual([]);
  });

  it('can be read at every moment until then', async () => {
    for (let at = 0; at < 8; at++) {
      const { id, version } = await checkedList(caseworker, `id,name\n4${at},Nobody Missedthis${at}\n`);
      await expectStatus(200, caseworker.post(`/lists/${id}/start`, {}, version));
      let list: { state: string; columns: unknown[] };
      do list = await expectStatus(200, caseworker.get(`/lists/${id}`));
      while (list.state !== 'imported' || list.columns.length > 0);
    }
  });

  it('is the same where it was cancelled; what was registered stays', async () => {
    const { id, version } = await checkedList(caseworker, 'id,name\n22,Nadia Rahimi\n');
    await expectStatus(200, caseworker.post(`/lists/${id}/cancel`, {}, version));
    await eventually(async () => expect(await keyOf(id)).toEqual([{ destroyed: true }]));
    const again = await caseworker.get(`/lists/${id}`);
    expect(again.body).toMatchObject({ state: 'cancelled', columns: [] });
    expect(again.body.actions).toEqual([]);
  });

  it('after its time is nothing but that there was one', async () => {
    const left = await sendList(caseworker, 'id,name\n31,Left Lying\n');
    await inState(caseworker, left.id, 'recognised');
    const hanging = await sendList(caseworker, 'id,name\n33,Never Compared\n');
    await inState(caseworker, hanging.id, 'recognised');
    // Its pieces were lost: nobody will ever finish this comparison.
    await relink.database.sql(`UPDATE relink.lists SET state = 'comparing', run = run + 1 WHERE id = $1`, [hanging.id]);
    const importing = await checkedList(caseworker, 'id,name\n35,Never Imported\n');
    await relink.database.sql(`UPDATE relink.lists SET state = 'importing', run = run + 1 WHERE id = $1`, [
      importing.id,
    ]);
    const over = await sendList(caseworker, 'id,name\n34,Agreed Until Yesterday\n');
    await inState(caseworker, over.id, 'recognised');
    await relink.database.sql(`UPDATE relink.lists SET kept_until = current_date - 1 WHERE id = $1`, [over.id]);
    const done = await importedList(caseworker, 'id,name\n32,Long Ago\n');
    await relink.database.sql(
      `UPDATE relink.lists SET announced_at = announced_at - interval '31 days' WHERE id = ANY ($1)`,
      [[left.id, hanging.id, importing.id]],
    );
    await relink.database.sql(`UPDATE relink.lists SET ended_at = ended_at - interval '91 days' WHERE id = $1`, [
      done.id,
    ]);
    clock.ahead = 86_400_000;
    await relink.workerApp.get(Schedules).begin('forget-lists');
    for (const { id } of [left, hanging, importing, over]) {
      await inState(caseworker, id, 'cancelled');
      await eventually(async () => expect(await keyOf(id)).toEqual([{ destroyed: true }]));
    }
    await eventually(async () => {
      const old = await expectStatus(200, caseworker.get(`/lists/${done.id}`));
      expect(old).not.toHaveProperty('name');
      expect(old).toMatchObject({ state: 'imported' });
    });
    expect((await caseworker.get(`/lists/${done.id}/report`)).body).toMatchObject({ code: 'list.report-gone' });
  });
});

describe('The end of the day a list was agreed for', () => {
  it('is one day for all on it: nobody is reminded of them one by one, as of somebody who was asked', async () => {
    const validUntil = new Date(Date.now() + 12 * 86_400_000).toISOString().slice(0, 10);
    await importedList(caseworker, 'id,name\n71,One Ofmany\n', {}, { until: validUntil });
    const { items } = await expectStatus(200, caseworker.get('/registrations?limit=1'));
    expect(items).toMatchObject([{ person: 'One Ofmany' }]);
    const asked = { ...aRegistration(), basis: { ...consent, validUntil } };
    const { id } = await expectStatus(201, caseworker.post('/registrations', asked));
    clock.ahead += 2 * 86_400_000;
    await relink.workerApp.get(Schedules).begin('expiring-bases');
    const reminded = (dossierId: string) =>
      relink.database.sql(`SELECT kind FROM relink.tasks WHERE dossier_id = $1 AND kind = 'basis-expires'`, [
        dossierId,
      ]);
    await eventually(async () => expect(await reminded(id)).toHaveLength(1));
    expect(await reminded(items[0].id)).toEqual([]);
  });
});

describe('Whoever has a list in hands', () => {
  const day = (days: number) => dayOf(new Date(clock.now().getTime() + days * 86_400_000));
  const remindersOf = (id: string) =>
    relink.database.sql<{ state: string; due: string; owner: string | null; role: string | null }>(
      `SELECT state, due::text, owner_id AS owner, for_role AS role FROM relink.tasks WHERE about = $1 AND kind = 'list-expires'`,
      [id],
    );
  const oneRow = (id: number) => `id,name\n${id},Held Untiltheday${id}\n`;
  const forDays = (days: number) => ({ until: day(days) });

  /** Lets the day go on and everything run that is due. */
  async function onDay(days: number): Promise<void> {
    clock.ahead += days * 86_400_000;
    await relink.workerApp.get(Schedules).begin('expiring-lists');
    await eventually(async () =>
      expect(await relink.database.sql('SELECT 1 FROM relink.schedule_runs WHERE finished_at IS NULL')).toEqual([]),
    );
  }

  it('is reminded of its last day a month before, once, and whatever is started again meanwhile', async () => {
    const later = await importedList(caseworker, oneRow(81), {}, forDays(40));
    const soon = await importedList(caseworker, oneRow(82), {}, forDays(31));
    const due = day(31);
    await onDay(0);
    expect([...(await remindersOf(soon.id)), ...(await remindersOf(later.id))]).toEqual([]);
    await onDay(1);
    const mine = { owner: caseworker.account.id, role: null };
    expect(await remindersOf(soon.id)).toEqual([{ state: 'open', due, ...mine }]);
    expect(await remindersOf(later.id)).toEqual([]);
    const { items } = await expectStatus(200, caseworker.get('/work?kind=task'));
    const mineNow = items.find(
      ({ need, recordId }: { need: string; recordId: string }) => need === 'list-expires' && recordId === soon.id,
    );
    expect(mineNow).toMatchObject({ recordKind: 'list', due });
    await expectStatus(200, caseworker.post(`/tasks/${mineNow.task.id}/done`, {}, mineNow.task.version));
    await relink.stopWorker();
    await relink.startWorker();
    await onDay(0);
    await onDay(1);
    expect(await remindersOf(soon.id)).toEqual([{ state: 'done', due, ...mine }]);
  });

  it('is reminded where people were registered before the rest was left out, and of an open list, but not of one nobody rests on', async () => {
    const stopped = await importedList(caseworker, oneRow(83), {}, forDays(20));
    await relink.database.sql(`UPDATE relink.lists SET state = 'cancelled' WHERE id = $1`, [stopped.id]);
    const open = await checkedList(caseworker, oneRow(84), {}, forDays(20));
    const left = await checkedList(caseworker, oneRow(85), {}, forDays(20));
    await expectStatus(200, caseworker.post(`/lists/${left.id}/cancel`, {}, left.version));
    const again = await importedList(caseworker, oneRow(83), {}, forDays(20));
    await onDay(1);
    expect([await remindersOf(stopped.id), await remindersOf(open.id)]).toMatchObject([
      [{ state: 'open' }],
      [{ state: 'open' }],
    ]);
    expect([...(await remindersOf(left.id)), ...(await remindersOf(again.id))]).toEqual([]);
    const { version } = await expectStatus(200, caseworker.get(`/lists/${open.id}`));
    await expectStatus(200, caseworker.post(`/lists/${open.id}/cancel`, {}, version));
    await onDay(1);
    expect([await remindersOf(stopped.id), await remindersOf(open.id)]).toMatchObject([
      [{ state: 'open' }],
      [{ state: 'done' }],
    ]);
  });

  it('and has left: a supervisor of the branch is', async () => {
    const colleague = await relink.signIn('caseworker');
    const list = await importedList(colleague, oneRow(86), {}, forDays(20));
    await relink.database.sql(`UPDATE relink.accounts SET state = 'disabled' WHERE id = $1`, [colleague.account.id]);
    await onDay(1);
    expect(await remindersOf(list.id)).toMatchObject([{ state: 'open', owner: null, role: 'supervisor' }]);
  });
});

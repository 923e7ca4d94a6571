import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { expectStatus, openRequest } from '../support/stories.js';

let relink: Deployment;
let caseworker: Staff;
let supervisor: Staff;
let elsewhere: Staff;

beforeAll(async () => {
  relink = await Deployment.start();
  caseworker = await relink.signIn('caseworker');
  supervisor = await relink.signIn('supervisor');
  elsewhere = await relink.signIn('supervisor', 'Highlands');
});
afterAll(() => relink.stop());

const rowOf = async (id: string) =>
  (
    await relink.database.sql(
      `SELECT state, outcome, next_action, next_action_due::text, review_on::text, merged_into, keep_until FROM relink.tracing_requests WHERE id = $1`,
      [id],
    )
  )[0];

async function take(id: string, verb: string, body: object = {}, by = supervisor) {
  const { version } = await expectStatus(200, by.get(`/tracing-requests/${id}`));
  return by.post(`/tracing-requests/${id}/${verb}`, body, version);
}

describe('Two requests that are one', () => {
  it('are merged with nothing lost, and taken apart again exactly as they were', async () => {
    const [kept, other] = [await openRequest(caseworker, supervisor), await openRequest(caseworker, supervisor)];
    const soon = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
    await expectStatus(200, take(other.id, 'put-on-hold', { reason: 'Travelling.', until: soon }, caseworker));
    const before = await rowOf(other.id);
    const otherId = other.id;
    expect((await take(kept.id, 'merge', { otherId })).body.code).toBe('duplicate.not-marked');
    expect((await take(kept.id, 'mark-duplicate', { otherId: kept.id }, caseworker)).body.code).toBe(
      'duplicate.unsuitable',
    );
    await expectStatus(200, take(kept.id, 'mark-duplicate', { otherId, reason: 'The same sister.' }, caseworker));
    const { items } = await expectStatus(200, supervisor.get('/work'));
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'task', need: 'look-at-duplicate', recordId: kept.id }),
    );
    await expectStatus(200, take(kept.id, 'merge', { otherId }));
    expect(await rowOf(otherId)).toMatchObject({ state: 'closed', outcome: 'duplicate', merged_into: kept.id });
    const view = await expectStatus(200, caseworker.get(`/tracing-requests/${kept.id}`));
    expect(view.history.duplicates).toEqual([
      {
        id: otherId,
        reference: other.reference,
        state: 'merged',
        kept: true,
        reason: 'The same sister.',
        sought: ['Amina Warsame Jama'],
      },
    ]);
    const again = await take(otherId, 'reopen', { newElement: 'No.' });
    expect(again.body.violations.map(({ code }: { code: string }) => code)).toEqual(['not-merged']);
    await expectStatus(200, take(kept.id, 'undo-merge', { otherId }));
    expect(await rowOf(otherId)).toEqual(before);
  });
});

describe('A case between branches', () => {
  it('goes over when a supervisor there takes it, who alone sees it before', async () => {
    const { id } = await openRequest(caseworker, supervisor, undefined, 'protected');
    const stranger = await relink.signIn('caseworker', 'Highlands');
    const branchId = elsewhere.account.branchId;
    expect((await elsewhere.get(`/tracing-requests/${id}`)).status).toBe(404);
    expect((await take(id, 'offer-transfer', { branchId: supervisor.account.branchId })).body.code).toBe(
      'transfer.unsuitable',
    );
    await expectStatus(200, take(id, 'offer-transfer', { branchId, reason: 'They moved.' }));
    expect((await take(id, 'offer-transfer', { branchId })).body.code).toBe('transfer.open');
    expect((await take(id, 'accept-transfer')).body.code).toBe('transfer.not-open');
    expect((await stranger.get(`/tracing-requests/${id}`)).status).toBe(404);
    await expectStatus(200, take(id, 'accept-transfer', { ownerId: stranger.account.id }, elsewhere));
    expect(await expectStatus(200, stranger.get(`/tracing-requests/${id}`))).toMatchObject({
      branch: { id: branchId },
      owner: { id: stranger.account.id },
      nextAction: { code: 'first-look' },
    });
    expect((await caseworker.get(`/tracing-requests/${id}`)).status).toBe(404);
    expect((await supervisor.get(`/tracing-requests/${id}`)).status).toBe(404);
  });

  it('stays where it is after a no, and is not seen there any more', async () => {
    const { id } = await openRequest(caseworker, supervisor, undefined, 'restricted');
    await expectStatus(200, take(id, 'offer-transfer', { branchId: elsewhere.account.branchId }));
    await expectStatus(200, take(id, 'decline-transfer', { words: 'Not ours.' }, elsewhere));
    await eventually(async () => expect((await elsewhere.get(`/tracing-requests/${id}`)).status).toBe(404));
    expect((await supervisor.get(`/tracing-requests/${id}`)).status).toBe(200);
  });

  it.each(['open', 'restricted', 'protected'])(
    'that is %s stays where it is where the first branch takes the offer back, and nobody there sees it from then on',
    async (sensitivity) => {
      const { id } = await openRequest(caseworker, supervisor, undefined, sensitivity);
      await expectStatus(200, take(id, 'offer-transfer', { branchId: elsewhere.account.branchId, reason: 'Moved.' }));
      expect((await elsewhere.get(`/tracing-requests/${id}`)).status).toBe(200);
      expect((await take(id, 'take-back-transfer', {}, elsewhere)).body.code).toBe('transfer.not-open');
      await expectStatus(200, take(id, 'take-back-transfer', { words: 'They are back.' }));
      expect((await elsewhere.get(`/tracing-requests/${id}`)).status).toBe(404);
      expect((await supervisor.get(`/tracing-requests/${id}`)).status).toBe(200);
      expect((await take(id, 'take-back-transfer')).body.code).toBe('transfer.not-open');
      const tasks = `SELECT state FROM relink.tasks WHERE kind = 'take-over-transfer' AND dossier_id = $1`;
      expect(await relink.database.sql(tasks, [id])).toEqual([{ state: 'done' }]);
    },
  );

  it('changes its branch in no other way, not even past the application', async () => {
    const { id } = await openRequest(caseworker, supervisor);
    await expectStatus(200, take(id, 'share', { branchId: elsewhere.account.branchId }));
    await expect(
      relink.database.sql(
        `SELECT set_config('relink.kind', 'staff', false), set_config('relink.role', 'supervisor', false),
                set_config('relink.account', '${elsewhere.account.id}', false), set_config('relink.branch', '${elsewhere.account.branchId}', false);
         UPDATE relink.dossiers SET branch_id = '${elsewhere.account.branchId}' WHERE id = '${id}'`,
      ),
    ).rejects.toThrow('by a transfer only');
  });

  it('is shared with another branch and shared no more', async () => {
    const { id } = await openRequest(caseworker, supervisor);
    const branchId = elsewhere.account.branchId;
    await expectStatus(200, take(id, 'share', { branchId }));
    expect((await elsewhere.get(`/tracing-requests/${id}`)).status).toBe(200);
    expect((await take(id, 'end-sharing', { branchId }, elsewhere)).status).toBe(403);
    await expectStatus(200, take(id, 'end-sharing', { branchId }));
    expect((await elsewhere.get(`/tracing-requests/${id}`)).status).toBe(404);
  });
});

describe('Work that is overdue', () => {
  it('rises from its owner to the supervisor of the branch', async () => {
    const { id } = await openRequest(caseworker, supervisor);
    const ofThis = async (by: Staff) =>
      (await expectStatus(200, by.get('/work'))).items.filter(
        ({ recordId, kind }: { recordId: string; kind: string }) => recordId === id && kind === 'search',
      );
    expect(await ofThis(caseworker)).toEqual([expect.objectContaining({ late: false, risen: false })]);
    expect(await ofThis(supervisor)).toEqual([]);
    await relink.database.sql('UPDATE relink.tracing_requests SET next_action_due = current_date - 2 WHERE id = $1', [
      id,
    ]);
    expect(await ofThis(caseworker)).toEqual([expect.objectContaining({ late: true, risen: false })]);
    expect(await ofThis(supervisor)).toEqual([expect.objectContaining({ late: true, risen: true })]);
    expect(await ofThis(elsewhere)).toEqual([]);
  });
});

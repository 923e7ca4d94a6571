import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { lockByName, UnitOfWork } from '#libs/database';
import { daysAfter, systemActor } from '#libs/kernel';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { confirm, onlyMatchOf, tell, told, untilQuiet } from '../support/matching.js';
import type { Staff } from '../support/staff.js';
import { accountStep, anInterview, aRegistration, expectStatus, openRequest, step } from '../support/stories.js';

/** A person and her mother for each review, or one search would find the people of the others too. */
const PEOPLE: [string, string][] = [
  ['Sagal Roble Guled', 'Ubah Diriye'],
  ['Mariam Tesfaye Bekele', 'Almaz Wolde'],
  ['Parwana Nazari Karimi', 'Shirin Ahmadi'],
  ['Olena Kovalenko Bondar', 'Iryna Shevchuk'],
  ['Beatriz Quintero Salazar', 'Lucía Montoya'],
  ['Thandar Hlaing Myint', 'Khin Su Wai'],
];

let relink: Deployment;
let administrator: Staff;
let supervisor: Staff;
let colleague: Staff;
let elsewhere: Staff;
let stranger: Staff;
/** Somebody new for each scenario, who leaves in it. */
let leaver: Staff;

beforeAll(async () => {
  relink = await Deployment.start();
  [administrator, supervisor, colleague] = [
    await relink.signIn('administrator'),
    await relink.signIn('supervisor'),
    await relink.signIn('caseworker'),
  ];
  [elsewhere, stranger] = [
    await relink.signIn('supervisor', 'Highlands'),
    await relink.signIn('caseworker', 'Highlands'),
  ];
});
afterAll(() => relink.stop());
beforeEach(async () => {
  leaver = await relink.signIn('caseworker');
});

async function done(by: Staff, path: string, verb: string, body: object = {}): Promise<void> {
  await expectStatus(200, step(by, path, verb, body));
  await untilQuiet(relink.database);
}

async function disabled(staff: Staff): Promise<void> {
  await accountStep(administrator, staff, 'disable');
  await untilQuiet(relink.database);
}

describe('rule 14: a search that is still to be done', () => {
  async function planned(by: Staff, id: string, ownerId?: string): Promise<string> {
    const path = `/tracing-requests/${id}`;
    const { interview, version } = await expectStatus(200, by.get(path));
    const body = {
      soughtId: interview.soughtPersons[0].id,
      kind: 'field-visit',
      due: daysAfter(new Date(), 5),
      ...(ownerId && { ownerId }),
    };
    return (await expectStatus(200, by.post(`${path}/search-actions`, body, version))).id;
  }

  async function ownerOf(searchId: string): Promise<string> {
    const [row] = await relink.database.sql<{ owner: string }>(
      'SELECT owner_id AS owner FROM relink.search_actions WHERE id = $1',
      [searchId],
    );
    return row!.owner;
  }

  const has = async (staff: Staff, searchId: string) => {
    const { items } = await expectStatus(200, staff.get('/work?kind=search-action'));
    return (items as { aboutId: string }[]).some(({ aboutId }) => aboutId === searchId);
  };

  it('falls to whoever is in charge of the case when the one who was to do it is gone', async () => {
    const { id } = await openRequest(colleague, supervisor);
    const [theirs, others] = [await planned(colleague, id, leaver.account.id), await planned(colleague, id)];
    expect(await has(colleague, theirs)).toBe(false);
    await disabled(leaver);
    expect(await has(colleague, theirs)).toBe(true);
    expect(await ownerOf(others)).toBe(colleague.account.id);
  });

  it('waits with a case of their own, and goes with it to whoever is put in charge', async () => {
    const { id } = await openRequest(leaver, supervisor);
    const search = await planned(leaver, id);
    await disabled(leaver);
    expect(await ownerOf(search)).toBe(leaver.account.id);
    await done(supervisor, `/tracing-requests/${id}`, 'reassign', { ownerId: colleague.account.id });
    expect(await has(colleague, search)).toBe(true);
  });

  it('stays with whoever can go on with it, though the case is somebody else’s now', async () => {
    const { id } = await openRequest(leaver, supervisor);
    const search = await planned(leaver, id);
    await done(supervisor, `/tracing-requests/${id}`, 'reassign', { ownerId: colleague.account.id });
    expect(await ownerOf(search)).toBe(leaver.account.id);
  });

  it('stays as it was where it is over', async () => {
    const { id } = await openRequest(colleague, supervisor);
    const search = await planned(colleague, id, leaver.account.id);
    await expectStatus(200, leaver.post(`/search-actions/${search}/abandon`, { reason: 'The camp is closed.' }, 1));
    await disabled(leaver);
    expect(await ownerOf(search)).toBe(leaver.account.id);
  });

  it('goes over with a case that another branch takes on', async () => {
    const { id } = await openRequest(colleague, supervisor);
    const search = await planned(leaver, id);
    const path = `/tracing-requests/${id}`;
    await done(supervisor, path, 'offer-transfer', { branchId: relink.branches.Highlands });
    await done(elsewhere, path, 'accept-transfer', { ownerId: stranger.account.id });
    expect(await has(stranger, search)).toBe(true);
  });

  it('comes back when the case is shared no more with the branch that was to do it', async () => {
    const { id } = await openRequest(colleague, supervisor);
    const [path, sharing] = [`/tracing-requests/${id}`, { branchId: relink.branches.Highlands }];
    await done(supervisor, path, 'share', sharing);
    const search = await planned(stranger, id);
    await done(supervisor, path, 'end-sharing', sharing);
    expect(await has(colleague, search)).toBe(true);
  });

  it('falls to whoever is in charge when a protected case is seen no more by the one who was to do it', async () => {
    const { id } = await openRequest(colleague, supervisor);
    const search = await planned(leaver, id);
    await done(colleague, `/tracing-requests/${id}`, 'change-sensitivity', { sensitivity: 'protected' });
    expect((await leaver.get(`/tracing-requests/${id}`)).status).toBe(404);
    expect(await has(colleague, search)).toBe(true);
  });
});

function personCalled([name, mother]: [string, string]) {
  return {
    names: [{ text: name, kind: 'legal' }],
    birth: { year: 2001, month: 3, day: 9 },
    sex: 'female',
    relatives: [{ kind: 'mother', names: [{ text: mother, kind: 'legal' }] }],
  };
}

function interviewAbout(names: [string, string]) {
  const interview = anInterview();
  Object.assign(interview.soughtPersons[0]!, { person: personCalled(names) });
  return interview;
}

const registrationOf = (names: [string, string]) => ({ ...aRegistration(), person: personCalled(names) });

describe('A review that was begun', () => {
  let match: { id: string; version: number };
  let request: { id: string };
  let registration: { id: string };

  const now = () => onlyMatchOf(supervisor, request.id);
  const take = async (by: Staff) => expectStatus(200, step(by, `/potential-matches/${match.id}`, 'take'));

  beforeEach(async () => {
    const names = PEOPLE.shift()!;
    request = await openRequest(leaver, supervisor, interviewAbout(names));
    registration = await expectStatus(201, colleague.post('/registrations', registrationOf(names)));
    await untilQuiet(relink.database);
    match = await now();
  });

  it('can be taken by somebody else when its reviewer is gone, with what was asked for', async () => {
    await take(leaver);
    const path = `/potential-matches/${match.id}`;
    await done(leaver, path, 'ask-for-evidence', { what: 'A photo of the scar.', from: 'Her sister' });
    expect((await step(colleague, path, 'take')).status).toBe(409);
    await disabled(leaver);
    expect(await now()).toMatchObject({
      state: 'proposed',
      reviews: [],
      askedFor: { what: 'A photo of the scar.', from: 'Her sister' },
    });
    const { items } = await expectStatus(200, colleague.get('/work?kind=match-review'));
    expect(items).toContainEqual(expect.objectContaining({ aboutId: match.id }));
    await take(colleague);
    expect(await now()).toMatchObject({ state: 'in-review' });
    const [noted] = await relink.database.sql<{ details: string }>(
      `SELECT details FROM audit.entries WHERE object_id = $1 AND action = 'matching.review-released'`,
      [registration.id],
    );
    expect(JSON.parse(noted!.details)).toEqual({ match: match.id, state: 'proposed' });
  });

  it('is nobody’s to put down by hand', async () => {
    await take(leaver);
    const { actions } = await expectStatus(200, leaver.get(`/potential-matches/${match.id}`));
    expect((actions as { action: string }[]).map(({ action }) => action)).not.toContain('release');
  });

  it('is kept by a reviewer who is there', async () => {
    await take(leaver);
    await tell(relink.database, 'account.left', { accountId: leaver.account.id });
    await tell(relink.database, 'cases.sharing-ended', { requestId: request.id });
    expect(await now()).toMatchObject({ state: 'in-review' });
    expect(
      (await told(relink.database, 'matching.review-released')).filter(({ matchId }) => matchId === match.id),
    ).toEqual([]);
  });

  it('can be taken anew where it was reopened after its reviewer had left', async () => {
    await confirm(leaver, colleague, match);
    await disabled(leaver);
    expect(await now()).toMatchObject({ state: 'confirmed' });
    await done(supervisor, `/potential-matches/${match.id}`, 'reopen', { reason: 'Another mother.' });
    expect(await now()).toMatchObject({ state: 'proposed' });
    await take(colleague);
  });

  it('can be taken by somebody else when a side is protected that its reviewer does not see', async () => {
    await take(leaver);
    await relink.database.sql(`UPDATE relink.dossiers SET sensitivity = 'protected' WHERE id = $1`, [registration.id]);
    await tell(relink.database, 'registrations.registration-changed', { registrationId: registration.id });
    expect(await now()).toMatchObject({ state: 'proposed' });
  });

  it('goes to a caseworker of one of the two sides, who sees that side from then on, and to nobody else', async () => {
    await relink.database.sql(`UPDATE relink.dossiers SET sensitivity = 'protected' WHERE id = ANY ($1)`, [
      [request.id, registration.id],
    ]);
    await relink.database.sql('UPDATE relink.potential_matches SET needs_both = true WHERE id = $1', [match.id]);
    await relink.database.sql(
      `UPDATE relink.dossiers SET assigned = assigned || $2::uuid WHERE id = $1 AND NOT $2 = ANY (assigned)`,
      [registration.id, leaver.account.id],
    );
    await take(leaver);
    const to = (staff: Staff) =>
      step(supervisor, `/potential-matches/${match.id}`, 'reassign', { reviewerId: staff.account.id });
    for (const unsuitable of [stranger, supervisor, administrator])
      expect(await to(unsuitable)).toMatchObject({
        status: 409,
        body: { violations: [{ code: 'new-reviewer-named' }] },
      });
    await expectStatus(200, to(colleague));
    await expectStatus(200, colleague.get(`/potential-matches/${match.id}`));
    await expectStatus(200, colleague.get(`/tracing-requests/${request.id}`));
  });
});

describe('rule 22: a branch that a case is shared with no more', () => {
  it('sees it no more, nor does whoever was assigned to it there meanwhile', async () => {
    const sharing = { branchId: relink.branches.Highlands };
    const [request, registered] = [
      await openRequest(colleague, supervisor),
      await expectStatus(201, colleague.post('/registrations', aRegistration())),
    ];
    for (const [path, id] of [
      [`/tracing-requests/${request.id}`, request.id],
      [`/registrations/${registered.id}`, registered.id],
    ] as const) {
      await done(supervisor, path, 'share', sharing);
      await relink.database.sql('UPDATE relink.dossiers SET assigned = assigned || $2::uuid WHERE id = $1', [
        id,
        stranger.account.id,
      ]);
      await expectStatus(200, stranger.get(path));
      await done(supervisor, path, 'end-sharing', sharing);
      expect((await stranger.get(path)).status).toBe(404);
      await expectStatus(200, colleague.get(path));
    }
  });

  it('goes on seeing what is offered to it at the same time', async () => {
    const { id } = await openRequest(colleague, supervisor);
    const [path, there] = [`/tracing-requests/${id}`, { branchId: relink.branches.Highlands }];
    await done(supervisor, path, 'share', there);
    await done(supervisor, path, 'offer-transfer', there);
    await done(supervisor, path, 'end-sharing', there);
    expect((await stranger.get(path)).status).toBe(404);
    await done(elsewhere, path, 'accept-transfer');
  });
});

it('Nobody is put in charge while they are leaving', async () => {
  const { id } = await openRequest(colleague, supervisor);
  const [reassigned, gone] = await relink.workerApp.get(UnitOfWork).run(systemActor('test'), async (tx) => {
    await lockByName(tx.sql, 'accounts');
    const both = [
      step(supervisor, `/tracing-requests/${id}`, 'reassign', { ownerId: leaver.account.id }),
      disabled(leaver),
    ] as const;
    await eventually(async () => {
      const waiting = await relink.database.sql(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
      expect(waiting).toHaveLength(2);
    });
    return both;
  });
  const { status } = await reassigned;
  await gone;
  const waits = await relink.database.sql(
    `SELECT 1 FROM relink.tasks WHERE about = $1 AND kind = 'hand-over-case' AND state = 'open'`,
    [id],
  );
  // Either they were gone first, or they were in charge first and somebody else is looked for.
  expect([status, waits.length]).toEqual(status === 200 ? [200, 1] : [400, 0]);
});

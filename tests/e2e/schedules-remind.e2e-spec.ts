import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { dayOf, daysAfter } from '#libs/kernel';
import { Schedules } from '#libs/queues';
import { eventually, SettableClock } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { issueCard } from '../support/family.js';
import type { Staff } from '../support/staff.js';
import { aRegistration, consent, expectStatus, openRequest } from '../support/stories.js';

let relink: Deployment;
let clock: SettableClock;
let caseworker: Staff;
let supervisor: Staff;

beforeAll(async () => {
  clock = new SettableClock();
  relink = await Deployment.start({ clock });
  [caseworker, supervisor] = [await relink.signIn('caseworker'), await relink.signIn('supervisor')];
});
afterAll(() => relink.stop());
// No schedule has run on this day yet.
beforeEach(() => clock.advance({ days: 1 }));

/** Lets the schedule run for the day the clock stands at. */
async function run(name: string): Promise<void> {
  expect(await relink.workerApp.get(Schedules).begin(name)).toBe(true);
  await eventually(async () => {
    const running = await relink.database.sql('SELECT 1 FROM relink.schedule_runs WHERE finished_at IS NULL');
    expect(running).toEqual([]);
  });
}

interface Reminded {
  kind: string;
  state: string;
  due: string;
  owner: string | null;
  role: string | null;
  branch: string | null;
}

function remindersOf(about: string): Promise<Reminded[]> {
  return relink.database.sql<Reminded>(
    `SELECT kind, state, due::text, owner_id AS owner, for_role AS role, branch_id AS branch FROM relink.tasks WHERE about = $1 ORDER BY due, opened_at`,
    [about],
  );
}

/** An open request that was begun today, by the clock of the test; its enquirer can be reached for 180 days. */
async function aRequest(columns: string, ...values: unknown[]): Promise<string> {
  const { id } = await openRequest(caseworker, supervisor);
  await relink.database.sql(
    `UPDATE relink.tracing_requests SET opened_at = $1, contact_fresh_until = $3 WHERE id = $2`,
    [clock.now(), id, daysAfter(clock.now(), 180)],
  );
  await relink.database.sql(`UPDATE relink.tracing_requests SET ${columns} WHERE id = $1`, [id, ...values]);
  return id;
}

const today = () => dayOf(clock.now());
const ownerTask = () => ({ owner: caseworker.account.id, role: null, branch: null });
const supervisorTask = () => ({ owner: null, role: 'supervisor', branch: caseworker.account.branchId });

describe('rule 14: every open case has a next action with a date; overdue ones rise to the supervisor', () => {
  it('once for each day missed, until the action is taken', async () => {
    const due = today();
    const id = await aRequest('next_action_due = $2', due);
    const inTime = await aRequest('next_action_due = $2', daysAfter(clock.now(), 30));
    clock.advance({ days: 1 });
    await run('overdue-requests');
    expect(await remindersOf(id)).toEqual([{ kind: 'overdue-request', state: 'open', due, ...supervisorTask() }]);
    expect(await remindersOf(inTime)).toEqual([]);

    // Seen, and not asked again for the same day.
    await relink.database.sql(`UPDATE relink.tasks SET state = 'done' WHERE about = $1`, [id]);
    clock.advance({ days: 1 });
    await run('overdue-requests');
    expect(await remindersOf(id)).toHaveLength(1);

    // A new day is set and missed as well; then the action is taken, and the task ends by itself.
    const second = today();
    await relink.database.sql('UPDATE relink.tracing_requests SET next_action_due = $2 WHERE id = $1', [id, second]);
    clock.advance({ days: 1 });
    await run('overdue-requests');
    expect(await remindersOf(id)).toMatchObject([
      { due, state: 'done' },
      { due: second, state: 'open' },
    ]);
    await relink.database.sql('UPDATE relink.tracing_requests SET next_action_due = $2 WHERE id = $1', [
      id,
      daysAfter(clock.now(), 7),
    ]);
    clock.advance({ days: 1 });
    await run('overdue-requests');
    expect(await remindersOf(id)).toMatchObject([{ state: 'done' }, { due: second, state: 'done' }]);
  });

  it('but a case that has ended asks for nothing', async () => {
    const id = await aRequest(`state = 'closed', next_action_due = $2, review_on = $2`, today());
    clock.advance({ days: 1 });
    for (const name of ['overdue-requests', 'reviews-due', 'contact-freshness']) await run(name);
    expect(await remindersOf(id)).toEqual([]);
  });

  it('reminds the owner of a hold that ends and of a review that is due', async () => {
    const day = daysAfter(clock.now(), 1);
    const held = await aRequest(`state = 'on-hold', next_action_due = $2`, day);
    const reviewed = await aRequest('review_on = $2, next_action_due = $3', day, daysAfter(clock.now(), 90));
    await run('holds-that-end');
    await run('reviews-due');
    expect([...(await remindersOf(held)), ...(await remindersOf(reviewed))]).toEqual([]);
    clock.advance({ days: 1 });
    await run('holds-that-end');
    await run('reviews-due');
    expect(await remindersOf(held)).toEqual([{ kind: 'hold-ended', state: 'open', due: day, ...ownerTask() }]);
    expect(await remindersOf(reviewed)).toEqual([{ kind: 'review-request', state: 'open', due: day, ...ownerTask() }]);
  });
});

describe('rule 15: losing the enquirer is the commonest failure', () => {
  it('asks the owner to confirm the contact after 180 days, and again 180 days after that was done', async () => {
    const id = await aRequest('next_action_due = $2, review_on = $2', daysAfter(clock.now(), 2_000));
    clock.advance({ days: 179 });
    await run('contact-freshness');
    expect(await remindersOf(id)).toEqual([]);
    clock.advance({ days: 1 });
    await run('contact-freshness');
    const due = daysAfter(clock.now(), 14);
    expect(await remindersOf(id)).toEqual([{ kind: 'confirm-enquirer-reachable', state: 'open', due, ...ownerTask() }]);
    await relink.database.sql(`UPDATE relink.tasks SET state = 'done', done_at = $2 WHERE about = $1`, [
      id,
      clock.now(),
    ]);
    clock.advance({ days: 179 });
    await run('contact-freshness');
    expect(await remindersOf(id)).toHaveLength(1);
    clock.advance({ days: 1 });
    await run('contact-freshness');
    expect(await remindersOf(id)).toMatchObject([{ state: 'done' }, { state: 'open' }]);
  });

  it('counts from when the enquirer was last reached, whatever it was about', async () => {
    const id = await aRequest('next_action_due = $2, review_on = $2', daysAfter(clock.now(), 2_000));
    clock.advance({ days: 100 });
    await relink.database.sql('UPDATE relink.tracing_requests SET contact_fresh_until = $2 WHERE id = $1', [
      id,
      daysAfter(clock.now(), 180),
    ]);
    clock.advance({ days: 179 });
    await run('contact-freshness');
    expect(await remindersOf(id)).toEqual([]);
    clock.advance({ days: 1 });
    await run('contact-freshness');
    expect(await remindersOf(id)).toMatchObject([{ state: 'open', due: daysAfter(clock.now(), 14) }]);
  });

  it('has the supervisor decide on a lost enquirer when the time set for it is over', async () => {
    const day = daysAfter(clock.now(), 90);
    const id = await aRequest(`state = 'enquirer-unreachable', next_action_due = $2`, day);
    clock.advance({ days: 89 });
    await run('lost-enquirers');
    expect(await remindersOf(id)).toEqual([]);
    clock.advance({ days: 1 });
    await run('lost-enquirers');
    expect(await remindersOf(id)).toEqual([
      { kind: 'decide-on-lost-enquirer', state: 'open', due: day, ...supervisorTask() },
    ]);
  });
});

describe('What expires', () => {
  it('is announced: a basis 30 days before, unless a newer version of it lasts longer', async () => {
    const until = (days: number) => daysAfter(clock.now(), days);
    const bases = async (validUntil: string) => {
      const registration = { ...aRegistration(), basis: { ...consent, validUntil } };
      const { id } = await expectStatus(201, caseworker.post('/registrations', registration));
      const [row] = await relink.database.sql<{ id: string }>('SELECT id FROM relink.bases WHERE dossier_id = $1', [
        id,
      ]);
      return row!.id;
    };
    const [soon, later, renewed] = [await bases(until(29)), await bases(until(40)), await bases(until(29))];
    await relink.database.sql(
      `INSERT INTO relink.bases (id, basis_version, dossier_id, person_id, legal_basis, purposes, given_by, how, valid_from, valid_until, details, recorded_at)
       SELECT id, 2, dossier_id, person_id, legal_basis, purposes, given_by, how, valid_from, $2, details, recorded_at FROM relink.bases WHERE id = $1`,
      [renewed, until(400)],
    );
    clock.advance({ days: 1 });
    await run('expiring-bases');
    expect(await remindersOf(soon)).toEqual([
      {
        kind: 'basis-expires',
        state: 'open',
        due: daysAfter(clock.now(), 28),
        owner: null,
        role: 'caseworker',
        branch: caseworker.account.branchId,
      },
    ]);
    expect([...(await remindersOf(later)), ...(await remindersOf(renewed))]).toEqual([]);
    clock.advance({ days: 12 });
    await run('expiring-bases');
    expect(await remindersOf(later)).toMatchObject([{ kind: 'basis-expires', state: 'open' }]);
  });

  it('is announced: the card of a family 30 days before, unless they have one that lasts longer', async () => {
    const until = (days: number) => daysAfter(clock.now(), days);
    const open = await aRequest('review_on = $2', until(900));
    const renewed = await aRequest('review_on = $2', until(900));
    const ended = await aRequest('review_on = $2', until(900));
    const cardUntil = async (id: string, days: number) => {
      const card = await issueCard(caseworker, id);
      await relink.database.sql('UPDATE relink.family_cards SET expires_on = $2 WHERE id = $1', [card.id, until(days)]);
      return card.id;
    };
    const cards = [await cardUntil(open, 31), await cardUntil(renewed, 31), await cardUntil(ended, 31)] as const;
    await cardUntil(renewed, 700);
    await relink.database.sql(`UPDATE relink.tracing_requests SET state = 'closed' WHERE id = $1`, [ended]);
    const due = until(31);
    await run('expiring-cards');
    expect(await remindersOf(cards[0])).toEqual([]);
    clock.advance({ days: 1 });
    await run('expiring-cards');
    expect(await remindersOf(cards[0])).toEqual([{ kind: 'card-expires', state: 'open', due, ...ownerTask() }]);
    expect([...(await remindersOf(cards[1])), ...(await remindersOf(cards[2]))]).toEqual([]);
    // A new card is given: the task ends by itself.
    await cardUntil(open, 730);
    clock.advance({ days: 1 });
    await run('expiring-cards');
    expect(await remindersOf(cards[0])).toMatchObject([{ state: 'done' }]);
  });

  it('is announced: a "safe and well" notice two weeks before its 90 days are over', async () => {
    const { id } = await expectStatus(
      201,
      caseworker.post('/registrations', { ...aRegistration(), kind: 'safe-and-well' }),
    );
    const due = daysAfter(clock.now(), 90);
    await relink.database.sql('UPDATE relink.registrations SET holds_until = $2 WHERE id = $1', [id, due]);
    clock.advance({ days: 75 });
    await run('expiring-notices');
    expect(await remindersOf(id)).toEqual([]);
    clock.advance({ days: 1 });
    await run('expiring-notices');
    expect(await remindersOf(id)).toEqual([{ kind: 'notice-expires', state: 'open', due, ...ownerTask() }]);
  });
});

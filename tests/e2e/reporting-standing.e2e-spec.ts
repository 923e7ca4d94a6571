import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '#libs/database';
import { systemActor } from '#libs/kernel';
import { Schedules } from '#libs/queues';
import { eventually, SettableClock } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { seedPartners } from '../support/seeded-partners.js';
import type { Staff } from '../support/staff.js';
import { anInterview, expectStatus, openRequest } from '../support/stories.js';

let relink: Deployment;
let clock: SettableClock;
let caseworker: Staff;
let supervisor: Staff;
let analyst: Staff;
const lastYear = new Date().getUTCFullYear() - 1;

beforeAll(async () => {
  clock = new SettableClock();
  relink = await Deployment.start({ clock });
  caseworker = await relink.signIn('caseworker');
  supervisor = await relink.signIn('supervisor');
  analyst = await relink.signIn('analyst');
});
afterAll(() => relink.stop());

async function run(name: string): Promise<void> {
  expect(await relink.workerApp.get(Schedules).begin(name)).toBe(true);
  await eventually(async () =>
    expect(await relink.database.sql('SELECT 1 FROM relink.schedule_runs WHERE finished_at IS NULL')).toEqual([]),
  );
}

/** What is kept of a figure of the quarter, noughts left out. */
function kept(indicator: string, year: number, quarter: number) {
  return relink.database.sql<{ of: string; count: number }>(
    `SELECT of, sum(count)::int AS count FROM relink.report_counts WHERE indicator = $1 AND year = $2 AND quarter = $3
     GROUP BY of HAVING sum(count) > 0 ORDER BY of`,
    [indicator, year, quarter],
  );
}

const report = async () => expectStatus(200, analyst.get(`/reports?year=${lastYear}`));

describe('How many requests stand open', () => {
  it('is counted once when a quarter is over, and shown to the nearest ten', async () => {
    for (let request = 0; request < 7; request++) await openRequest(caseworker, supervisor);
    // One that nobody has decided on yet is not open, and one that ended is not open any more.
    await expectStatus(201, caseworker.post('/tracing-requests', { interview: anInterview() }));
    const ended = await openRequest(caseworker, supervisor);
    await relink.database.sql(`UPDATE relink.tracing_requests SET state = 'closed' WHERE id = $1`, [ended.id]);

    const year = clock.now().getUTCFullYear();
    const quarter = Math.floor(clock.now().getUTCMonth() / 3) + 1;
    clock.set(new Date(Date.UTC(quarter === 4 ? year + 1 : year, (quarter * 3) % 12, 2, 3)));
    await run('count-open-requests');
    expect(await kept('requests-open', year, quarter)).toEqual([{ of: '', count: 7 }]);

    // What is opened afterwards stood not open then, whatever is run again and whatever is started again.
    await openRequest(caseworker, supervisor);
    clock.advance({ days: 1 });
    await relink.stopWorker();
    await relink.startWorker();
    await eventually(async () => {
      const begun = await relink.workerApp.get(Schedules).begin('count-open-requests');
      expect(begun).toBe(false);
    });
    clock.advance({ days: 1 });
    await run('count-open-requests');
    expect(await kept('requests-open', year, quarter)).toEqual([{ of: '', count: 7 }]);

    await relink.database.sql(
      `UPDATE relink.report_counts SET year = $1, quarter = 3 WHERE indicator = 'requests-open' AND year = $2 AND quarter = $3`,
      [lastYear, year, quarter],
    );
    const { figures } = await report();
    const open = figures.filter(({ indicator }: { indicator: string }) => indicator === 'requests-open');
    expect(open).toContainEqual({ indicator: 'requests-open', quarter: 3, branch: 'HAR', count: 10, hidden: false });
    expect(open.filter((line: object) => !('quarter' in line))).toEqual([]);
  });
});

describe('Recalls that partners answer', () => {
  it('are in time or late, each once, and rise to the steward when they are not certified by then', async () => {
    const { id: proposer } = await relink.addAccount('steward');
    const { id: approver } = await relink.addAccount('administrator');
    const { paired } = await seedPartners(relink, { proposer, approver });
    const { id: dossierId } = await openRequest(caseworker, supervisor);
    const recall = async (due: Date) => {
      const [row] = await relink.database.sql<{ id: string }>(
        `WITH sent AS (
           INSERT INTO relink.disclosures (id, dossier_id, person_id, partner_id, case_handle, message_id, purpose, fields, sensitivity, expires_at, permit_id, state, prepared_by, approved_by, prepared_at)
           SELECT gen_random_uuid(), $1, gen_random_uuid(), $2, '', gen_random_uuid(), 'share-with-partner', '{names}', 'open', now(), gen_random_uuid(), 'recalled', $3, $4, now()
           RETURNING id)
         INSERT INTO relink.recalls (id, dossier_id, disclosure_id, cause, state, ordered_at, due_at)
         SELECT gen_random_uuid(), $1, id, 'objection', 'ordered', $5, $6 FROM sent RETURNING id`,
        [dossierId, paired, proposer, approver, clock.now(), due],
      );
      return row!.id;
    };
    const certify = async (recallId: string) => {
      await relink.database.sql(`UPDATE relink.recalls SET state = 'certified', certified_at = $2 WHERE id = $1`, [
        recallId,
        clock.now(),
      ]);
      await relink.workerApp.get(UnitOfWork).run(systemActor('test'), (tx) => {
        tx.outbox.emit('recalls.certified', { recallId, dossierId });
        return Promise.resolve();
      });
    };
    const [inTime, late] = [
      await recall(new Date(clock.now().getTime() + 72 * 3_600_000)),
      await recall(new Date(clock.now().getTime() + 3_600_000)),
    ];
    const { year, quarter } = {
      year: clock.now().getUTCFullYear(),
      quarter: Math.floor(clock.now().getUTCMonth() / 3) + 1,
    };
    const figures = () => kept('recalls-confirmed', year, quarter);
    await certify(inTime);
    await eventually(async () => expect(await figures()).toEqual([{ of: 'in-time', count: 1 }]));

    clock.advance({ hours: 2 });
    await run('overdue-recalls');
    const both = [
      { of: 'in-time', count: 1 },
      { of: 'late', count: 1 },
    ];
    await eventually(async () => expect(await figures()).toEqual(both));
    const tasks = await relink.database.sql(
      `SELECT about, for_role FROM relink.tasks WHERE kind = 'deletion-overdue' AND state = 'open'`,
    );
    expect(tasks).toEqual([{ about: late, for_role: 'steward' }]);

    // Certified after all: it was late, and is not counted again. What comes after it shows that it was looked at.
    await certify(late);
    const third = await recall(new Date(clock.now().getTime() + 3_600_000));
    await certify(third);
    await eventually(async () => expect(await figures()).toEqual([{ of: 'in-time', count: 2 }, both[1]]));
  });

  it('and matches that held are told as shares where nothing is hidden', async () => {
    const [branch] = await relink.database.sql<{ id: string }>(`SELECT id FROM relink.branches WHERE code = 'HAR'`);
    const keep = (indicator: string, of: string, count: number) =>
      relink.database.sql(
        `INSERT INTO relink.report_counts (year, quarter, branch_id, indicator, of, sex, age_group, count)
         VALUES ($1, 2, $2, $3, $4, 'not-told', 'not-told', $5)`,
        [lastYear, branch!.id, indicator, of, count],
      );
    await keep('recalls-confirmed', 'in-time', 30);
    await keep('recalls-confirmed', 'late', 10);
    await keep('matches-reviewed', 'confirmed', 40);
    await keep('matches-reviewed', 'rejected', 3);
    const { shares } = await report();
    expect(shares).toContainEqual({ share: 'recalls-confirmed-in-time', quarter: 2, percent: 75, hidden: false });
    expect(shares).toContainEqual({ share: 'recalls-confirmed-in-time', branch: 'HAR', percent: 75, hidden: false });
    const precision = shares.filter(({ share }: { share: string }) => share === 'match-precision');
    expect(precision.length).toBeGreaterThan(0);
    expect(precision.every(({ hidden }: { hidden: boolean }) => hidden)).toBe(true);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReadingPace } from '#libs/stewardship';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { aRegistration, expectStatus } from '../support/stories.js';

const PACE = 12;

let relink: Deployment;
let caseworker: Staff;
let steward: Staff;

beforeAll(async () => {
  relink = await Deployment.start({ environment: { RELINK_READING_PACE_RECORDS: String(PACE) } });
  [caseworker, steward] = [await relink.signIn('caseworker'), await relink.signIn('steward')];
});
afterAll(() => relink.stop());

describe('Somebody who reads faster than work takes them', () => {
  const look = () => relink.workerApp.get(ReadingPace).look();
  const tasks = () =>
    relink.database.sql(
      `SELECT kind, for_role, about FROM relink.tasks WHERE kind IN ('look-at-reading-pace', 'check-account') ORDER BY kind`,
    );

  it('is told to the steward and the administrator, once, and stands in the log', async () => {
    const curious = await relink.signIn('caseworker');
    const ids: string[] = [];
    for (let count = 0; count <= PACE; count++)
      ids.push((await expectStatus(201, caseworker.post('/registrations', aRegistration()))).id);
    await look();
    const before = await tasks();
    for (const id of ids.slice(0, PACE)) await expectStatus(200, curious.get(`/registrations/${id}`));
    // Reading one of them over and over is work.
    for (let time = 0; time < 5; time++) await expectStatus(200, curious.get(`/registrations/${ids[0]}`));
    expect(await look()).not.toContain(curious.account.id);
    await expectStatus(200, curious.get(`/registrations/${ids[PACE]}`));
    expect(await look()).toEqual([curious.account.id]);
    expect(await look()).toEqual([]);
    const about = curious.account.id;
    expect(await tasks()).toHaveLength(before.length + 2);
    expect(await tasks()).toEqual(
      expect.arrayContaining([
        { kind: 'check-account', for_role: 'administrator', about },
        { kind: 'look-at-reading-pace', for_role: 'steward', about },
      ]),
    );
    const log = await relink.database.sql<{ details: string }>(
      `SELECT details FROM audit.entries WHERE action = 'security.reading-pace' AND object_id = $1`,
      [about],
    );
    expect(log.map(({ details }) => JSON.parse(details))).toEqual([{ records: PACE + 1, minutes: 60 }]);
  });

  it('also where it is lists that they read', async () => {
    const lister = await relink.signIn('caseworker');
    await expectStatus(200, lister.get(`/registrations?limit=${PACE - 1}`));
    expect(await look()).not.toContain(lister.account.id);
    await expectStatus(200, lister.get('/registrations?limit=100'));
    expect(await look()).toEqual([lister.account.id]);
    const work = await expectStatus(200, steward.get('/work'));
    expect(work.items.filter(({ need }: { need: string }) => need === 'look-at-reading-pace').length).toBeGreaterThan(
      0,
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import readSheet from 'read-excel-file/node';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { aRegistration, consent, expectStatus, openRequest } from '../support/stories.js';

interface Line {
  indicator: string;
  of?: string;
  quarter?: number;
  branch?: string;
  sex?: string;
  ageGroup?: string;
  count?: number;
  hidden: boolean;
}

let relink: Deployment;
let analyst: Staff;
const lastYear = new Date().getUTCFullYear() - 1;

beforeAll(async () => {
  relink = await Deployment.start();
  analyst = await relink.signIn('analyst');
  const [caseworker, supervisor] = [await relink.signIn('caseworker'), await relink.signIn('supervisor')];
  for (let request = 0; request < 2; request++) await openRequest(caseworker, supervisor);
  for (let child = 0; child < 6; child++)
    await expectStatus(201, caseworker.post('/registrations', aChild(child < 5 ? ['statistics'] : [])));
  await eventually(async () => {
    const counted = await relink.database.sql<{ sum: number }>(
      `SELECT sum(count)::int FROM relink.report_counts WHERE indicator <> 'requests-open'`,
    );
    expect(counted[0]!.sum).toBe(8);
  });
  // Figures are shown once their quarter is over.
  await relink.database.sql('UPDATE relink.report_counts SET year = year - 1, quarter = 2');
});

afterAll(() => relink.stop());

function aChild(also: string[]) {
  const registration = aRegistration();
  const person = { ...registration.person, sex: 'female', birth: { age: 9, statedOn: '2026-10-12' } };
  const basis = { ...consent, givenBy: 'guardian', purposes: [...consent.purposes, ...also] };
  return { ...registration, kind: 'separated-child', person, basis };
}

async function figures(): Promise<Line[]> {
  const { figures: lines } = await expectStatus(200, analyst.get(`/reports?year=${lastYear}`));
  return lines as Line[];
}

const of = (lines: Line[], indicator: string) => lines.filter((line) => line.indicator === indicator);

describe('the figures of a year', () => {
  it('show how many there were, by branch and by kind', async () => {
    const children = of(await figures(), 'children-registered');
    expect(children).toEqual(
      expect.arrayContaining([
        { indicator: 'children-registered', quarter: 2, count: 6, hidden: false },
        { indicator: 'children-registered', quarter: 2, branch: 'HAR', of: 'separated-child', count: 6, hidden: false },
      ]),
    );
  });

  it('hide what is fewer than five, in the quarter and in the year', async () => {
    const opened = of(await figures(), 'requests-opened');
    expect(opened.length).toBeGreaterThan(0);
    expect(opened.every(({ hidden, count }) => hidden && count === undefined)).toBe(true);
  });

  it('count sex and age only of those whose basis covers statistics, and hide the one who is left', async () => {
    const byPerson = of(await figures(), 'children-registered').filter(({ sex, ageGroup }) => sex ?? ageGroup);
    const girls = byPerson.find(
      ({ sex, ageGroup, quarter }) => sex === 'female' && ageGroup === '5-11' && quarter === 2,
    );
    expect(girls).toMatchObject({ hidden: true });
    const kept = await relink.database.sql(
      `SELECT sex, age_group, count FROM relink.report_counts WHERE indicator = 'children-registered' ORDER BY count`,
    );
    expect(kept).toEqual([
      { sex: 'not-told', age_group: 'not-told', count: 1 },
      { sex: 'female', age_group: '5-11', count: 5 },
    ]);
  });

  it('show nothing of a quarter that is not over', async () => {
    await relink.database.sql('UPDATE relink.report_counts SET year = year + 1, quarter = 4');
    const now = new Date();
    const { quarters, figures: lines } = await expectStatus(200, analyst.get('/reports'));
    expect(quarters).toBe(Math.floor(now.getUTCMonth() / 3));
    expect(lines).toEqual([]);
    await relink.database.sql('UPDATE relink.report_counts SET year = year - 1, quarter = 2');
  });

  it('come as a sheet with an HXL row', async () => {
    const answer = await analyst.download(`/reports/sheet?year=${lastYear}&format=xlsx`);
    const rows = (await readSheet(answer))[0]!.data as unknown[][];
    expect(rows[0]).toEqual(['Figure', 'Of', 'Year', 'Quarter', 'Branch', 'Sex', 'Age', 'Count']);
    expect(rows[1]![0]).toBe('#indicator+code');
    expect(rows).toEqual(expect.arrayContaining([['children-registered', 'all', lastYear, 2, 'all', 'all', 'all', 6]]));
    const csv = (await analyst.download(`/reports/sheet?year=${lastYear}`)).toString();
    expect(csv).toContain(`children-registered,all,${lastYear},2,all,all,all,6\r\n`);
    expect(csv).toContain(`requests-opened,all,${lastYear},2,all,all,all,hidden\r\n`);
  });

  it('cannot be asked for a year to come', async () => {
    const answer = await analyst.get(`/reports?year=${lastYear + 2}`);
    expect(answer).toMatchObject({ status: 400, body: { violations: [{ code: 'report.no-such-year' }] } });
  });
});

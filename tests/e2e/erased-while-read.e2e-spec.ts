import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { aRegistration, expectStatus, openRequest } from '../support/stories.js';

/** Of each kind of record. */
const RECORDS = 15;
const PAGES = ['/tracing-requests', '/registrations', '/potential-matches', '/work', '/red-cross-messages'];

let relink: Deployment;
let caseworker: Staff;
let supervisor: Staff;
let colleague: Staff;
let steward: Staff;

beforeAll(async () => {
  relink = await Deployment.start();
  caseworker = await relink.signIn('caseworker');
  supervisor = await relink.signIn('supervisor');
  colleague = await relink.signIn('caseworker');
  steward = await relink.signIn('steward');
});
afterAll(() => relink.stop());

describe('Whoever reads while records are erased or hidden', () => {
  it('is shown those that are left, and of one that is gone that it is not there: never that something went wrong', async () => {
    const paths: string[] = [];
    for (let at = 0; at < RECORDS; at++) {
      paths.push(`/tracing-requests/${(await openRequest(caseworker, supervisor)).id}`);
      const { id } = await expectStatus(201, caseworker.post('/registrations', aRegistration()));
      paths.push(`/registrations/${id}`);
    }
    const answers = new Map<string, number>();
    let reading = true;
    const read = async (path: string) => {
      const { status, body } = await colleague.get(path);
      const answer = PAGES.includes(path) ? `a page: ${status}` : `a record: ${status} ${body.code ?? ''}`.trim();
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    };
    const readers = [PAGES, PAGES, PAGES, paths, [...paths].reverse()].map(async (all) => {
      while (reading) for (const path of all) await read(path);
    });
    for (const [at, path] of paths.entries()) {
      const { version, id } = await expectStatus(200, caseworker.get(path));
      if (at % 4 === 0)
        await expectStatus(200, caseworker.post(`${path}/change-sensitivity`, { sensitivity: 'restricted' }, version));
      else await expectStatus(201, steward.post(`/dossiers/${id}/erase`));
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    reading = false;
    await Promise.all(readers);
    expect([...answers.keys()].sort()).toEqual(['a page: 200', 'a record: 200', 'a record: 404 record.not-found']);
  });
});

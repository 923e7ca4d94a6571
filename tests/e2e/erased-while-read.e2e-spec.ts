import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { aRegistration, expectStatus, openRequest } from '../support/stories.js';

/** Of each kind of record. */
const RECORDS = 10;
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

/** From everybody who does not work on it. */
function hide(path: string, version: number) {
  return expectStatus(200, caseworker.post(`${path}/change-sensitivity`, { sensitivity: 'protected' }, version));
}

describe('Whoever reads while records are erased or hidden', () => {
  it('is shown what is left, and told of the rest that it is not there', async () => {
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
    try {
      for (const [at, path] of paths.entries()) {
        const { version, id } = await expectStatus(200, caseworker.get(path));
        // Requests and registrations come in turn, so every other request is hidden.
        if (at % 4 === 0) await hide(path, version);
        else await expectStatus(201, steward.post(`/dossiers/${id}/erase`));
        await eventually(async () => expect((await colleague.get(path)).status).toBe(404));
      }
    } finally {
      reading = false;
      await Promise.all(readers);
    }
    expect([...answers.keys()].sort()).toEqual(['a page: 200', 'a record: 200', 'a record: 404 record.not-found']);
  });
});

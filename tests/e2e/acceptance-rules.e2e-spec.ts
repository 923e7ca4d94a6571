import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, expectStatus } from '../support/stories.js';

const RULES = {
  causes: ['armed-conflict', 'migration'],
  mostDegrees: 1,
  alsoRelations: [],
  leastDaysSinceLoss: 3,
  exclusions: [{ causes: ['migration'], message: 'The office at the border looks for those lost on the road.' }],
};

let folder: string;
let relink: Deployment;
let caseworker: Staff;
let supervisor: Staff;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relink-acceptance-'));
  await writeFile(join(folder, 'rules.json'), JSON.stringify(RULES));
  relink = await Deployment.start({
    worker: false,
    environment: { RELINK_ACCEPTANCE_RULES: join(folder, 'rules.json') },
  });
  [caseworker, supervisor] = [await relink.signIn('caseworker'), await relink.signIn('supervisor')];
});
afterAll(async () => {
  await relink.stop();
  await rm(folder, { recursive: true });
});

describe('A Society with rules of acceptance of its own', () => {
  it('takes on what they allow, and tells the supervisor in its own words what it leaves to others', async () => {
    const accept = async (relation: string, cause: string) => {
      const interview = anInterview();
      Object.assign(interview.soughtPersons[0]!, { relation });
      interview.soughtPersons[0]!.circumstances.cause = cause;
      const { id, version: first } = await expectStatus(201, caseworker.post('/tracing-requests', { interview }));
      const { version } = await expectStatus(
        200,
        caseworker.post(`/tracing-requests/${id}/complete-interview`, {}, first),
      );
      return supervisor.post(`/tracing-requests/${id}/accept`, {}, version);
    };
    const sister = await accept('sibling', 'armed-conflict');
    expect(sister).toMatchObject({ status: 409, body: { violations: [{ code: 'acceptance.relation' }] } });
    const onTheRoad = await accept('mother', 'migration');
    expect(onTheRoad.body.violations).toEqual([
      expect.objectContaining({ code: 'acceptance.excluded', message: RULES.exclusions[0]!.message }),
    ]);
    await expectStatus(200, accept('mother', 'armed-conflict'));
  });
});

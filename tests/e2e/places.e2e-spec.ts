import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { expectStatus } from '../support/stories.js';

let relink: Deployment;
let caseworker: Staff;

beforeAll(async () => {
  relink = await Deployment.start();
  caseworker = await relink.signIn('caseworker');
});
afterAll(() => relink.stop());

const suggested = async (body: object) =>
  (await expectStatus(200, caseworker.post('/places/suggestions', body))).items as object[];

describe('Completing a place', () => {
  it('offers the best known places that begin so, in any script', async () => {
    expect((await suggested({ text: 'Gom' }))[0]).toMatchObject({ name: 'Goma', country: 'CD', kind: 'settlement' });
    expect((await suggested({ text: 'حلب' }))[0]).toMatchObject({ name: 'Aleppo', country: 'SY', region: 'Aleppo' });
  });

  it('stays within the country that was chosen, and offers nothing where it knows nothing', async () => {
    expect((await suggested({ text: 'Tripoli', country: 'LY' }))[0]).toMatchObject({ country: 'LY' });
    expect(await suggested({ text: 'Xqzv' })).toEqual([]);
  });

  it('refuses what is no text and no country', async () => {
    for (const body of [{}, { text: '' }, { text: 7 }, { text: 'Goma', country: 'Congo' }])
      await expectStatus(400, caseworker.post('/places/suggestions', body));
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { freePort } from '#libs/embedded';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, expectStatus, openRequest } from '../support/stories.js';
import { Desk, openBrowser } from './support/browser.js';
import { textsIn } from './support/catalogue.js';

const OWN_WORDS = 'Do not tell my uncle in the town hall.';

let relink: Deployment;
let browser: Browser;
let caseworker: Staff;
let desk: Desk;
let requestId: string;

beforeAll(async () => {
  relink = await Deployment.start({ port: await freePort() });
  browser = await openBrowser();
  caseworker = await relink.signIn('caseworker');
  ({ id: requestId } = await openRequest(caseworker, await relink.signIn('supervisor'), anInterview()));
});
afterAll(async () => {
  await browser.close();
  await relink.stop();
});
afterEach(async () => {
  await desk.close();
  expect(desk.troubles).toEqual([]);
});

describe('What somebody does not want', () => {
  it.each([
    ['en', 1280],
    ['ar', 360],
  ] as const)('stands above every part of the case as soon as it is recorded: %s', async (language, width) => {
    const say = textsIn(language);
    const { interview } = await expectStatus(200, caseworker.get(`/tracing-requests/${requestId}`));
    const soughtId = interview.soughtPersons[0].id as string;
    const { bases } = await expectStatus(200, caseworker.get(`/persons/${soughtId}/bases`));
    const said = { by: 'self', how: 'spoken', restrictions: ['not-to-authorities', 'not-to-partner:KEN', OWN_WORDS] };
    desk = await Desk.open(browser, relink.url, { colorScheme: language === 'ar' ? 'dark' : 'light', width });
    await desk.sitDown(caseworker.session, language);
    if (language === 'en') {
      await desk.go(`/tracing-requests/${requestId}?tab=matches`);
      await desk.settled();
      expect(await desk.page.getByText(say('case.said-no')).count()).toBe(0);
      await expectStatus(200, caseworker.post(`/bases/${bases[0].id}/restrict`, said, bases[0].version));
    }
    for (const tab of ['matches', 'partners', 'people']) {
      await desk.go(`/tracing-requests/${requestId}?tab=${tab}`);
      const note = desk.page.getByRole('region', { name: say('case.said-no') });
      await note.getByText(say('restriction.not-to-authorities')).waitFor();
      await note.getByText(OWN_WORDS).waitFor();
      await note.getByText(say('restriction.not-to-partner')).getByText('KEN').waitFor();
      await desk.check();
    }
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { freePort } from '#libs/embedded';
import { Deployment } from '../support/deployment.js';
import { aList, findable } from '../support/some-lists.js';
import type { Staff } from '../support/staff.js';
import { openRequest } from '../support/stories.js';
import { Desk, openBrowser } from './support/browser.js';
import { textsIn, type Language } from './support/catalogue.js';

const PEOPLE = ['no,first name,surname,born,shoe size', '1,Amina,Warsame Jama,2004,38', '2,,,1970,40'].join('\n');

let relink: Deployment;
let browser: Browser;
let caseworker: Staff;
let desk: Desk;
let requestId: string;

beforeAll(async () => {
  relink = await Deployment.start({ port: await freePort() });
  browser = await openBrowser();
  caseworker = await relink.signIn('caseworker');
  ({ id: requestId } = await openRequest(caseworker, await relink.signIn('supervisor')));
  await findable(relink, [requestId]);
});
afterAll(async () => {
  await browser.close();
  await relink.stop();
});
afterEach(async () => {
  await desk.close();
  expect(desk.troubles).toEqual([]);
});

/** Sends the file and goes on where its columns are asked for. */
async function bringIn(language: Language, source: string): Promise<void> {
  const say = textsIn(language);
  desk = await Desk.open(browser, relink.url, { colorScheme: language === 'ar' ? 'dark' : 'light', width: 390 });
  await desk.sitDown(caseworker.session, language);
  await desk.go('/lists');
  await desk.check();
  await desk.press('button', say('lists.bring-in'));
  await desk.press('button', say('lists.send'));
  await desk.reads(say('lists.file-missing'));
  await desk.check();
  const file = { name: 'camp.csv', mimeType: 'text/csv', buffer: Buffer.from(PEOPLE) };
  await desk.page.locator('input[type=file]').setInputFiles(file);
  await desk.type('source', source);
  await desk.press('button', say('lists.send'));
  await desk.reads(say('lists.agreed-with-missing'));
  await desk.choose('legalBasis', 'public-interest');
  await desk.type('agreedWith', 'The camp office');
  await desk.type('until', aList().until);
  await desk.press('button', say('lists.send'));
  await desk.heading(say('list.columns'));
  await desk.reads(say('legal-basis.public-interest'));
  await desk.reads('The camp office');
  await desk.check();
}

const dialogButton = (name: string) => desk.page.getByRole('dialog').getByRole('button', { name });

describe('A list from elsewhere, in the console', () => {
  it('is mapped, tried out, reported row by row, and imported, in Arabic as well', async () => {
    const say = textsIn('ar');
    await bringIn('ar', 'مخيم النهر');
    await desk.choose('columns.0', 'given');
    await desk.press('button', say('list.do.check'));
    await desk.reads(say('list.meaning-twice'));
    await desk.choose('columns.0', 'source-id');
    await desk.press('button', say('list.do.check'));
    await desk.heading(say('list.outcome.check'));
    await desk.check();
    const report = await desk.page.getByRole('link', { name: say('list.report') }).getAttribute('href');
    const lines = (await caseworker.download(report!.replace('/api/v1', ''))).toString('utf8');
    expect(lines).toContain('import.no-name');
    await desk.press('button', say('list.do.start'));
    await desk.check();
    await dialogButton(say('list.do.start')).click();
    await desk.heading(say('list.outcome.import'));
    await desk.check();
    const { body } = await caseworker.get('/registrations');
    expect(body.items).toMatchObject([{ person: 'Amina Warsame Jama' }]);
  });

  it('is compared with open requests: a person judges each likeness before it ends', async () => {
    const say = textsIn('en');
    await bringIn('en', 'River camp');
    await desk.press('button', say('list.do.compare'));
    await desk.reads(say('finding.may-be'));
    await desk.check();
    await desk.reads(say('not-allowed.all-judged'));
    await desk.press('button', say('finding.do.rule-out'));
    await dialogButton(say('finding.do.rule-out')).click();
    await desk.reads(say('match.why-missing'));
    await desk.type('reason', 'Another family.');
    await dialogButton(say('finding.do.rule-out')).click();
    await desk.reads(say('finding-state.ruled-out'));
    await desk.press('button', say('list.do.close'));
    await dialogButton(say('list.do.close')).click();
    await desk.reads(say('list-state.closed'));
    await desk.check();
  });
});

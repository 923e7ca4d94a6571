import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { freePort } from '#libs/embedded';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { aPdf, checked, sendFile } from '../support/some-files.js';
import type { Staff } from '../support/staff.js';
import { aRegistration, expectStatus, openRequest } from '../support/stories.js';
import { Desk, openBrowser } from './support/browser.js';
import { textsIn, type Language } from './support/catalogue.js';

let relink: Deployment;
let browser: Browser;
let caseworker: Staff;
let desk: Desk;
let requestId: string;

beforeAll(async () => {
  relink = await Deployment.start({ port: await freePort(), environment: { RELINK_FILE_MEGABYTES: '1' } });
  browser = await openBrowser();
  caseworker = await relink.signIn('caseworker');
  ({ id: requestId } = await openRequest(caseworker, await relink.signIn('supervisor')));
});
afterAll(async () => {
  await browser.close();
  await relink.stop();
});
afterEach(async () => {
  await desk.close();
  expect(desk.troubles).toEqual([]);
  for (const title of desk.titles) expect(title).not.toContain('Amina');
});

async function at(path: string, language: Language = 'en', width = 1280): Promise<ReturnType<typeof textsIn>> {
  desk = await Desk.open(browser, relink.url, { colorScheme: language === 'ar' ? 'dark' : 'light', width });
  await desk.sitDown(caseworker.session, language);
  await desk.go(path);
  return textsIn(language);
}

const face = () =>
  sharp({ create: { width: 320, height: 400, channels: 3, background: { r: 180, g: 140, b: 110 } } })
    .jpeg()
    .toBuffer();
const inDialog = (name: string) => desk.page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
const dialogGone = () => desk.page.getByRole('dialog').waitFor({ state: 'detached' });
const choose = (name: string, mimeType: string, buffer: Buffer) =>
  desk.page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });

describe('Files of a case, in the console', () => {
  it('are sent with their progress, checked, shown small, saved, and removed with a reason that stays', async () => {
    const say = await at(`/tracing-requests/${requestId}`);
    await desk.page.getByRole('tab', { name: say('case.tab.files') }).click();
    await desk.reads(say('files.empty'));
    await desk.check();
    await desk.press('button', say('files.add'));
    await inDialog(say('files.send'));
    await desk.reads(say('lists.file-missing'));
    await desk.reads(say('form.choose-one'));
    await desk.check();
    await choose('Amina, 2019.jpg', 'image/jpeg', await face());
    await desk.choose('kind', 'photo');
    await desk.page.locator('[data-path="personId"] select').selectOption({ label: 'Amina Warsame Jama' });
    // The line is slow: how far it is stands there meanwhile.
    await desk.page.route(
      '**/files/*/content',
      async (route) => {
        await desk.page.getByRole('progressbar').waitFor();
        await route.continue();
      },
      { times: 1 },
    );
    await inDialog(say('files.send'));
    await dialogGone();
    const picture = desk.page.getByAltText(say('record.file-preview'));
    await eventually(async () => {
      expect(await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(256);
    });
    await desk.reads(`${say('file-kind.photo')} · JPEG`);
    await desk.check();
    const saving = desk.page.waitForEvent('download');
    await desk.press('link', say('files.save-named', { name: 'Amina, 2019.jpg' }));
    expect((await saving).suggestedFilename()).toBe('Amina, 2019.jpg');
    await desk.press('button', say('files.remove-named', { name: 'Amina, 2019.jpg' }));
    await inDialog(say('files.remove'));
    await desk.reads(say('match.why-missing'));
    await desk.type('reason', 'Not her: the photo came with another case.');
    await desk.check();
    await inDialog(say('files.remove'));
    await dialogGone();
    await desk.reads('Not her: the photo came with another case.');
    expect(await picture.count()).toBe(0);
    await desk.check();
  });

  it('that are not accepted say so at once, or after the check, and what to do, in Arabic on a telephone as well', async () => {
    const active = aPdf({ more: '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>' });
    const refused = await sendFile(caseworker, requestId, active, { name: 'Form.pdf' });
    expect(await checked(caseworker, requestId, refused)).toMatchObject({ refusal: 'active-content' });
    const ar = await at(`/tracing-requests/${requestId}?tab=files`, 'ar', 360);
    await desk.reads(ar('file-refusal.active-content'));
    await desk.check();
    await desk.press('button', ar('files.add'));
    await desk.choose('kind', 'other');
    await choose('film.mp4', 'video/mp4', Buffer.from('no film'));
    await inDialog(ar('files.send'));
    await desk.reads(ar('problem.file.type-not-accepted'));
    await desk.check();
    await choose('large.txt', 'text/plain', Buffer.alloc(1_100_000, 'a'));
    await inDialog(ar('files.send'));
    await desk.reads(ar('problem.file.too-large'));
    // Called a text, and none: the service looks at the bytes themselves.
    desk.expectAnswer(/ 400 POST .*\/content$/);
    await choose('letter.txt', 'text/plain', Buffer.from([0, 1, 2, 3]));
    await inDialog(ar('files.send'));
    await desk.page.getByRole('alert').getByText(ar('problem.file.type-not-accepted')).waitFor();
    await desk.check();
    await desk.page.keyboard.press('Escape');
    await desk.reads(ar('files.not-arrived'));
    await desk.press('button', ar('files.send-named', { name: 'letter.txt' }));
    await choose('again.txt', 'text/plain', Buffer.from('A letter.'));
    await inDialog(ar('files.send'));
    await dialogGone();
    await desk.page.getByRole('link', { name: ar('files.save-named', { name: 'letter.txt' }) }).waitFor();
    await desk.check();
  });

  it('that only the service finds too large are refused with the same word, after all of it was sent', async () => {
    const say = await at(`/tracing-requests/${requestId}?tab=files`);
    // As if more were taken when the page was loaded.
    await desk.page.route('**/dossiers/*/files', async (route) => {
      if (route.request().method() !== 'GET') return route.continue();
      const response = await route.fetch();
      const list = (await response.json()) as object;
      return route.fulfill({ response, json: { ...list, largestBytes: 50_000_000 } });
    });
    await desk.page.reload();
    await desk.press('button', say('files.add'));
    await desk.choose('kind', 'other');
    desk.expectAnswer(/ 413 POST .*\/content$/);
    for (const bytes of [1_100_000, 4_000_000]) {
      await choose('large.txt', 'text/plain', Buffer.alloc(bytes, 'a'));
      await inDialog(say('files.send'));
      await desk.page.getByRole('alert').getByText(say('problem.file.too-large')).waitFor();
    }
    await desk.check();
  });

  it('stand with a registration too', async () => {
    const { id } = await expectStatus(201, caseworker.post('/registrations', aRegistration()));
    await checked(caseworker, id, await sendFile(caseworker, id, aPdf(), { name: 'Camp card.pdf' }));
    const say = await at(`/registrations/${id}`);
    await desk.reads('Camp card.pdf');
    await desk.page.getByRole('link', { name: say('files.save-named', { name: 'Camp card.pdf' }) }).waitFor();
    await desk.check();
  });
});

import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { freePort } from '#libs/embedded';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, openRequest, publicInterest } from '../support/stories.js';
import { Desk, openBrowser } from './support/browser.js';
import { textsIn, type Language } from './support/catalogue.js';

const DAY = 86_400;
const NAME = 'Southland Society';

let relink: Deployment;
let browser: Browser;
let desk: Desk;

beforeAll(async () => {
  relink = await Deployment.start({ port: await freePort() });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await relink.stop();
});
afterEach(async () => {
  await desk.close();
  expect(desk.troubles).toEqual([]);
});

async function at(path: string, staff: Staff, language: Language = 'en'): Promise<void> {
  desk = await Desk.open(browser, relink.url, { colorScheme: language === 'ar' ? 'dark' : 'light', width: 390 });
  await desk.sitDown(staff.session, language);
  await desk.go(path);
  await desk.check();
}

/** Somebody else takes the desk. */
async function next(path: string, staff: Staff, language: Language = 'en'): Promise<void> {
  await desk.close();
  expect(desk.troubles).toEqual([]);
  await at(path, staff, language);
}

const inDialog = (name: string) => desk.page.getByRole('dialog').getByRole('button', { name }).click();
const closed = () => desk.page.getByRole('dialog').waitFor({ state: 'detached' });

/** As a partner sends them: public halves only. */
function publicKeys() {
  const from = Math.floor(Date.now() / 1_000) - 60;
  const keyOf = (type: 'ed25519' | 'x25519') => {
    const { publicKey } = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
    return publicKey.export({ format: 'jwk' });
  };
  const [sign, seal] = [keyOf('ed25519'), keyOf('x25519')];
  return {
    keys: [
      { ...sign, use: 'sign' },
      { ...seal, use: 'seal' },
    ].map((key) => ({ ...key, from, until: from + 90 * DAY })),
  };
}

async function fillIn(): Promise<void> {
  await desk.type('society', 'sud');
  await desk.type('name', NAME);
  await desk.choose('country', 'SD');
  await desk.type('baseUrl', 'https://relink.southland.example');
  await desk.page.locator('[data-path="agreedPurposes"] input').first().check();
  await desk.choose('highest', 'restricted');
  await desk.type('stewardContact', 'Data protection office');
}

describe('Partners in the console', () => {
  const say = textsIn('en');
  const ar = textsIn('ar');
  let path: string;

  it('are proposed with their keys, and trusted when a second person has heard the right fingerprints', async () => {
    await at('/partners', await relink.signIn('liaison'));
    await desk.reads(say('partners.empty'));
    await desk.press('button', say('partner.propose'));
    await fillIn();
    await desk.type('keys', 'these are no keys');
    await inDialog(say('partner.propose'));
    await desk.reads(say('partner.told-keys-wrong'));
    await desk.check();
    await desk.type('keys', JSON.stringify(publicKeys()));
    await inDialog(say('partner.propose'));
    await desk.heading(NAME, 1);
    await desk.reads(say('not-allowed.workflow.not-yours'));
    await desk.check();
    path = new URL(desk.page.url()).pathname;

    await next(path, await relink.signIn('steward'), 'ar');
    const fingerprints = await desk.page.locator('.fingerprint').allInnerTexts();
    await desk.press('button', ar('partner.do.approve'));
    for (const index of [0, 1]) await desk.type(`fingerprints.${index}`, 'AAAAA BBBBB CCCCC DDDDD EEEEE FFFFF');
    desk.expectAnswer(/ 409 POST .*\/approve$/);
    await inDialog(ar('partner.do.approve'));
    await desk.reads(ar('not-allowed.fingerprints-compared'));
    await desk.check();
    for (const [index, heard] of fingerprints.entries())
      await desk.type(`fingerprints.${index}`, heard.toLowerCase().replaceAll(' ', '-'));
    await inDialog(ar('partner.do.approve'));
    await closed();
    await desk.reads(ar('partner-state.paired'));
    await desk.check();
  });

  it('are asked about one person with named fields; what goes waits for somebody else', async () => {
    const [caseworker, supervisor] = [await relink.signIn('caseworker'), await relink.signIn('supervisor')];
    const interview = anInterview();
    const basis = { ...publicInterest, purposes: ['trace', 'share-with-partner'], recipients: ['partner'] };
    interview.soughtPersons[0]!.basis = basis as never;
    const { id } = await openRequest(caseworker, supervisor, interview);
    const partnersTab = `/tracing-requests/${id}?tab=partners`;
    await at(partnersTab, caseworker);
    await desk.reads(say('enquiries.empty'));
    await desk.press('button', say('enquiry.ask'));
    await desk.page.locator('[data-path="partnerId"] select').selectOption({ label: NAME });
    await inDialog(say('share.prepare'));
    await desk.reads(say('form.choose-one'));
    await desk.page.locator('[data-path="fields"] input').first().check();
    await desk.check();
    await inDialog(say('share.prepare'));
    await closed();
    await desk.reads(say('enquiry-words.prepared'));
    await desk.check();

    await next(partnersTab, supervisor, 'ar');
    await desk.press('button', ar('disclosure.do.approve'));
    await inDialog(ar('disclosure.do.approve'));
    await closed();
    await desk.check();
    await next('/exchange?tab=theirs', await relink.signIn('steward'));
    await desk.reads(NAME);
    for (const tab of ['asked', 'ours', 'recalls']) {
      await desk.go(`/exchange?tab=${tab}`);
      await desk.check();
    }
  });

  it('are suspended with a reason, and from then on nobody can choose them', async () => {
    await at(path, await relink.signIn('administrator'));
    await desk.press('button', say('partner.do.suspend'));
    await inDialog(say('partner.do.suspend'));
    await desk.reads(say('form.choose-one'));
    await desk.choose('reason', 'alarm');
    await inDialog(say('partner.do.suspend'));
    await closed();
    await desk.reads(say('distrust.alarm'));
    await desk.reads(say('partner-state.suspended'));
    await desk.check();
  });
});

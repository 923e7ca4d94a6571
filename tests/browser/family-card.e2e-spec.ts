import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { freePort } from '#libs/embedded';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { Family } from '../support/family.js';
import type { Staff } from '../support/staff.js';
import { openRequest } from '../support/stories.js';
import { Desk, openBrowser } from './support/browser.js';
import { textsIn, type Language } from './support/catalogue.js';

const WORD = 'Mulberry tree';
const NOTE = 'We have moved to the camp by the river.';
const ANSWER = 'Thank you. Please call us when you can.';

let relink: Deployment;
let portal: string;
let browser: Browser;
let caseworker: Staff;
let path: string;
let desk: Desk;

beforeAll(async () => {
  relink = await Deployment.start({ port: await freePort() });
  [portal, browser] = [await relink.startPortal(), await openBrowser()];
  caseworker = await relink.signIn('caseworker');
  const { id } = await openRequest(caseworker, await relink.signIn('supervisor'));
  path = `/tracing-requests/${id}?tab=family`;
});
afterAll(async () => {
  await browser.close();
  await relink.stop();
});
afterEach(async () => {
  await desk.close();
  expect(desk.troubles).toEqual([]);
});

async function at(language: Language, staff: Staff = caseworker): Promise<void> {
  desk = await Desk.open(browser, relink.url, { colorScheme: language === 'ar' ? 'dark' : 'light', width: 390 });
  await desk.sitDown(staff.session, language);
  await desk.go(path);
}

/** @returns the code on the card, as the family reads it */
async function makeCard(language: Language, button: string): Promise<string> {
  const say = textsIn(language);
  const { page } = desk;
  await desk.press('button', say(button));
  await desk.check();
  await desk.press('button', say('card.make'));
  await desk.reads(say('card.word-short', { least: 4 }));
  await desk.type('word', WORD);
  if (button === 'card.issue') await desk.choose('language', language);
  await desk.press('button', say('card.make'));
  const code = page.locator('.printed-page .code');
  await code.waitFor();
  await desk.check();
  return code.innerText();
}

async function handOver(language: Language): Promise<void> {
  await desk.press('button', textsIn(language)('card.handed-over'));
  await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** What the family finds behind the card, where it works. */
async function opens(code: string, word = WORD): Promise<Family | undefined> {
  const family = new Family(portal);
  const { path: page } = await family.get('').then(() => family.signIn({ code, word }));
  return page === '/en/request' ? family : undefined;
}

describe('The card of a family, in the case', () => {
  let code: string;
  const say = textsIn('en');

  it('is made with the word they chose, printed from the case, and opens the portal', async () => {
    await at('en');
    await desk.reads(say('card.none'));
    await desk.check();
    code = await makeCard('en', 'card.issue');
    const { page } = desk;
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('h1').first().isVisible()).toBe(false);
    expect(await page.locator('.printed-page .code').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    // A slip of the finger does not lose the code.
    await page.keyboard.press('Escape');
    await handOver('en');
    await desk.reads(say('card-state.active'));
    expect(await page.content()).not.toContain(code);
    await desk.check();
    expect(await opens(code, 'another word')).toBeUndefined();
    expect(await opens(code)).toBeDefined();
  });

  it('brings what they write, and takes the answer back to them', async () => {
    const family = (await opens(code))!;
    await family.get('/note');
    await family.post('/note', { text: NOTE });
    await eventually(async () => {
      const { body } = await caseworker.get(`${path.split('?')[0]}/family-access`);
      expect(body.messages).toHaveLength(1);
    });
    await at('en');
    await desk.reads(NOTE);
    await desk.press('button', say('family.send'));
    await desk.reads(say('family.answer-missing'));
    await desk.type('text', ANSWER);
    await desk.press('button', say('family.send'));
    await desk.reads(ANSWER);
    await desk.press('button', say('family.invite'));
    await desk.reads(say('family.invited'));
    await desk.check();
    await eventually(async () => {
      const { html } = await (await opens(code))!.get('/note');
      expect(html).toContain(ANSWER);
    });
  });

  it('is replaced when it is lost, and cancelled, in Arabic as well', async () => {
    const ar = textsIn('ar');
    await at('ar');
    await desk.check();
    const next = await makeCard('ar', 'card.re-issue');
    await handOver('ar');
    expect(await opens(code)).toBeUndefined();
    expect(await opens(next)).toBeDefined();
    await desk.press('button', ar('card.cancel'));
    await desk.check();
    await desk.page
      .getByRole('dialog')
      .getByRole('button', { name: ar('card.cancel') })
      .click();
    await desk.reads(ar('card.none'));
    await desk.reads(ar('family.no-card'));
    await desk.check();
    expect(await opens(next)).toBeUndefined();
  });

  it('is not for a liaison to give: the button says why', async () => {
    await at('en', await relink.signIn('liaison'));
    const give = desk.page.getByRole('button', { name: say('card.issue') });
    expect(await give.getAttribute('aria-disabled')).toBe('true');
    await desk.reads(say('not-allowed.workflow.not-yours'));
    await desk.check();
  });
});

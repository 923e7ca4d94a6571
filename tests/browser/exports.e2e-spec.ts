import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { freePort } from '#libs/embedded';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { aRegistration, consent, expectStatus } from '../support/stories.js';
import { Desk, openBrowser } from './support/browser.js';
import { textsIn, type Language } from './support/catalogue.js';

const REASON = 'The camp closes; the list goes with the convoy.';
const ASK = { what: 'registrations', purpose: 'trace', reason: REASON };

let relink: Deployment;
let browser: Browser;
let asker: Staff;
let supervisor: Staff;
let steward: Staff;
let desk: Desk;

beforeAll(async () => {
  relink = await Deployment.start({ port: await freePort() });
  browser = await openBrowser();
  asker = await relink.signIn('supervisor', 'Harbour', 'Ines Almeida');
  supervisor = await relink.signIn('supervisor', 'Harbour', 'Bogdan Kowalski');
  steward = await relink.signIn('steward', 'Highlands', 'Petra Novakova');
  const caseworker = await relink.signIn('caseworker');
  const basis = { ...consent, purposes: ['trace'] };
  await expectStatus(201, caseworker.post('/registrations', { ...aRegistration(), basis }));
});
afterAll(async () => {
  await browser.close();
  await relink.stop();
});
afterEach(async () => {
  await desk.close();
  expect(desk.troubles).toEqual([]);
  for (const address of desk.addresses) expect(new URL(address).search).toBe('');
});

async function sitDown(staff: Staff, language: Language = 'en', width = 1280): Promise<ReturnType<typeof textsIn>> {
  desk = await Desk.open(browser, relink.url, { colorScheme: language === 'ar' ? 'dark' : 'light', width });
  await desk.sitDown(staff.session, language);
  return textsIn(language);
}

const inDialog = (name: string) => desk.page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
const dialogGone = () => desk.page.getByRole('dialog').waitFor({ state: 'detached' });

/** Agreed to by two, and made. */
async function made(): Promise<void> {
  const { id, version } = await expectStatus(201, asker.post('/exports', ASK));
  const once = await expectStatus(200, supervisor.post(`/exports/${id}/approve`, {}, version));
  await expectStatus(200, steward.post(`/exports/${id}/approve`, {}, once.version));
  await eventually(async () => {
    expect((await expectStatus(200, asker.get(`/exports/${id}`))).state).toBe('ready');
  });
}

describe('A list of persons that leaves Relink, in the console', () => {
  it('is asked for with everything those who decide need to know', async () => {
    const say = await sitDown(asker);
    await desk.go('/exports');
    await desk.reads(say('exports.empty'));
    await desk.check();
    await desk.press('button', say('export.ask'));
    await inDialog(say('export.ask-send'));
    await desk.reads(say('match.why-missing'));
    await desk.check();
    await desk.page.locator('[data-path="what"] input[value="registrations"]').check();
    await desk.choose('purpose', 'share-with-authority');
    await desk.type('recipient', 'the police');
    await inDialog(say('export.ask-send'));
    await desk.reads(say('export.authority-wrong'));
    await desk.reads(say('export.harm-missing'));
    await desk.check();
    await desk.choose('purpose', 'trace');
    await desk.type('reason', REASON);
    await inDialog(say('export.ask-send'));
    await dialogGone();
    await desk.heading(say('export.part.others'));
    await desk.reads(say('export.turn.asked-own'));
    await desk.reads(REASON);
    await desk.check();
    await desk.press('button', say('export.do.take-back'));
    await desk.reads(say('export.take-back-words'));
    await inDialog(say('export.do.take-back'));
    await desk.heading(say('export.part.over'));
    await desk.reads(say('export-state.taken-back'));
    await desk.check();
  });

  it('needs two who agree, and each reads whose turn it is, in Arabic on a telephone as well', async () => {
    await expectStatus(201, asker.post('/exports', ASK));
    const ar = await sitDown(supervisor, 'ar', 360);
    await desk.go('/exports');
    await desk.heading(ar('export.part.yours'));
    await desk.reads(ar('export.turn.asked', { asker: 'Ines Almeida' }));
    await desk.check();
    await desk.press('button', ar('export.do.approve'));
    await desk.reads(ar('export.approve-words'));
    await desk.check();
    await inDialog(ar('export.do.approve'));
    await dialogGone();
    await desk.reads(ar('export.turn.approved-once-yours'));
    await desk.reads(ar('not-allowed.not-the-first-approver'));
    await desk.check();
    await desk.close();

    const say = await sitDown(steward);
    await desk.go('/exports');
    await desk.reads(say('export.turn.approved-once', { asker: 'Ines Almeida', first: 'Bogdan Kowalski' }));
    await desk.press('button', say('export.do.refuse'));
    await inDialog(say('export.do.refuse'));
    await desk.reads(say('match.why-missing'));
    await desk.type('reason', 'The convoy has a list of its own.');
    await inDialog(say('export.do.refuse'));
    await desk.reads(say('export.turn.refused'));
    await desk.reads('The convoy has a list of its own.');
    await desk.reads(say('export.refused-by'));
    await desk.check();
  });

  it('is saved with a key that is shown once, and that no address holds', async () => {
    await made();
    const say = await sitDown(asker);
    await desk.go('/exports');
    await desk.reads(say('export.turn.ready-own'));
    await desk.check();
    await desk.press('button', say('export.do.show-key'));
    await inDialog(say('export.do.show-key'));
    await desk.reads(say('export.key-words'));
    await desk.check();
    const key = await desk.page.getByRole('textbox', { name: say('export.key') }).textContent();
    expect(key).toMatch(/^[\w-]{43}$/);
    await desk.page.keyboard.press('Escape');
    const saving = desk.page.waitForEvent('download');
    await inDialog(say('export.do.download'));
    const file = await saving;
    expect(file.suggestedFilename()).toBe('list.csv');
    expect(await readFile(await file.path(), 'utf8')).toContain('Amino Warsama');
    await desk.reads(say('export.saved'));
    await inDialog(say('export.key-kept'));
    await dialogGone();
    expect(await desk.page.content()).not.toContain(key);

    await desk.press('button', say('export.do.download'));
    await desk.type('key', 'too short');
    await inDialog(say('export.do.download'));
    await desk.reads(say('export.key-wrong'));
    desk.expectAnswer(/ 409 POST .*\/download$/);
    await desk.type('key', 'k'.repeat(43));
    await inDialog(say('export.do.download'));
    await desk.reads(say('not-allowed.key-fits'));
    await desk.check();
    await desk.type('key', key!);
    const again = desk.page.waitForEvent('download');
    await inDialog(say('export.do.download'));
    await again;
    await dialogGone();
    await desk.check();
  });

  it('is nobody else’s: who may not ask has no such entry, and is told so at its address', async () => {
    const say = await sitDown(await relink.signIn('caseworker'));
    desk.expectAnswer(/ 403 GET .*\/exports$/);
    await desk.go('/exports');
    await desk.reads(say('problem.forbidden'));
    expect(await desk.page.getByRole('link', { name: say('menu.exports') }).count()).toBe(0);
    await desk.check();
  });
});

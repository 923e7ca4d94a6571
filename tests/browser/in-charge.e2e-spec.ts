import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { freePort } from '#libs/embedded';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { aRegistration, expectStatus, openRequest } from '../support/stories.js';
import { Desk, openBrowser } from './support/browser.js';
import { textsIn, type Language } from './support/catalogue.js';

let relink: Deployment;
let browser: Browser;
let caseworker: Staff;
let colleague: Staff;
let supervisor: Staff;
let desk: Desk;

beforeAll(async () => {
  relink = await Deployment.start({ worker: false, port: await freePort() });
  browser = await openBrowser();
  caseworker = await relink.signIn('caseworker');
  colleague = await relink.signIn('caseworker', 'Harbour', 'Nadia Colleague');
  supervisor = await relink.signIn('supervisor');
  await relink.signIn('intake-volunteer', 'Harbour', 'Vera Volunteer');
});
afterAll(async () => {
  await browser.close();
  await relink.stop();
});
afterEach(async () => {
  await desk.close();
  expect(desk.troubles).toEqual([]);
});

async function at(staff: Staff, path: string, language: Language, width: number) {
  desk = await Desk.open(browser, relink.url, { colorScheme: language === 'ar' ? 'dark' : 'light', width });
  await desk.sitDown(staff.session, language);
  await desk.go(path);
  await desk.settled();
  return textsIn(language);
}

const aCase = async () => `/tracing-requests/${(await openRequest(caseworker, supervisor)).id}`;
const aRegistered = async () =>
  `/registrations/${(await expectStatus(201, caseworker.post('/registrations', aRegistration()))).id}`;

describe('Putting somebody else in charge', () => {
  it.each([
    ['a case', 'en', 1280, aCase],
    ['a case', 'ar', 360, aCase],
    ['a registration', 'en', 360, aRegistered],
    ['a registration', 'ar', 1280, aRegistered],
  ] as const)('of %s is a step of the supervisor: %s, %s', async (_, language, width, make) => {
    const path = await make();
    const say = await at(supervisor, path, language, width);
    await desk.press('button', say('in-charge.do'));
    const dialog = desk.page.getByRole('dialog');
    await dialog.getByRole('option', { name: /Nadia Colleague/ }).waitFor({ state: 'attached' });
    expect(await dialog.getByRole('option', { name: /Vera Volunteer/ }).count()).toBe(0);
    await desk.check();
    await dialog.getByRole('button', { name: say('in-charge.do'), exact: true }).click();
    await desk.reads(say('form.choose-one'));
    await desk.choose('choice', colleague.account.id);
    await dialog.getByRole('button', { name: say('in-charge.do'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await desk.reads('Nadia Colleague');
    expect((await expectStatus(200, supervisor.get(path))).owner.id).toBe(colleague.account.id);
  });

  it.each([
    ['a case', aCase],
    ['a registration', aRegistered],
  ])('of %s is not offered to a caseworker', async (_, make) => {
    const say = await at(caseworker, await make(), 'en', 1280);
    await desk.page.getByText(say('column.owner'), { exact: true }).first().waitFor();
    expect(await desk.page.getByRole('button', { name: say('in-charge.do') }).count()).toBe(0);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { freePort } from '#libs/embedded';
import { eventually } from '#libs/testing';
import type { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, aRegistration, consent, expectStatus, openRequest, publicInterest } from '../support/stories.js';
import { twoDeployments, type TwoDeployments } from '../support/two-deployments.js';
import { Desk, openBrowser } from './support/browser.js';
import { textsIn, type Language } from './support/catalogue.js';

const SHARED = ['trace', 'match-within-society', 'share-with-partner'];
const NAME = 'Halima Nurie Osman';
const PERSON = { names: [{ text: NAME, kind: 'legal' }], birth: { year: 1988, month: 3, day: 12 }, sex: 'female' };

let two: TwoDeployments;
let asked: Deployment;
let browser: Browser;
let desk: Desk;
let path: string;
let caseworker: Staff;
let supervisor: Staff;
let liaison: Staff;

beforeAll(async () => {
  two = await twoDeployments({ port: await freePort() });
  asked = two.b;
  browser = await openBrowser();
  [caseworker, supervisor, liaison] = [
    await asked.signIn('caseworker'),
    await asked.signIn('supervisor'),
    await asked.signIn('liaison'),
  ];
  await register();
  await ask();
  const { id } = await eventually(async () => {
    const { items } = await expectStatus(200, liaison.get('/partner-enquiries'));
    expect(items).toMatchObject([{ state: 'searching', toJudge: 1 }]);
    return items[0];
  });
  path = `/partner-enquiries/${id}`;
});
afterAll(async () => {
  await browser.close();
  await two.stop();
});
afterEach(async () => {
  await desk.close();
  expect(desk.troubles).toEqual([]);
});

async function register(): Promise<void> {
  const basis = { ...consent, purposes: SHARED, recipients: ['partner', 'family'] };
  await expectStatus(201, caseworker.post('/registrations', { ...aRegistration(), person: PERSON, basis }));
  await eventually(async () => {
    expect(await asked.database.sql('SELECT 1 FROM relink.match_keys')).not.toEqual([]);
  });
}

/** The other Society asks, and what it asks crosses the border by itself. */
async function ask(): Promise<void> {
  const [by, second] = [await two.a.signIn('caseworker'), await two.a.signIn('supervisor')];
  const partnerId = two.bForA;
  const interview = anInterview();
  interview.soughtPersons[0]!.person = PERSON as never;
  interview.soughtPersons[0]!.basis = { ...publicInterest, purposes: SHARED, recipients: ['partner'] } as never;
  const { id } = await openRequest(by, second, interview);
  const request = await expectStatus(200, by.get(`/tracing-requests/${id}`));
  const soughtId = request.interview.soughtPersons[0].id;
  const enquiry = { soughtId, partnerId, fields: ['names', 'birth', 'sex'] };
  await expectStatus(201, by.post(`/tracing-requests/${id}/enquiries`, enquiry));
  const { items } = await expectStatus(200, second.get(`/dossiers/${id}/disclosures`));
  await expectStatus(200, second.post(`/disclosures/${items[0].id}/approve`, {}, items[0].version));
}

async function at(staff: Staff, language: Language): Promise<void> {
  desk = await Desk.open(browser, asked.url, { colorScheme: language === 'ar' ? 'dark' : 'light', width: 390 });
  await desk.sitDown(staff.session, language);
  await desk.go(path);
  await desk.heading(textsIn(language)('their-enquiry.who'));
  await desk.check();
}

const inDialog = (name: string) => desk.page.getByRole('dialog').getByRole('button', { name, exact: true }).click();

describe('What a partner asks, in the console', () => {
  const say = textsIn('en');

  it('shows whom they look for with label, origin and expiry, and proposes whom they may mean', async () => {
    await at(caseworker, 'ar');
    await desk.reads(NAME);
    await desk.reads(textsIn('ar')('exchange.onward'));
    await desk.press('button', textsIn('ar')('enquiry-finding.do.judge-probable'));
    await inDialog(textsIn('ar')('enquiry-finding.do.judge-probable'));
    await desk.reads(textsIn('ar')('match.why-missing'));
    await desk.type('reason', 'الاسم ويوم الميلاد متطابقان.');
    await desk.check();
    await inDialog(textsIn('ar')('enquiry-finding.do.judge-probable'));
    await desk.reads(textsIn('ar')('enquiry-finding-state.probable'));
  });

  it('is answered by a person, and never before everybody proposed is judged', async () => {
    await at(supervisor, 'en');
    const nothing = desk.page.getByRole('button', { name: say('their-enquiry.do.answer-nothing') });
    expect(await nothing.getAttribute('aria-disabled')).toBe('true');
    await desk.reads(say('not-allowed.all-judged'));
    await desk.press('button', say('enquiry-finding.do.rule-out'));
    await desk.type('reason', 'Another mother.');
    await inDialog(say('enquiry-finding.do.rule-out'));
    await desk.reads(say('enquiry-finding-state.ruled-out'));
    await desk.press('button', say('their-enquiry.do.answer-nothing'));
    await inDialog(say('their-enquiry.do.answer-nothing'));
    await desk.reads(say('partner-answer.nothing-we-can-share'));
    await desk.check();
  });
});

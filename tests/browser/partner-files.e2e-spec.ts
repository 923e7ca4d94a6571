import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import sharp from 'sharp';
import { freePort } from '#libs/embedded';
import { eventually } from '#libs/testing';
import type { Deployment } from '../support/deployment.js';
import { aPdf, checked, sendFile } from '../support/some-files.js';
import type { Staff } from '../support/staff.js';
import { anInterview, consent, expectStatus, openRequest, publicInterest } from '../support/stories.js';
import { twoDeployments, type TwoDeployments } from '../support/two-deployments.js';
import { Desk, openBrowser } from './support/browser.js';
import { textsIn, type Language } from './support/catalogue.js';

const SHARED = ['trace', 'match-within-society', 'share-with-partner'];
const categories = ['identity', 'photo', 'documents'];

let two: TwoDeployments;
let browser: Browser;
let desk: Desk;

beforeAll(async () => {
  two = await twoDeployments({ port: await freePort() });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await two.stop();
});
afterEach(async () => {
  await desk.close();
  expect(desk.troubles).toEqual([]);
});

interface Case {
  id: string;
  soughtId: string;
  caseworker: Staff;
  supervisor: Staff;
  photo: string;
}

/** A request with a photo and a document, in a Society that may tell its partner of everything in it. */
async function aCase(relink: Deployment): Promise<Case> {
  const [caseworker, supervisor] = [await relink.signIn('caseworker'), await relink.signIn('supervisor')];
  const interview = anInterview();
  const basis = { ...publicInterest, purposes: SHARED, recipients: ['partner'], categories };
  interview.soughtPersons[0]!.basis = basis as never;
  interview.enquirer.basis = { ...consent, purposes: SHARED, recipients: ['partner'] } as never;
  const { id } = await openRequest(caseworker, supervisor, interview);
  const request = await expectStatus(200, caseworker.get(`/tracing-requests/${id}`));
  const soughtId = request.interview.soughtPersons[0].id as string;
  const face = sharp({ create: { width: 320, height: 400, channels: 3, background: { r: 180, g: 140, b: 110 } } });
  const about = { kind: 'photo', name: 'Amina, 2019.jpg', personId: soughtId };
  const photo = await sendFile(caseworker, id, await face.jpeg().toBuffer(), about);
  const paper = await sendFile(caseworker, id, aPdf(), { kind: 'document', name: 'Birth certificate.pdf' });
  for (const one of [photo, paper]) await checked(caseworker, id, one);
  return { id, soughtId, caseworker, supervisor, photo };
}

async function approve(id: string, by: Staff, carrier: string): Promise<void> {
  const { items } = await expectStatus(200, by.get(`/dossiers/${id}/disclosures`));
  const one = (items as { id: string; version: number; carrier: string }[]).find((line) => line.carrier === carrier)!;
  await expectStatus(200, by.post(`/disclosures/${one.id}/approve`, {}, one.version));
}

async function at(staff: Staff, path: string, language: Language, width = 1280): Promise<void> {
  desk = await Desk.open(browser, two.b.url, { colorScheme: language === 'ar' ? 'dark' : 'light', width });
  await desk.sitDown(staff.session, language);
  await desk.go(path);
}

async function isSeen(picture: Locator): Promise<void> {
  await picture.scrollIntoViewIfNeeded();
  await eventually(async () => {
    expect(await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(256);
  });
}

describe('Files that cross a border, in the console', () => {
  it('are chosen by name, and looked at by whoever approves', async () => {
    const say = textsIn('en');
    const { id, caseworker, supervisor } = await aCase(two.b);
    await at(caseworker, `/tracing-requests/${id}?tab=partners`, 'en');
    await desk.press('button', say('disclosure.prepare'));
    const dialog = desk.page.getByRole('dialog');
    await dialog.getByLabel(say('partner.title')).selectOption({ index: 1 });
    await dialog.getByLabel(say('shared-field.files'), { exact: true }).check();
    await dialog.getByRole('button', { name: say('share.prepare') }).click();
    await desk.reads(say('form.choose-one'));
    await dialog.getByLabel('Amina, 2019.jpg').check();
    await desk.check();
    await dialog.getByRole('button', { name: say('share.prepare') }).click();
    await dialog.waitFor({ state: 'detached' });
    await desk.reads(say('disclosure.files'));
    await desk.reads(`${say('file-kind.photo')} · JPEG`);
    await desk.check();
    await desk.close();
    await at(supervisor, `/tracing-requests/${id}?tab=partners`, 'en', 390);
    await isSeen(desk.page.getByAltText(say('record.file-preview')));
    const saving = desk.page.waitForEvent('download');
    await desk.press('link', say('record.file-save'));
    expect((await saving).suggestedFilename()).toBe('Amina, 2019.jpg');
    await desk.check();
  });

  it('stand in the record they came with, with a small picture', async () => {
    const ar = textsIn('ar');
    const { id, soughtId, caseworker, supervisor, photo } = await aCase(two.a);
    const partnerId = two.bForA;
    const question = { soughtId, partnerId, fields: ['names'] };
    await expectStatus(201, caseworker.post(`/tracing-requests/${id}/enquiries`, question));
    await approve(id, supervisor, 'enquiry');
    const told = { personId: soughtId, partnerId, fields: ['names', 'files'], files: [photo] };
    await expectStatus(201, caseworker.post(`/dossiers/${id}/disclosures`, told));
    await approve(id, supervisor, 'disclosure');
    const liaison = await two.b.signIn('liaison');
    const enquiry = await eventually(async () => {
      const [held] = await two.b.database.sql('SELECT 1 FROM relink.files WHERE holder IS NOT NULL AND state = $1', [
        'ready',
      ]);
      const { items } = await expectStatus(200, liaison.get('/partner-enquiries'));
      if (!held || items.length === 0) throw new Error('not there yet');
      return items[0] as { id: string };
    });
    await at(liaison, `/partner-enquiries/${enquiry.id}`, 'ar', 390);
    await desk.reads(ar('record.files'));
    await isSeen(desk.page.getByAltText(ar('record.file-preview')));
    await desk.check();
    const saving = desk.page.waitForEvent('download');
    await desk.press('link', ar('record.file-save'));
    expect((await saving).suggestedFilename()).toBe('NOR-photo.jpg');
  });
});

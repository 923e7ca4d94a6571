import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { eventually } from '#libs/testing';
import { CHROMIUM } from '../browser/support/browser.js';
import { Deployment } from '../support/deployment.js';
import { issueCard, type Card } from '../support/family.js';
import { expectStatus, openRequest } from '../support/stories.js';

const ANSWER = 'Marigold is the answer of the caseworker';
const NOTE = 'Windowsill is what the family wrote';
const PAGES = ['request', 'access', 'agreements', 'contact', 'rights', 'note'];

let relink: Deployment;
let portal: string;
let card: Card;
let profile: string;
let phone: BrowserContext;

beforeAll(async () => {
  relink = await Deployment.start();
  portal = await relink.startPortal();
  const caseworker = await relink.signIn('caseworker');
  const { id } = await openRequest(caseworker, await relink.signIn('supervisor'));
  card = await issueCard(caseworker, id, 'petunia pavement');
  await expectStatus(201, caseworker.post(`/tracing-requests/${id}/family-answers`, { text: ANSWER }));
  await eventually(async () => expect(await relink.database.sql('SELECT 1 FROM portal.answers')).toHaveLength(1));
  profile = await mkdtemp(join(tmpdir(), 'relink-phone-'));
  // With a profile on disk, as people have: a private window would forget by itself.
  phone = await chromium.launchPersistentContext(profile, {
    ...CHROMIUM,
    viewport: { width: 320, height: 640 },
    baseURL: portal,
  });
});
afterAll(async () => {
  await rm(profile, { recursive: true });
  await relink.stop();
});

/** Goes through all of it. @returns the titles on the way */
async function readEverything(page: Page): Promise<Set<string>> {
  const titles = new Set<string>();
  await page.goto('/en');
  await page.locator('#code').fill(card.code);
  await page.locator('#word').fill(card.word);
  await page.locator('main form button').click();
  await page.waitForURL('**/en/request');
  for (const path of PAGES) {
    await page.goto(`/en/${path}`);
    titles.add(await page.title());
  }
  expect(await page.locator('main').innerText()).toContain(ANSWER);
  await page.locator('textarea').fill(NOTE);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('We have it. A person will read it.').waitFor();
  return titles;
}

/** Every file below a folder that holds one of the texts, in either of the forms in which a browser writes text. */
async function filesWith(folder: string, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    for (const text of texts)
      if (bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le'))) found.push(`${entry.name}: ${text}`);
  }
  return found;
}

describe('Whoever takes the phone after the family has left', () => {
  it('finds nothing behind Back, no cookie, nothing stored and a title that says nothing', async () => {
    const page = await phone.newPage();
    const asked = new Set<string>();
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
    expect([...(await readEverything(page))]).toEqual(['Messages']);
    await page.getByRole('link', { name: 'Leave this page' }).click();
    await page.getByText('You can close this page now.').waitFor();
    expect(await phone.cookies()).toEqual([]);
    for (let steps = 0; steps < 6; steps++) {
      await page.goBack();
      const shown = await page.locator('body').innerText();
      for (const text of [ANSWER, NOTE, 'We are looking', 'We have it', card.code]) expect(shown).not.toContain(text);
    }
    expect([...asked]).toEqual([portal]);
    await page.goto('/en');
    const stored = `Promise.all([caches.keys(), indexedDB.databases()]).then((lists) =>
      [localStorage.length, sessionStorage.length, ...lists.map(({ length }) => length)])`;
    expect(await page.evaluate(stored)).toEqual([0, 0, 0, 0]);
    for (const field of ['#code', '#word']) expect(await page.locator(field).inputValue()).toBe('');
  });

  it('finds nothing in the files of the browser either', async () => {
    await phone.close();
    const texts = [ANSWER, NOTE, 'We are looking', card.code, card.code.replaceAll('-', ''), card.word];
    expect(await filesWith(profile, texts)).toEqual([]);
    // The history is there, or we would have looked in the wrong place.
    expect(await filesWith(profile, [`${portal}/en`])).toContain(`History: ${portal}/en`);
  });
});

import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { issueCard, type Card } from '../support/family.js';
import { openRequest } from '../support/stories.js';
import { openBrowser } from './support/browser.js';

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const INSIDE = ['request', 'contact', 'call', 'note', 'access', 'agreements', 'stop?what=0', 'rights', 'in-touch'];

let relink: Deployment;
let portal: string;
let browser: Browser;
let card: Card;

beforeAll(async () => {
  relink = await Deployment.start();
  portal = await relink.startPortal();
  browser = await openBrowser();
  const caseworker = await relink.signIn('caseworker');
  const { id } = await openRequest(caseworker, await relink.signIn('supervisor'));
  card = await issueCard(caseworker, id);
  await eventually(async () => expect(await relink.database.sql('SELECT 1 FROM portal.pages')).toHaveLength(1));
});
afterAll(async () => {
  await browser.close();
  await relink.stop();
});

/** A phone of 320 px. */
function aPhone(
  options: { javaScriptEnabled?: boolean; colorScheme?: 'light' | 'dark' } = {},
): Promise<BrowserContext> {
  return browser.newContext({ viewport: { width: 320, height: 640 }, baseURL: portal, ...options });
}

async function signIn(page: Page, language = 'en'): Promise<void> {
  await page.goto(`/${language}`);
  await page.locator('#code').fill(card.code);
  await page.locator('#word').fill(card.word);
  await page.locator('main form button').click();
  await page.waitForURL(`**/${language}/request`);
}

describe('On an old phone with scripts off', () => {
  it('a family signs in, asks for a call and leaves, and nothing is left for whoever takes the phone', async () => {
    const context = await aPhone({ javaScriptEnabled: false });
    const page = await context.newPage();
    const asked = new Set<string>();
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
    await signIn(page);
    expect(await page.title()).toBe('Messages');
    await page.getByRole('link', { name: /Please call me/ }).click();
    await page.getByLabel('In the evening').check();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('We have it. A person will read it.').waitFor();
    expect(await context.cookies()).toHaveLength(1);
    await page.getByRole('link', { name: 'Leave this page' }).click();
    await page.getByText('You can close this page now.').waitFor();
    expect(await context.cookies()).toEqual([]);
    await page.goBack();
    expect(await page.locator('main').innerText()).not.toContain('We have it.');
    await page.goto('/en/request');
    expect(new URL(page.url()).pathname).toBe('/en');
    expect([...asked]).toEqual([portal]);
    await context.close();
  });

  it.each(['en', 'ar', 'ti', 'uk'])('every page in %s fits 320 px', async (language) => {
    const context = await aPhone();
    const page = await context.newPage();
    await signIn(page, language);
    for (const path of INSIDE) {
      await page.goto(`/${language}/${path}`);
      expect({ path, over: await page.evaluate('document.documentElement.scrollWidth - window.innerWidth') }).toEqual({
        path,
        over: 0,
      });
    }
    await context.close();
  });
});

describe('Everybody', () => {
  it.each(['light', 'dark'] as const)('can use every page, with %s colours', async (colorScheme) => {
    const context = await aPhone({ colorScheme });
    const page = await context.newPage();
    const barriers = async (path: string) => {
      await page.goto(path);
      const { violations } = await new AxeBuilder({ page }).withTags(WCAG_22_AA).analyze();
      return violations.map(
        ({ id, nodes }) => `${path} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
      );
    };
    for (const path of ['/en', '/ar', '/en/look', '/en/looked', '/en?ended']) expect(await barriers(path)).toEqual([]);
    await signIn(page);
    for (const path of INSIDE) expect(await barriers(`/en/${path}`)).toEqual([]);
    for (const path of INSIDE) expect(await barriers(`/ar/${path}`)).toEqual([]);
    await context.close();
  });

  it('gets in and through with the keyboard alone', async () => {
    const context = await aPhone();
    const page = await context.newPage();
    await page.goto('/en');
    const focus = () => page.evaluate<string>('document.activeElement.id || document.activeElement.textContent.trim()');
    const order: string[] = [];
    for (let presses = 0; presses < 6; presses++) {
      await page.keyboard.press('Tab');
      order.push(await focus());
      if (order.at(-1) === 'code') await page.keyboard.type(card.code);
      if (order.at(-1) === 'word') await page.keyboard.type(card.word);
      if (order.at(-1) === 'Open') break;
    }
    expect(order).toEqual(['Back', 'Leave this page', 'code', 'word', 'Open']);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/en/request');
    await context.close();
  });
});

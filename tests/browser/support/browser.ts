import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@jest/globals';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { eventually, PATIENCE_MS } from '#libs/testing';
import type { Language, Say } from './catalogue.js';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const MOST_TABS = 80;
/** Runs inside the page, so it is text here: the tests themselves know no document. */
const REPORT_POLICY_VIOLATIONS = `document.addEventListener('securitypolicyviolation', (event) =>
  console.error('content security policy: ' + event.violatedDirective + ' ' + event.blockedURI))`;
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export const CHROMIUM = { executablePath: process.env['RELINK_TEST_CHROMIUM'] ?? '/usr/bin/chromium', args: FLAGS };

export function openBrowser(): Promise<Browser> {
  return chromium.launch(CHROMIUM);
}

export interface Look {
  locale?: string;
  colorScheme?: 'light' | 'dark';
  width?: number;
}

/** One person's browser. Notes everything that must not happen on any screen, and every title and address on the way. */
export class Desk {
  readonly troubles: string[] = [];
  readonly titles = new Set<string>();
  readonly addresses = new Set<string>();
  /** Answers that a test brings about on purpose, such as a server error. */
  private readonly expected: RegExp[] = [/ 401 .*\/api\/v1\/session$/];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly url: string,
  ) {}

  static async open(
    browser: Browser,
    url: string,
    { locale = 'en-GB', colorScheme = 'light', width = 1280 }: Look = {},
  ): Promise<Desk> {
    const context = await browser.newContext({ locale, colorScheme, viewport: { width, height: 900 }, baseURL: url });
    await context.addInitScript({ content: REPORT_POLICY_VIOLATIONS });
    const desk = new Desk(context, await context.newPage(), url);
    desk.page.setDefaultTimeout(PATIENCE_MS);
    desk.watch();
    return desk;
  }

  expectAnswer(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  go(path: string) {
    return this.page.goto(path);
  }

  /** Goes on where somebody signed in already. */
  async sitDown({ name, value }: { name: string; value: string }, language: Language = 'en'): Promise<void> {
    const url = this.url.replace('http:', 'https:');
    await this.context.addCookies([{ name, value, url, secure: true, httpOnly: true, sameSite: 'Strict' }]);
    await this.context.addInitScript({ content: `localStorage.setItem('relink.language', '${language}')` });
  }

  async signIn(say: Say, email: string, password: string, code: string): Promise<void> {
    const { page } = this;
    await page.getByLabel(say('sign-in.email')).fill(email);
    await page.getByLabel(say('sign-in.password'), { exact: true }).fill(password);
    await this.press('button', say('sign-in.continue'));
    await page.getByLabel(say('sign-in.code')).fill(code);
    await this.press('button', say('sign-in.sign-in'));
  }

  press(role: 'button' | 'link', name: string): Promise<void> {
    return this.page.getByRole(role, { name, exact: true }).click();
  }

  /** Fields by the path the service knows them by. */
  type(path: string, text: string): Promise<void> {
    return this.page.locator(`[data-path="${path}"]`).locator('input, textarea').fill(text);
  }

  async choose(path: string, value: string): Promise<void> {
    await this.page.locator(`[data-path="${path}"] select`).selectOption(value);
  }

  tick(label: string): Promise<void> {
    return this.page.getByLabel(label).check();
  }

  async bornOn(path: string, { day, month, year }: { day: string; month: string; year: string }): Promise<void> {
    await this.choose(`${path}.month`, month);
    await this.type(`${path}.day`, day);
    await this.type(`${path}.year`, year);
  }

  heading(name: string, level = 2): Promise<void> {
    return this.page.getByRole('heading', { name, level }).waitFor();
  }

  reads(text: string): Promise<void> {
    return this.page.getByText(text).first().waitFor();
  }

  /** Goes on with Tab, as somebody without a mouse does. */
  async tabTo(target: Locator): Promise<void> {
    for (let presses = 0; presses < MOST_TABS; presses++) {
      await this.page.keyboard.press('Tab');
      if ((await target.and(this.page.locator(':focus')).count()) > 0) return;
    }
    throw new Error('the keyboard does not get there');
  }

  focused(): Promise<string> {
    return this.page.evaluate('document.activeElement?.textContent ?? ""');
  }

  /** @returns what axe found, in one line each; nothing on a screen that everyone can use */
  async barriers(): Promise<string[]> {
    await this.settled();
    const { violations } = await new AxeBuilder({ page: this.page }).withTags(WCAG_22_AA).analyze();
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary ?? ''}`),
    );
  }

  /** Checks what is asked of every screen. */
  async check(): Promise<void> {
    expect(await this.barriers()).toEqual([]);
    this.titles.add(await this.page.title());
    expect(await this.page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThan(1);
  }

  /** Waits until the screen has what it asked for. */
  async settled(): Promise<void> {
    await this.page.locator('h1').first().waitFor();
    await eventually(async () => {
      expect(await this.page.locator('[aria-busy=true], .loading').count()).toBe(0);
    });
  }

  close(): Promise<void> {
    return this.context.close();
  }

  private watch(): void {
    const { page } = this;
    const host = new URL(this.url).host;
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      // A failed answer is judged below, where its status is known.
      if (message.text().startsWith('Failed to load resource')) return;
      this.troubles.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.troubles.push(`script: ${error.message}`));
    page.on('request', (request) => {
      const { protocol, host: asked } = new URL(request.url());
      if (protocol !== 'data:' && asked !== host) this.troubles.push(`request to ${asked}`);
    });
    page.on('response', (response) => {
      if (response.status() < 400) return;
      const line = ` ${response.status()} ${response.request().method()} ${response.url()}`;
      if (!this.expected.some((pattern) => pattern.test(line))) this.troubles.push(`answer:${line}`);
    });
    page.on('framenavigated', (frame) => {
      this.addresses.add(frame.url());
    });
  }
}

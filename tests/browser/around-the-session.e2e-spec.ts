import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Response } from 'playwright-core';
import { Authenticators, Place, RelinkUp } from '../e2e/up/relink-process.js';
import { Desk, openBrowser } from './support/browser.js';
import { textsIn } from './support/catalogue.js';

const VOLUNTEER = 'volunteer@harbour.example';
const FIRST_LOAD = 150 * 1024;
const NAME = 'Nadia Rahimi';

const say = textsIn('en');

describe('Around the session', () => {
  let place: Place;
  let relink: RelinkUp;
  let browser: Browser;
  let authenticators: Authenticators;
  let desk: Desk;

  beforeAll(async () => {
    place = await Place.make();
    [relink, browser] = await Promise.all([RelinkUp.start(place), openBrowser()]);
    authenticators = Authenticators.ofDemo(place);
  });
  afterAll(async () => {
    await browser?.close();
    await relink?.stop();
    place.remove();
  });
  beforeEach(async () => {
    desk = await Desk.open(browser, place.url);
  });
  afterEach(async () => {
    await desk.close();
    expect(desk.troubles).toEqual([]);
  });

  const signIn = async (email: string) => desk.signIn(say, email, relink.password, await authenticators.code(email));

  it('loads no more than 150 KB, compressed, before somebody can sign in', async () => {
    const answers: Response[] = [];
    desk.page.on('response', (response) => answers.push(response));
    await desk.go('/sign-in');
    await desk.settled();
    await desk.page.getByLabel(say('sign-in.email')).waitFor();
    const sizes = await Promise.all(answers.map(async (answer) => gzipSync(await answer.body()).length));
    expect(sizes.length).toBeGreaterThan(4);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(FIRST_LOAD);
  });

  it('sends somebody without a session to the sign-in, and from there to where they wanted to go', async () => {
    const email = 'caseworker@highlands.example';
    await desk.go('/registrations');
    await desk.heading(say('sign-in.title'), 1);
    await signIn(email);
    await desk.heading(say('menu.registrations'), 1);
    expect(new URL(desk.page.url()).pathname).toBe('/registrations');
    await desk.press('button', say('menu.sign-out'));
    await desk.heading(say('sign-in.title'), 1);
    await desk.go('/registrations');
    await desk.heading(say('sign-in.title'), 1);
  });

  it('says in plain words that the password or the code did not match, and nothing else', async () => {
    desk.expectAnswer(/ 401 POST .*\/api\/v1\/session(\/totp)?$/);
    await desk.go('/sign-in');
    await desk.signIn(say, 'supervisor@highlands.example', relink.password, '000000');
    await desk.reads(say('problem.sign-in.refused'));
    await desk.check();
    await desk.press('button', say('sign-in.back'));
    await desk.page.getByLabel(say('sign-in.email')).fill('nobody@harbour.example');
    await desk.page.getByLabel(say('sign-in.password'), { exact: true }).fill('not the password');
    await desk.press('button', say('sign-in.continue'));
    await desk.reads(say('problem.sign-in.refused'));
  });

  it('keeps what was typed when the line breaks, the service fails or the session ends', async () => {
    await desk.go('/tracing-requests/new');
    await signIn(VOLUNTEER);
    await desk.choose('sensitivity', 'protected');
    await desk.page.getByRole('button', { name: say('interview.step.about-you') }).click();
    await desk.type('enquirer.person.names.0.text', NAME);

    await desk.context.setOffline(true);
    await desk.press('button', say('action.save'));
    await desk.reads(say('problem.unreachable'));
    await desk.context.setOffline(false);
    await desk.check();

    desk.expectAnswer(/ 500 POST .*\/tracing-requests$/);
    await desk.page.route('**/api/v1/tracing-requests', (route) => route.fulfill({ status: 500, body: 'broken' }));
    await desk.press('button', say('action.save'));
    await desk.reads(say('problem.server'));
    await desk.page.unroute('**/api/v1/tracing-requests');

    desk.expectAnswer(/ 401 POST .*\/tracing-requests$/);
    desk.expectAnswer(/ 401 GET /);
    await desk.context.clearCookies();
    await desk.press('button', say('action.save'));
    await desk.heading(say('sign-in.again'));
    await desk.check();
    await signIn(VOLUNTEER);
    await desk.page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(await desk.page.locator('[data-path="enquirer.person.names.0.text"] input').inputValue()).toBe(NAME);

    await desk.press('button', say('action.save'));
    await desk.page.waitForURL(/\/tracing-requests\/[0-9a-f-]{36}\/interview/);
    await desk.go(new URL(desk.page.url()).pathname.replace('/interview', ''));
    await desk.reads(NAME);
    await desk.reads(say('sensitivity.protected'));
    await desk.check();
  });
});

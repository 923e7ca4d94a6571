import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, CDPSession } from 'playwright-core';
import { Totp } from '#libs/crypto';
import { freePort } from '#libs/embedded';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { Desk, openBrowser } from './support/browser.js';
import { textsIn, type Language } from './support/catalogue.js';

const NEW_PASSWORD = 'seven boats in the morning';
const DEVICE = 'Work laptop';

const say = textsIn('en');
const ar = textsIn('ar');

let relink: Deployment;
let browser: Browser;
/** Passkeys are bound to a domain, and an address by number is none. */
let url: string;
let desks: Desk[] = [];

beforeAll(async () => {
  const port = await freePort();
  url = `http://localhost:${port}`;
  relink = await Deployment.start({ port, environment: { RELINK_PUBLIC_ORIGIN: url } });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await relink.stop();
});
afterEach(async () => {
  for (const desk of desks) await desk.close();
  const troubles = desks.flatMap((desk) => desk.troubles);
  desks = [];
  expect(troubles).toEqual([]);
});

async function aDesk(language: Language = 'en'): Promise<Desk> {
  const look = {
    locale: language === 'ar' ? 'ar' : 'en-GB',
    colorScheme: language === 'ar' ? 'dark' : 'light',
  } as const;
  const desk = await Desk.open(browser, url, look);
  desks.push(desk);
  return desk;
}

/** The part of the computer that keeps passkeys and asks for a finger; it always finds the right one. */
class Finger {
  private constructor(
    private readonly cdp: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  static async on({ context, page }: Desk): Promise<Finger> {
    const cdp = await context.newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new Finger(cdp, authenticatorId);
  }

  /** Whether it is the finger of whoever made the passkey. */
  async isTheirs(isUserVerified: boolean): Promise<void> {
    await this.cdp.send('WebAuthn.setUserVerified', { authenticatorId: this.authenticatorId, isUserVerified });
  }
}

const inDialog = (desk: Desk, name: string) =>
  desk.page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
const closed = (desk: Desk) => desk.page.getByRole('dialog').waitFor({ state: 'detached' });

describe('One’s own account', () => {
  it('is opened by a passkey alone, until the passkey is removed', async () => {
    const account = await relink.addAccount('caseworker');
    const desk = await aDesk();
    const finger = await Finger.on(desk);
    await desk.go('/account');
    await desk.check();
    await desk.signIn(say, account.email, account.password, new Totp(account.totpSecret).code(new Date()));
    await desk.heading(say('menu.own-account'), 1);
    await desk.check();

    await desk.press('button', say('own-account.add-passkey'));
    await inDialog(desk, say('sign-in.continue'));
    await desk.reads(say('own-account.device-missing'));
    await desk.check();
    desk.expectAnswer(/ 400 POST .*\/own-account\/begin-passkey$/);
    await desk.type('password', 'not the password');
    await desk.type('name', DEVICE);
    await inDialog(desk, say('sign-in.continue'));
    await desk.reads(say('violation.password.wrong'));
    expect(await desk.page.locator('[data-path="password"] input:focus').count()).toBe(1);
    await desk.check();

    await finger.isTheirs(false);
    await desk.type('password', account.password);
    await inDialog(desk, say('sign-in.continue'));
    await desk.reads(say('own-account.passkey-left'));
    await desk.check();
    await finger.isTheirs(true);
    await inDialog(desk, say('sign-in.continue'));
    await closed(desk);
    await desk.reads(say('own-account.passkey-added', { name: DEVICE }));
    await desk.check();

    await desk.press('button', say('menu.sign-out'));
    await desk.heading(say('sign-in.title'), 1);
    await finger.isTheirs(false);
    await desk.press('button', say('sign-in.passkey'));
    await desk.reads(say('sign-in.passkey-left'));
    await desk.check();
    await finger.isTheirs(true);
    await desk.press('button', say('sign-in.passkey'));
    await desk.press('link', say('menu.own-account'));
    await desk.heading(say('menu.own-account'), 1);
    expect(await desk.page.getByText(say('own-account.passkey-unused')).count()).toBe(0);

    // Another device, as far as the service can tell.
    await desk.context.clearCookies();
    await desk.go('/account');
    await desk.press('button', say('sign-in.passkey'));
    await desk.press('button', say('own-account.end-sessions'));
    await desk.reads(say('own-account.sessions-ended'));
    expect(await desk.page.getByRole('button', { name: say('own-account.end-sessions') }).count()).toBe(0);
    await desk.check();

    const remove = say('action.remove-what', { what: DEVICE });
    await desk.press('button', remove);
    await desk.heading(remove);
    await desk.check();
    await inDialog(desk, say('action.remove'));
    await closed(desk);
    await desk.reads(say('own-account.passkey-removed', { name: DEVICE }));
    await eventually(async () => expect(await desk.focused()).toBe(say('own-account.add-passkey')));
    await desk.check();

    await desk.press('button', say('menu.sign-out'));
    await desk.heading(say('sign-in.title'), 1);
    desk.expectAnswer(/ 401 POST .*\/session\/passkey$/);
    await desk.press('button', say('sign-in.passkey'));
    await desk.reads(say('problem.sign-in.passkey-refused'));
    await desk.check();
  });

  it('gets a new password, and is signed out everywhere else', async () => {
    const staff = await relink.signIn('caseworker');
    const { email } = staff.account;
    const { password } = await relink.addAccount('caseworker');
    const desk = await aDesk('ar');
    await desk.sitDown(staff.session, 'ar');
    await desk.go('/account');
    await desk.reads(ar('own-account.password-words'));
    await desk.press('button', ar('own-account.change-password'));
    await desk.type('password', 'not the password');
    await desk.type('newPassword', 'too short');
    await desk.type('again', 'too short');
    await inDialog(desk, ar('own-account.change-password'));
    await desk.reads(ar('enrol.password-short', { least: 12 }));
    await desk.check();
    desk.expectAnswer(/ 400 POST .*\/own-account\/change-password$/);
    for (const path of ['newPassword', 'again']) await desk.type(path, NEW_PASSWORD);
    await inDialog(desk, ar('own-account.change-password'));
    await desk.page.locator('[data-path="password"]').getByText(ar('violation.password.wrong')).waitFor();
    await desk.check();
    for (const path of ['password', 'newPassword', 'again']) await desk.type(path, password);
    await inDialog(desk, ar('own-account.change-password'));
    await desk.page.locator('[data-path="newPassword"]').getByText(ar('violation.password.same')).waitFor();
    for (const path of ['newPassword', 'again']) await desk.type(path, NEW_PASSWORD);
    await inDialog(desk, ar('own-account.change-password'));
    await closed(desk);
    await desk.reads(ar('own-account.password-changed'));
    await desk.check();

    const other = await aDesk();
    other.expectAnswer(/ 401 POST .*\/session$/);
    await other.go('/sign-in');
    await other.page.getByLabel(say('sign-in.email')).fill(email);
    await other.page.getByLabel(say('sign-in.password'), { exact: true }).fill(password);
    await other.press('button', say('sign-in.continue'));
    await other.reads(say('problem.sign-in.refused'));
    await other.page.getByLabel(say('sign-in.password'), { exact: true }).fill(NEW_PASSWORD);
    await other.press('button', say('sign-in.continue'));
    await other.page.getByLabel(say('sign-in.code')).waitFor();
  });
});

describe('The accounts of others', () => {
  it('are changed, given a new link and closed by the administrator, who cannot change their own', async () => {
    const [administrator, caseworker] = [
      await relink.signIn('administrator', 'Harbour', 'Ines Duarte'),
      await relink.signIn('caseworker', 'Harbour', 'Karim Haddad'),
    ];
    const working = await aDesk();
    await working.sitDown(caseworker.session);
    await working.go('/registrations');
    await working.heading(say('menu.registrations'), 1);

    const desk = await aDesk();
    await desk.sitDown(administrator.session);
    await desk.go('/accounts');
    const row = (name: string) => desk.page.getByRole('row').filter({ hasText: name });
    const step = async (name: string, text: string) => {
      await row(name).getByRole('button').click();
      await desk.page.getByRole('menuitem', { name: text, exact: true }).click();
      await desk.page.getByRole('dialog').waitFor();
    };
    await row('Ines Duarte').getByText(say('account.you')).waitFor();
    expect(await row('Ines Duarte').getByRole('button').count()).toBe(0);
    await row('Karim Haddad').getByRole('button').click();
    await desk.page.getByRole('menu').waitFor();
    await desk.check();
    await desk.page.keyboard.press('Escape');

    await step('Karim Haddad', say('account.do.train'));
    await desk.check();
    await inDialog(desk, say('account.do.train'));
    await closed(desk);
    await row('Karim Haddad').getByText(say('account.trained')).waitFor();

    await step('Karim Haddad', say('account.do.change'));
    await desk.type('name', 'Karim El Haddad');
    await desk.check();
    await inDialog(desk, say('action.save'));
    await closed(desk);
    await working.press('link', say('menu.matches'));
    await working.heading(say('menu.matches'), 1);

    await step('Karim El Haddad', say('account.do.disable'));
    await desk.reads(say('account.disable-words'));
    await desk.check();
    await inDialog(desk, say('account.do.disable'));
    await closed(desk);
    await row('Karim El Haddad').getByText(say('account-state.disabled')).waitFor();
    await desk.check();
    working.expectAnswer(/ 401 GET /);
    await working.press('link', say('menu.tracing-requests'));
    await working.heading(say('sign-in.again'));
    await working.check();

    await step('Karim El Haddad', say('account.do.open-again'));
    await inDialog(desk, say('account.do.open-again'));
    await closed(desk);
    await desk.reads(say('account.link-title', { name: 'Karim El Haddad' }));
    await row('Karim El Haddad').getByText(say('account-state.invited')).waitFor();
    await eventually(async () => expect(await desk.focused()).toContain('/enrol/'));
    await desk.check();
  });
});

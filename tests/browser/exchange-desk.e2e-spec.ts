import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { newId, systemActor } from '#libs/kernel';
import { fingerprint, noteEnquiry, type MessageId, type PartnerId } from '#libs/partners';
import { Tasks } from '#libs/tasks';
import { SettableClock } from '#libs/testing';
import { deskOf, type DeskOf } from '../support/desk-of.js';
import { nowInSeconds } from '../support/partner-society.js';
import { pairOffices, PostOffice } from '../support/post-office.js';
import type { Staff } from '../support/staff.js';
import { Desk, openBrowser } from './support/browser.js';
import { textsIn, type Language } from './support/catalogue.js';

const clock = new SettableClock();
let a: PostOffice;
let b: PostOffice;
let bForA: PartnerId;
let api: DeskOf;
let browser: Browser;
let desk: Desk;
let liaison: Staff;

beforeAll(async () => {
  [a, b] = await Promise.all([PostOffice.open('NOR', clock), PostOffice.open('KEN', clock)]);
  bForA = await pairOffices(a, b);
  const aForB = await pairOffices(b, a);
  await b.queue(aForB, await b.newCase(aForB));
  await b.send();
  await a.take();
  await a.lookAtKeys();
  await a.queue(bForA, await a.newCase(bForA));
  await a.send();
  await deadLetter();
  for (let count = 0; count < 8; count++) await variant(BigInt(100 + count));
  api = await deskOf(a);
  liaison = await api.signIn('liaison');
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await api.close();
  await Promise.all([a.close(), b.close()]);
});
afterEach(async () => {
  await desk.close();
  expect(desk.troubles).toEqual([]);
});

/** One that the partner does not take: it says that it has another one of this name. */
async function deadLetter(): Promise<void> {
  await a.queue(bForA, await a.newCase(bForA));
  await b.stopGateway();
  const server = createServer({}, (_, response) => response.writeHead(409).end());
  await new Promise<void>((ready) => server.listen(b.settings.exchangePort, '127.0.0.1', ready));
  await a.send();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await b.startGateway();
}

/** An enquiry of theirs that may mean the same person as the others. */
async function variant(mark: bigint): Promise<void> {
  const looks = { partnerId: bForA, messageId: newId<'message-of-the-exchange'>() as MessageId, found: true };
  await a.unitOfWork.run(systemActor('test'), (tx) =>
    noteEnquiry(tx, new Tasks(a.unitOfWork), { ...looks, marks: [7n, mark] }),
  );
}

async function at(path: string, language: Language, width = 1280): Promise<void> {
  desk = await Desk.open(browser, api.url, { colorScheme: language === 'ar' ? 'dark' : 'light', width });
  await desk.sitDown(liaison.session, language);
  await desk.go(path);
  await desk.check();
}

const inDialog = (name: string) => desk.page.getByRole('dialog').getByRole('button', { name }).click();
const closed = () => desk.page.getByRole('dialog').waitFor({ state: 'detached' });

describe('The desk of the exchange, in the console', () => {
  const say = textsIn('en');
  const ar = textsIn('ar');

  it('says of each partner what to look at, the worst first, and leads to it', async () => {
    await at('/partners', 'en');
    const concerns = await desk.page.locator('.concerns .pill').allInnerTexts();
    expect(concerns.map((text) => text.replace(/^!\s*/, ''))).toEqual([
      say('concern.enquiries-stopped'),
      say('concern.dead-letters'),
    ]);
    await desk.reads(say('stopped.many-variants'));
    await desk.press('link', 'Decide about 1 message');
    await desk.reads(say('post-failure.answered-409'));
    await desk.check();
  });

  it('sends a dead letter again, when a person says so', async () => {
    await at('/partners?tab=outbox&state=dead', 'ar', 390);
    await desk.press('button', ar('post.do.send-again'));
    await desk.reads(ar('post.send-again-words'));
    await desk.check();
    await inDialog(ar('post.do.send-again'));
    await closed();
    await desk.reads(ar('outbox.empty'));
    await desk.go('/partners?tab=outbox&state=dropped');
    await desk.reads(ar('post-failure.written-anew'));
    await desk.check();
  });

  it('shows the receipts of what went and of what came', async () => {
    await at('/partners?tab=outbox&state=delivered', 'en');
    await desk.reads(say('receipt-stage.machine'));
    const [entry] = await b.database.sql<{ seq: string }>(
      `SELECT seq FROM audit.entries WHERE action = 'exchange.received'`,
    );
    await desk.reads(say('receipt.entry-theirs', { entry: entry!.seq }));
    await desk.go('/partners?tab=inbox');
    await desk.reads(say('incoming.acted-upon'));
    await desk.reads(say('post.receipts-given'));
    await desk.check();
  });

  it('takes enquiries again when somebody has looked', async () => {
    await at(`/partners/${bForA}`, 'ar', 390);
    await desk.press('button', ar('health.do.resume-enquiries'));
    await inDialog(ar('health.do.resume-enquiries'));
    await closed();
    await desk.reads(ar('health.well'));
    await desk.check();
  });

  it('shows our own fingerprints in six groups of five letters, to be read out', async () => {
    await at('/partners?tab=keys', 'en');
    const [sign] = a.exchangeKeys.told(nowInSeconds()).filter(({ use }) => use === 'sign');
    const groups = await desk.page.locator('.letters').first().locator('code').allInnerTexts();
    expect(groups).toEqual(fingerprint(sign!.kid).split(' '));
    await desk.page.getByText(say('own-keys.to-send'), { exact: true }).click();
    expect(await desk.page.locator('.copied').innerText()).toContain(sign!.x);
    await desk.check();
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { freePort } from '#libs/embedded';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, aRegistration, expectStatus, openRequest } from '../support/stories.js';
import { Desk, openBrowser } from './support/browser.js';
import { textsIn, type Language } from './support/catalogue.js';

let relink: Deployment;
let browser: Browser;
let caseworker: Staff;
let supervisor: Staff;
let steward: Staff;
let desk: Desk;

beforeAll(async () => {
  relink = await Deployment.start({ port: await freePort() });
  browser = await openBrowser();
  caseworker = await relink.signIn('caseworker');
  supervisor = await relink.signIn('supervisor');
  steward = await relink.signIn('steward');
});
afterAll(async () => {
  await browser.close();
  await relink.stop();
});
afterEach(async () => {
  await desk.close();
  expect(desk.troubles).toEqual([]);
});

async function at(staff: Staff, path: string, language: Language = 'en', width = 1280) {
  desk = await Desk.open(browser, relink.url, { colorScheme: language === 'ar' ? 'dark' : 'light', width });
  await desk.sitDown(staff.session, language);
  await desk.go(path);
  await desk.settled();
  return textsIn(language);
}

const ofPerson = (say: ReturnType<typeof textsIn>, name: string) =>
  desk.page.getByRole('group', { name: say('saying.of', { name }) });
const inDialog = (name: string) => desk.page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
const dialogGone = () => desk.page.getByRole('dialog').waitFor({ state: 'detached' });
const openedCase = async () => (await openRequest(caseworker, supervisor, anInterview())).id;

describe('What somebody of a case says about their data', () => {
  it.each([
    ['en', 1280],
    ['ar', 360],
  ] as const)(
    'a restriction is written down with the keyboard, and stands above the case at once: %s',
    async (language, width) => {
      const say = await at(caseworker, `/tracing-requests/${await openedCase()}?tab=people`, language, width);
      const group = ofPerson(say, 'Asha Warsame');
      await group.waitFor();
      await desk.check();
      await group.getByRole('button', { name: say('saying.restrict') }).focus();
      await desk.page.keyboard.press('Enter');
      await inDialog(say('saying.note'));
      await desk.reads(say('saying.restrict-missing'));
      await desk.reads(say('form.choose-one'));
      await desk.check();
      await desk.tick(say('restriction.not-to-authorities'));
      await desk.page.getByLabel(say('saying.own-words'), { exact: true }).fill('Not to my cousin in the office.');
      await desk.choose('by', 'self');
      await desk.choose('how', 'spoken');
      await desk.check();
      await inDialog(say('saying.note'));
      await dialogGone();
      const note = desk.page.getByRole('region', { name: say('case.said-no') });
      await note.getByText(say('restriction.not-to-authorities')).waitFor();
      await note.getByText('Not to my cousin in the office.').waitFor();
      await desk.check();
    },
  );

  it.each([
    ['en', 1280],
    ['ar', 360],
  ] as const)('an agreement is taken back in part, then as a whole; the card says so: %s', async (language, width) => {
    const id = await openedCase();
    const say = await at(caseworker, `/tracing-requests/${id}?tab=people`, language, width);
    const takeBack = ofPerson(say, 'Asha Warsame').getByRole('button', { name: say('saying.take-back') });
    const { interview } = await expectStatus(200, caseworker.get(`/tracing-requests/${id}`));
    for (const purposes of [['match-within-society'], ['trace']]) {
      await takeBack.click();
      for (const purpose of purposes) await desk.tick(say(`purpose.${purpose}`));
      await desk.choose('by', 'self');
      await desk.choose('how', 'spoken');
      await desk.check();
      await inDialog(say('saying.note'));
      await dialogGone();
      await desk.settled();
    }
    await desk.reads(say('basis.none-stands'));
    expect(await takeBack.getAttribute('aria-disabled')).toBe('true');
    await desk.reads(say('not-allowed.agreement-standing'));
    await desk.check();
    const { bases } = await expectStatus(200, caseworker.get(`/persons/${interview.enquirer.id}/bases`));
    expect(bases).toMatchObject([{ state: 'withdrawn', version: 3 }]);
  });

  it.each([
    ['en', 1280],
    ['ar', 360],
  ] as const)(
    'what they ask for by right stands with the case until it is answered, with the day and whose turn it is: %s',
    async (language, width) => {
      const id = await openedCase();
      const say = await at(caseworker, `/tracing-requests/${id}?tab=people`, language, width);
      await ofPerson(say, 'Asha Warsame')
        .getByRole('button', { name: say('saying.receive') })
        .click();
      await inDialog(say('saying.note'));
      await desk.reads(say('rights.missing'));
      await desk.check();
      await desk.page.getByRole('dialog').getByLabel(say('right.objection'), { exact: false }).check();
      await desk.type('asked', 'I do not want you to use this.');
      await inDialog(say('saying.note'));
      await dialogGone();
      await desk.go(`/tracing-requests/${id}?tab=matches`);
      const asked = desk.page.getByRole('region', { name: say('rights.title') });
      await asked.getByText(say('rights.next.received')).waitFor();
      await asked.getByText('I do not want you to use this.').waitFor();
      await desk.check();
      await asked.getByRole('button', { name: say('rights.do.check-identity') }).click();
      await desk.type('reason', 'By their card.');
      await desk.check();
      await inDialog(say('rights.do.check-identity'));
      await dialogGone();
      await asked.getByText(say('rights.next.identity-checked')).waitFor();
      // The answer is the steward's: no button for it stands here.
      expect(await asked.getByRole('button').count()).toBe(0);
      await desk.check();
      await desk.close();

      await at(steward, `/tracing-requests/${id}`, language, width);
      const theirs = desk.page.getByRole('region', { name: say('rights.title') });
      await theirs.getByRole('button', { name: say('rights.do.answer'), exact: true }).click();
      await desk.type('reason', 'We stopped, and told them so.');
      await inDialog(say('rights.do.answer'));
      await dialogGone();
      await theirs.locator('summary').click();
      await theirs.getByText('We stopped, and told them so.').waitFor();
      await desk.check();
    },
  );

  it.each([
    ['en', 1280],
    ['ar', 360],
  ] as const)(
    'stands with everybody of a household, each with a card, grounds and rights of their own: %s',
    async (language, width) => {
      const members = [{ relation: 'child', person: { names: [{ text: 'Hodan Warsama', kind: 'usual' }] } }];
      const { id } = await expectStatus(
        201,
        caseworker.post('/registrations', { ...aRegistration(), kind: 'displaced-household', members }),
      );
      const say = await at(caseworker, `/registrations/${id}`, language, width);
      const card = desk.page.locator('section.person', { hasText: 'Hodan Warsama' });
      await card.getByText(say('relative.child')).waitFor();
      await card.getByText(say('registration.member')).waitFor();
      await desk.check();
      await ofPerson(say, 'Hodan Warsama')
        .getByRole('button', { name: say('saying.receive') })
        .click();
      await desk.page.getByRole('dialog').getByLabel(say('right.objection'), { exact: false }).check();
      await desk.type('asked', 'What do you write about me?');
      await inDialog(say('saying.note'));
      await dialogGone();
      const asked = desk.page.getByRole('region', { name: say('rights.title') });
      await asked.getByText('Hodan Warsama').waitFor();
      await desk.check();
    },
  );

  it.each([
    ['en', 1280],
    ['ar', 360],
  ] as const)('of somebody who was never asked is an objection: %s', async (language, width) => {
    const id = await openedCase();
    const say = await at(caseworker, `/tracing-requests/${id}?tab=people`, language, width);
    const { interview } = await expectStatus(200, caseworker.get(`/tracing-requests/${id}`));
    const sought = interview.soughtPersons[0];
    const group = ofPerson(say, sought.person.names[0].text);
    await group.waitFor();
    expect(await group.getByRole('button', { name: say('saying.take-back') }).count()).toBe(0);
    await group.getByRole('button', { name: say('saying.object') }).click();
    await desk.reads(say('saying.object-words'));
    for (const purpose of sought.basis.purposes) await desk.tick(say(`purpose.${purpose}`));
    await desk.choose('by', 'self');
    await desk.choose('how', 'spoken');
    await desk.check();
    await inDialog(say('saying.note'));
    await dialogGone();
    await desk.reads(say('not-allowed.objection-possible'));
    await desk.check();
    const { bases } = await expectStatus(200, caseworker.get(`/persons/${sought.id}/bases`));
    expect(bases).toMatchObject([{ state: 'withdrawn', version: 2 }]);
  });

  it('stands with a registration too, and a ground that has ended is marked', async () => {
    const { id } = await expectStatus(201, caseworker.post('/registrations', aRegistration()));
    const { personId } = await expectStatus(200, caseworker.get(`/registrations/${id}`));
    await expectStatus(
      201,
      steward.post(`/persons/${personId}/rights-requests`, { kind: 'copy', asked: 'All of it.' }),
    );
    await relink.database.sql(
      `UPDATE relink.bases SET valid_from = now() - interval '9 days', valid_until = now() - interval '2 days' WHERE person_id = $1`,
      [personId],
    );
    const say = await at(caseworker, `/registrations/${id}`);
    await desk.reads('All of it.');
    await desk.reads(say('basis.none-stands'));
    await desk.check();
    await ofPerson(say, 'Amino Warsama')
      .getByRole('button', { name: say('saying.receive') })
      .click();
    await desk.page.getByRole('dialog').getByLabel(say('right.erasure'), { exact: false }).check();
    await desk.type('asked', 'Forget me.');
    await inDialog(say('saying.note'));
    await dialogGone();
    await desk.reads('Forget me.');
  });
});

describe('All that people asked for by right', () => {
  it.each([
    ['en', 1280],
    ['ar', 1280],
    ['ar', 360],
  ] as const)(
    'waits on one page of the steward, the next due first, each with its record: %s, %i wide',
    async (language, width) => {
      const id = await openedCase();
      const { interview, reference } = await expectStatus(200, caseworker.get(`/tracing-requests/${id}`));
      const words = { kind: 'erasure', asked: `Forget me, ${language} ${width}.` };
      const late = await expectStatus(201, caseworker.post(`/persons/${interview.enquirer.id}/rights-requests`, words));
      await relink.database.sql('UPDATE relink.rights_requests SET due_on = current_date - 3 WHERE id = $1', [late.id]);
      for (let more = 0; more < 26; more++)
        await expectStatus(
          201,
          steward.post(`/persons/${interview.enquirer.id}/rights-requests`, { kind: 'copy', asked: `Copy ${more}` }),
        );
      const say = await at(steward, '/', language, width);
      if (width < 600) await desk.page.getByRole('button', { name: say('menu.menu') }).click();
      await desk.page.getByRole('link', { name: say('menu.rights-requests') }).click();
      const table = desk.page.getByRole('table', { name: say('menu.rights-requests') });
      const row = table.getByRole('row', { name: words.asked });
      await row.waitFor();
      expect(await table.getByRole('row').nth(1).innerText()).toContain(words.asked);
      await desk.check();
      await desk.page.getByRole('link', { name: say('list.next') }).click();
      await desk.page.getByRole('link', { name: say('list.first') }).click();
      await row.getByRole('link', { name: reference }).click();
      await desk.page.waitForURL(`**/tracing-requests/${id}*`);
      await desk.page
        .getByRole('region', { name: say('rights.title') })
        .getByText(words.asked)
        .waitFor();
      await relink.database.sql(`UPDATE relink.rights_requests SET state = 'refused' WHERE dossier_id = $1`, [id]);
    },
  );

  it('is an empty page in plain words where nobody waits, and nobody else’s page', async () => {
    await relink.database.sql(`UPDATE relink.rights_requests SET state = 'refused'`);
    const say = await at(steward, '/rights-requests');
    await desk.reads(say('rights-requests.empty'));
    await desk.check();
    await desk.close();
    await at(caseworker, '/rights-requests');
    await desk.page.waitForURL((url) => url.pathname === '/');
    expect(await desk.page.getByRole('link', { name: say('menu.rights-requests') }).count()).toBe(0);
  });
});

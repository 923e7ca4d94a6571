import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { Authenticators, Place, RelinkUp } from '../e2e/up/relink-process.js';
import { Desk, openBrowser } from './support/browser.js';
import { textsIn, type Language } from './support/catalogue.js';
import { MainJob } from './support/main-job.js';
import { STORIES } from './support/stories.js';

const CASEWORKER = 'caseworker@harbour.example';
const SUPERVISOR = 'supervisor@harbour.example';

describe('The main job in the browser, by the hands of its users', () => {
  let place: Place;
  let relink: RelinkUp;
  let browser: Browser;
  const desks: Desk[] = [];

  beforeAll(async () => {
    place = await Place.make();
    [relink, browser] = await Promise.all([RelinkUp.start(place), openBrowser()]);
    const say = textsIn('en');
    const authenticators = Authenticators.ofDemo(place);
    for (const email of [CASEWORKER, SUPERVISOR]) {
      const desk = await Desk.open(browser, place.url);
      await desk.go('/');
      await desk.check();
      await desk.signIn(say, email, relink.password, await authenticators.code(email));
      await desk.reads(say('work.overview'));
      desks.push(desk);
    }
  });

  afterAll(async () => {
    await browser?.close();
    await relink?.stop();
    place.remove();
  });

  it.each(['en', 'ar'] as const)(
    'goes from the interview to "located", in light English and in dark Arabic (%s)',
    async (language) => {
      const [caseworker, supervisor] = desks as [Desk, Desk];
      for (const desk of desks) await switchTo(desk, language);
      const job = new MainJob(STORIES[language]);
      const path = await job.takeInterview(caseworker);
      await job.accept(supervisor, path);
      await job.register(caseworker);
      await job.judgeByKeyboard(caseworker);
      await job.confirm(supervisor);
      await job.isLocated(caseworker, path);
    },
  );

  it('asks nobody else, breaks no policy, fails no request and logs no error on the way', () => {
    expect(desks.flatMap(({ troubles }) => troubles)).toEqual([]);
  });

  it('puts nothing about a person into the title or the address of a screen', () => {
    const seen = desks.flatMap(({ titles, addresses }) => [...titles, ...addresses]).map((text) => decodeURI(text));
    expect(seen.length).toBeGreaterThan(20);
    const told = Object.values(STORIES).flatMap((story) => [
      ...Object.values(story).filter((value) => typeof value === 'string' && value.length > 2),
      ...[story.enquirer, story.sought, story.registered, story.mother].flatMap((name) => name.split(' ')),
    ]) as string[];
    const personal = [...told, 'harbour.example', 'Samira', 'Stellan', relink.password];
    expect(seen.filter((text) => personal.some((word) => text.includes(word)))).toEqual([]);
  });
});

async function switchTo(desk: Desk, language: Language): Promise<void> {
  const { page } = desk;
  await desk.go('/');
  await page.emulateMedia({ colorScheme: language === 'ar' ? 'dark' : 'light' });
  await page.getByLabel(textsIn('en')('preferences.language')).selectOption(language);
  await desk.reads(textsIn(language)('work.overview'));
  const root = page.locator('html');
  expect(await root.getAttribute('lang')).toBe(language);
  expect(await root.getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
}

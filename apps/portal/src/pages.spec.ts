import { readFileSync } from 'node:fs';
import { PURPOSES } from '#libs/consent';
import { MOST_LINES, READER_PARTS, RECEIVER_CLASSES, type FamilyView } from '#libs/family-access';
import { portalStatus, type PortalFacts } from '#libs/results';
import { PORTAL_CATALOGUES, PORTAL_LANGUAGES, type PortalLanguage } from '#libs/wording';
import { FIRST_CONTACT, FORMS, showFields } from './forms.js';
import { Renderer } from './render.js';
import { accessContent, agreementsContent, requestContent, stopOf } from './request-page.js';

const MOST_BYTES = 10 * 1_024;
const render = new Renderer({ phone: '+999 555 0100', audio: '' });
const style = readFileSync(new URL('../public/p.css', import.meta.url));
const day = (number: number) => new Date(Date.UTC(2026, 10, 30 - number)).toISOString().slice(0, 10);

function viewWith(facts: Partial<PortalFacts>): FamilyView {
  const status = portalStatus({
    state: 'open',
    questionAsked: false,
    talkAsked: false,
    partnerAsked: false,
    lastRound: '2026-11-21',
    told: 3,
    confirmed: 1,
    ...facts,
  });
  return {
    lastRound: '2026-11-21',
    answers: 1,
    formToken: 'a'.repeat(22),
    page: {
      status,
      told: 3,
      confirmed: 1,
      agreements: PURPOSES.map((purpose, at) => ({ purpose, stopped: at % 2 === 1 })),
      readings: Array.from({ length: MOST_LINES }, (_, at) => ({ day: day(at), part: READER_PARTS[at % 3]! })),
      receivings: Array.from({ length: MOST_LINES }, (_, at) => ({
        day: day(at),
        purpose: PURPOSES[at % 6]!,
        to: RECEIVER_CLASSES[at % 4]!,
      })),
    },
  };
}

/** Every page there is, as full as it gets. */
function everyPage(language: PortalLanguage): Record<string, string> {
  const say = (code: 'do.note' | 'note.intro' | 'page.send' | 'agreements.sure' | 'left.text' | 'left.heading') =>
    render.say(language, code, {});
  const inside = { language, path: '/request', signedIn: true };
  const outside = { language, path: '', signedIn: false };
  const view = viewWith({});
  const wrong = render.say(language, 'sign-in.refused', {});
  const forms = Object.entries({ ...FORMS, look: FIRST_CONTACT }).map(([name, { heading, intro, fields }]) => [
    name,
    render.render(
      'form',
      { ...inside, wrong },
      {
        heading: render.say(language, heading, {}),
        intro: intro.map((code) => render.say(language, code, {})),
        action: name,
        send: say('page.send'),
        fields: showFields(render, language, fields),
        hidden: [],
        formToken: view.formToken,
        ...(name === 'note' && { ours: [{ day: day(1), date: day(1), text: 'x'.repeat(1_000) }] }),
      },
    ),
  ]);
  const stopPages = PURPOSES.map((_, at) => at).filter((at) => at % 2 === 0);
  return {
    ...(Object.fromEntries(forms) as Record<string, string>),
    'sign-in': render.render('sign-in', { ...outside, wrong }),
    request: render.render('request', inside, requestContent(render, language, view)),
    access: render.render('access', inside, accessContent(render, language, view)),
    agreements: render.render('agreements', inside, agreementsContent(render, language, view)),
    left: render.render('text', outside, { heading: say('left.heading'), text: say('left.text') }),
    ...Object.fromEntries(
      stopPages.map((at) => [
        `stop ${at}`,
        render.render('form', inside, {
          heading: say('agreements.sure'),
          intro: stopOf(view, String(at)).means.map((code) => render.say(language, code, {})),
          action: 'stop',
          send: say('page.send'),
          fields: [],
          hidden: [{ name: 'what', value: String(at) }],
        }),
      ]),
    ),
  };
}

describe.each(PORTAL_LANGUAGES)('Every page in %s', (language) => {
  const pages = Object.entries(everyPage(language));

  it.each(pages)('%s has no more than 10 KiB, says its language, has one heading and no script', (_, html) => {
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(MOST_BYTES);
    expect(html).toContain(`<html lang="${language}" dir="${PORTAL_CATALOGUES[language].direction}">`);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).not.toMatch(/<script|javascript:|\son\w+=|https?:\/\//i);
    expect(html).toContain(`<title>${PORTAL_CATALOGUES[language].texts['page.title']}</title>`);
  });

  it('offers the other languages by their own names, and says where nobody has checked the translation', () => {
    const [[, html]] = pages as [[string, string]];
    for (const other of PORTAL_LANGUAGES.filter((one) => one !== language))
      expect(html).toContain(`>${PORTAL_CATALOGUES[other].name}</a>`);
    expect(html.includes('lang="en" dir="ltr">Nobody has checked this translation')).toBe(language !== 'en');
  });
});

describe('The style', () => {
  it('is small and asks nobody else for anything', () => {
    expect(style.byteLength).toBeLessThan(4_096);
    expect(style.toString()).not.toMatch(/url\(|@import/);
  });
});

describe('rule 2: the page of a family, byte for byte', () => {
  const FOUND = ['located', 'result-ready', 'result-approved', 'result-delivered'] as const;
  const OUTCOMES = ['fate-told-only', 'nothing-can-be-passed-on', 'died', 'not-located', 'resolved-by-the-family'];
  const flags = [false, true];
  const page = (language: PortalLanguage, facts: Partial<PortalFacts>) =>
    render.render(
      'request',
      { language, path: '/request', signedIn: true },
      requestContent(render, language, viewWith(facts)),
    );

  it.each(PORTAL_LANGUAGES)('is the same in %s from the search to the result delivered', (language) => {
    for (const questionAsked of flags)
      for (const talkAsked of flags)
        for (const partnerAsked of flags) {
          const facts = { questionAsked, talkAsked, partnerAsked };
          for (const state of FOUND)
            expect(page(language, { ...facts, state })).toBe(page(language, { ...facts, state: 'open' }));
        }
  });

  it('is the same however the search ended, save where the family itself ended it', () => {
    const closed = (outcome: string) => page('en', { state: 'closed', outcome });
    for (const outcome of OUTCOMES) expect(closed(outcome)).toBe(closed('not-located'));
    expect(closed('withdrawn')).not.toBe(closed('not-located'));
  });
});

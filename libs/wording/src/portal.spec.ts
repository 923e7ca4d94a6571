import { shapeOf } from './icu-shape.js';
import { PORTAL_CATALOGUES, PORTAL_LANGUAGES, portalLanguageOf } from './portal-catalogues.js';
import { PORTAL_SLOTS, type PortalCode } from './portal-slots.js';
import { sayOnPortal } from './say-portal.js';

const CODES = Object.keys(PORTAL_SLOTS) as PortalCode[];

/**
 * The forms in which the language counts whole things (CLDR), where there are more than two: six in Arabic, three in
 * Ukrainian. With one and many alone, one form often does for both, because the slot says the number.
 */
function formsOfCounting(language: string): string[] {
  const rules = new Intl.PluralRules(language);
  const forms = [...new Set(Array.from({ length: 200 }, (_, number) => rules.select(number)))];
  return forms.length > 2 ? forms : [];
}

describe.each(PORTAL_LANGUAGES)('the texts of the portal in %s', (language) => {
  const { texts, ...about } = PORTAL_CATALOGUES[language];

  it('say which language they are in, how it is written and who reviewed them', () => {
    expect(about).toEqual({
      language,
      name: expect.any(String),
      direction: new Intl.Locale(language).maximize().script === 'Arab' ? 'rtl' : 'ltr',
      review: language === 'en' ? 'source' : 'unreviewed',
    });
  });

  it('are all there, none is left over, and each has exactly its slots', () => {
    expect(Object.keys(texts).sort()).toEqual([...CODES].sort());
    for (const code of CODES)
      expect({ code, slots: shapeOf(texts[code]).slots }).toEqual({
        code,
        slots: Object.keys(PORTAL_SLOTS[code]).sort(),
      });
  });

  it('count whatever the number is, in every form the language has', () => {
    for (const code of CODES)
      for (const forms of shapeOf(texts[code]).plurals)
        expect({ code, forms }).toEqual({
          code,
          forms: expect.arrayContaining(['other', ...formsOfCounting(language)]),
        });
  });

  it('never name anything that tells a stranger what the page is about, in the title', () => {
    expect(texts['page.title']).not.toMatch(
      /red cross|crescent|family|relink|croix|cruz|famil|صليب|هلال|صلیب|Черв|Красн/i,
    );
  });
});

describe('a text of the portal', () => {
  it('tells the month in words', () => {
    expect(sayOnPortal('en', 'portal.looking', { month: '2026-11-03' }).text).toContain('Last checked: November 2026.');
    expect(sayOnPortal('fr', 'portal.looking', { month: '2026-11-03' }).text).toContain('novembre 2026');
  });

  it.each([
    [0, 0, 'We had told nobody.'],
    [0, 1, 'The one we told has not answered yet.'],
    [1, 1, 'The one we told has deleted it.'],
    [2, 3, '2 of 3 have done so.'],
  ])('counts how many of those told have deleted: %i of %i', (confirmed, told, sentence) => {
    expect(sayOnPortal('en', 'portal.withdrawn', { confirmed, told }).text).toContain(sentence);
  });

  it('has the English beside it where nobody has reviewed it', () => {
    expect(sayOnPortal('en', 'portal.received', {})).toEqual({
      code: 'portal.received',
      text: 'We have your request. A person will read it.',
      language: 'en',
      direction: 'ltr',
    });
    expect(sayOnPortal('ar', 'portal.received', {})).toMatchObject({
      direction: 'rtl',
      beside: 'We have your request. A person will read it.',
    });
  });

  it.each([
    [['fa'], 'fa-AF'],
    [['fa-IR', 'en'], 'fa-AF'],
    [['so-KE'], 'so'],
    [['xx', 'UK'], 'uk'],
    [[], 'en'],
  ])('for somebody who prefers %p is in %s', (preferred, language) => {
    expect(portalLanguageOf(preferred)).toBe(language);
  });
});

import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { CATALOGUES, LANGUAGES } from './catalogues.js';
import { say, sayToFamily } from './say.js';
import { SLOTS, type TextCode } from './slots.js';

const CODES = Object.keys(SLOTS) as TextCode[];

/** The slots a text uses and the forms of its plurals. */
function shapeOf(text: string): { slots: string[]; plurals: string[][] } {
  const slots = new Set<string>();
  const plurals: string[][] = [];
  const walk = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      slots.add(element.value);
      if (element.type !== TYPE.plural) continue;
      plurals.push(Object.keys(element.options));
      for (const option of Object.values(element.options)) walk(option.value);
    }
  };
  walk(parse(text, { ignoreTag: true }));
  return { slots: [...slots].sort(), plurals };
}

describe.each(LANGUAGES)('the texts in %s', (language) => {
  const { texts, ...about } = CATALOGUES[language];

  it('say which language they are in, in which direction it is written and who reviewed them', () => {
    expect(about).toEqual({
      language,
      direction: new Intl.Locale(language).maximize().script === 'Arab' ? 'rtl' : 'ltr',
      review: language === 'en' ? 'source' : 'unreviewed',
    });
  });

  it('are all there, none is left over, and each has exactly its slots', () => {
    expect(Object.keys(texts)).toEqual(CODES);
    for (const code of CODES)
      expect({ code, slots: shapeOf(texts[code]).slots }).toEqual({ code, slots: Object.keys(SLOTS[code]).sort() });
  });

  it('count as the language does', () => {
    // In the other three, zero and one are spelt out where they differ.
    const needed = language === 'ar' ? new Intl.PluralRules('ar').resolvedOptions().pluralCategories : ['other'];
    for (const code of CODES)
      for (const forms of shapeOf(texts[code]).plurals)
        expect(needed.filter((form) => !forms.includes(form))).toEqual([]);
  });

  it('never tell in a notice what it is about', () => {
    expect(shapeOf(texts['notice.message']).slots).toEqual([]);
    expect(shapeOf(texts['letter.invitation']).slots).toEqual([]);
  });
});

describe('saying a text', () => {
  it('puts the slots in', () => {
    expect(say('en', 'result.fate-place', { sought: 'Amina', place: 'Harbour' })).toBe(
      'We have news of Amina: this person is alive and agrees that you know the place: Harbour.',
    );
    expect(say('en', 'portal.looking', { month: '2026-11-03' })).toContain('Last checked: November 2026.');
    expect(say('fr', 'portal.looking', { month: '2026-11-03' })).toContain('novembre 2026');
  });

  it.each([
    [0, 0, 'We had told nobody.'],
    [0, 1, 'The one we told has not answered yet.'],
    [1, 1, 'The one we told has deleted it.'],
    [2, 3, '2 of 3 have done so.'],
  ])('counts how many of those told have deleted: %i of %i', (confirmed, told, sentence) => {
    expect(say('en', 'portal.withdrawn', { confirmed, told })).toContain(sentence);
  });

  it('takes a slot as it is, whatever signs are in it', () => {
    const sought = '{place} <b>O’Neil</b> #1';
    expect(say('en', 'result.fate', { sought })).toContain(`news of ${sought}:`);
  });

  it('keeps a foreign name from turning an Arabic sentence around', () => {
    expect(say('ar', 'result.fate', { sought: 'Amina (2)' })).toContain('\u2068Amina (2)\u2069');
  });

  it('gives the English beside what nobody has reviewed', () => {
    expect(sayToFamily('en', 'portal.received', {})).toEqual({
      text: 'We have your request. A person will read it.',
      language: 'en',
      direction: 'ltr',
    });
    expect(sayToFamily('ar', 'portal.received', {})).toMatchObject({
      direction: 'rtl',
      beside: 'We have your request. A person will read it.',
    });
  });
});

import { CATALOGUES, LANGUAGES } from './catalogues.js';
import { shapeOf } from './icu-shape.js';
import { say, sayToFamily } from './say.js';
import { SLOTS, type TextCode } from './slots.js';

const CODES = Object.keys(SLOTS) as TextCode[];

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
  });

  it('takes a slot as it is, whatever signs are in it', () => {
    const sought = '{place} <b>O’Neil</b> #1';
    expect(say('en', 'result.fate', { sought })).toContain(`news of ${sought}:`);
  });

  it('keeps a foreign name from turning an Arabic sentence around', () => {
    expect(say('ar', 'result.fate', { sought: 'Amina (2)' })).toContain('\u2068Amina (2)\u2069');
  });

  it('gives the English beside what nobody has reviewed', () => {
    expect(sayToFamily('en', 'letter.closing', {})).toEqual({
      text: 'This service is free. We never ask for money. You can always call or visit us.',
      language: 'en',
      direction: 'ltr',
    });
    expect(sayToFamily('ar', 'letter.closing', {})).toMatchObject({
      direction: 'rtl',
      beside: 'This service is free. We never ask for money. You can always call or visit us.',
    });
  });
});

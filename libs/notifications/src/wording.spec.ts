import { WORDINGS, writeMessage } from './wording.js';

const PHONE = '+47 22 00 00 00';

describe('A notification', () => {
  it('is written in ten languages, each marked as reviewed or not', () => {
    expect(Object.keys(WORDINGS).sort()).toEqual(['ar', 'en', 'es', 'fa', 'fr', 'ps', 'ru', 'so', 'ti', 'uk']);
    for (const { direction, subject, text, review } of Object.values(WORDINGS)) {
      expect(['ltr', 'rtl']).toContain(direction);
      expect(['source', 'needed', 'done']).toContain(review);
      expect(subject.length * text.length).toBeGreaterThan(0);
    }
  });

  it.each(Object.keys(WORDINGS))('in %s says nothing but that there is a message and whom to call', (language) => {
    const { subject, text } = writeMessage([language], PHONE);
    expect(text.split('\n')).toEqual([WORDINGS[language]!.text, PHONE]);
    expect(`${subject} ${text}`).not.toMatch(/red cross|crescent|family|relink|croix|cruz|крест|صليب|هلال|صلیب/i);
    // One text message in Unicode holds 70 characters, two together 134.
    expect(text.length).toBeLessThanOrEqual(134);
  });

  it.each([
    [['fa-AF'], 'fa'],
    [['PS', 'en'], 'ps'],
    [['xx', 'ti-ER'], 'ti'],
    [['constructor'], 'en'],
    [[], 'en'],
  ])('for somebody who speaks %p is in %s', (languages, language) => {
    expect(writeMessage(languages, PHONE).language).toBe(language);
  });
});

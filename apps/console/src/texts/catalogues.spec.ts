import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { readFileSync } from 'node:fs';
import { REASONS } from '#libs/linkage';

const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
const catalogues = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    JSON.parse(readFileSync(new URL(`./${language}.json`, import.meta.url), 'utf8')) as Record<string, string>,
  ]),
) as Record<(typeof LANGUAGES)[number], Record<string, string>>;
const keys = Object.keys(catalogues.en);

/** The values a text puts in, and the plural forms it offers for each. */
function shapeOf(elements: MessageFormatElement[]): { values: Set<string>; plurals: Map<string, string[]> } {
  const values = new Set<string>();
  const plurals = new Map<string, string[]>();
  const walk = (some: MessageFormatElement[]) => {
    for (const element of some) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      values.add(element.value);
      if (element.type !== TYPE.plural && element.type !== TYPE.select) continue;
      if (element.type === TYPE.plural) plurals.set(element.value, Object.keys(element.options));
      for (const option of Object.values(element.options)) walk(option.value);
    }
  };
  walk(elements);
  return { values, plurals };
}

describe.each(LANGUAGES)('the catalogue %s', (language) => {
  const texts = catalogues[language];

  it('has the same texts as the English one, in the same order', () => {
    expect(Object.keys(texts)).toEqual(keys);
  });

  it('leaves no text empty', () => {
    expect(keys.filter((key) => !texts[key]?.trim())).toEqual([]);
  });

  it('puts the same values into each text as the English one', () => {
    const differing = keys.filter((key) => {
      const own = [...shapeOf(parse(texts[key]!)).values].sort();
      return own.join() !== [...shapeOf(parse(catalogues.en[key]!)).values].sort().join();
    });
    expect(differing).toEqual([]);
  });

  it('counts as its language does', () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const missing = keys.filter((key) =>
      [...shapeOf(parse(texts[key]!)).plurals.values()].some((forms) =>
        // "many" in French and Spanish is for whole millions, which nothing here counts.
        needed.some((form) => !forms.includes(form) && !(form === 'many' && language !== 'ar')),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('has a text for every reason the comparison can give', () => {
    expect(REASONS.filter((reason) => !texts[`reason.${reason}`])).toEqual([]);
  });
});

describe('the catalogues of other languages', () => {
  it.each(['fr', 'es', 'ar'] as const)('are translated, not copied: %s', (language) => {
    const copied = keys.filter((key) => catalogues[language][key] === catalogues.en[key]);
    // Some words are the same in both languages; whole copied parts are not.
    expect(copied.length).toBeLessThan(keys.length / 10);
  });
});

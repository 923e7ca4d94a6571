import { readFileSync } from 'node:fs';

export type Language = 'en' | 'ar';
export type Say = (key: string, values?: Record<string, string | number>) => string;

/** The texts of the console, so that a test presses what a person reads. Plural forms are not told apart here. */
export function textsIn(language: Language): Say {
  const file = new URL(`../../../apps/console/src/texts/${language}.json`, import.meta.url);
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return (key, values = {}) => {
    const text = texts[key];
    if (text === undefined) throw new Error(`there is no text ${key}`);
    return Object.entries(values).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, String(value)), text);
  };
}

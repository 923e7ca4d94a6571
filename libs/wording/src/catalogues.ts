import { readFileSync } from 'node:fs';
import type { TextCode } from './slots.js';

export const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
/** BCP 47. */
export type Language = (typeof LANGUAGES)[number];

/** Who looked over the texts: written in it, reviewed by a native speaker, or by nobody yet. */
export type ReviewMark = 'source' | 'reviewed' | 'unreviewed';

export interface Catalogue {
  language: Language;
  direction: 'ltr' | 'rtl';
  review: ReviewMark;
  /** ICU MessageFormat. */
  texts: Readonly<Record<TextCode, string>>;
}

const read = (language: Language): Catalogue =>
  JSON.parse(readFileSync(new URL(`../texts/${language}.json`, import.meta.url), 'utf8')) as Catalogue;

export const CATALOGUES = Object.fromEntries(LANGUAGES.map((language) => [language, read(language)])) as Readonly<
  Record<Language, Catalogue>
>;

import { readFileSync } from 'node:fs';
import type { ReviewMark } from './catalogues.js';
import type { PortalCode } from './portal-slots.js';

/** BCP 47, in the order in which families are offered them. */
export const PORTAL_LANGUAGES = ['en', 'fr', 'es', 'ar', 'fa-AF', 'ps', 'ti', 'so', 'uk', 'ru'] as const;
export type PortalLanguage = (typeof PORTAL_LANGUAGES)[number];

export interface PortalCatalogue {
  language: PortalLanguage;
  /** Its own name, in its own script. */
  name: string;
  direction: 'ltr' | 'rtl';
  review: ReviewMark;
  /** ICU MessageFormat. */
  texts: Readonly<Record<PortalCode, string>>;
}

const read = (language: PortalLanguage): PortalCatalogue =>
  JSON.parse(readFileSync(new URL(`../texts/portal/${language}.json`, import.meta.url), 'utf8')) as PortalCatalogue;

/** What families read on the portal and on its cards. */
export const PORTAL_CATALOGUES = Object.fromEntries(
  PORTAL_LANGUAGES.map((language) => [language, read(language)]),
) as Readonly<Record<PortalLanguage, PortalCatalogue>>;

/** The first of the languages, by preference, that families can read in; English where there is none. */
export function portalLanguageOf(preferred: readonly string[]): PortalLanguage {
  for (const wanted of preferred) {
    const [whole, base] = [wanted.toLowerCase(), wanted.toLowerCase().split('-')[0]];
    const found =
      PORTAL_LANGUAGES.find((one) => one.toLowerCase() === whole) ??
      PORTAL_LANGUAGES.find((one) => one.split('-')[0] === base);
    if (found) return found;
  }
  return 'en';
}

import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { IntlProvider, useIntl } from 'react-intl';
import type english from '../texts/en.json';
import { remembered, remember } from './device.js';

export type TextKey = keyof typeof english;
export type Catalogue = Record<string, string>;

/** The languages there is a catalogue for, each by its own name. */
export const LANGUAGES = { en: 'English', fr: 'Français', es: 'Español', ar: 'العربية' } as const;
export type Language = keyof typeof LANGUAGES;
/** How dates and numbers are written. In English with the day before the month, which nobody reads as another day. */
const FORMATS: Record<Language, string> = { en: 'en-GB', fr: 'fr', es: 'es', ar: 'ar' };
const RIGHT_TO_LEFT: readonly Language[] = ['ar'];

interface Sources {
  /** What the screens before the sign-in say. */
  few: () => Promise<{ default: Catalogue }>;
  all: () => Promise<{ default: Catalogue }>;
}
const catalogues: Record<Language, Sources> = {
  en: { few: () => import('../texts/en.json?before-sign-in'), all: () => import('../texts/en.json') },
  fr: { few: () => import('../texts/fr.json?before-sign-in'), all: () => import('../texts/fr.json') },
  es: { few: () => import('../texts/es.json?before-sign-in'), all: () => import('../texts/es.json') },
  ar: { few: () => import('../texts/ar.json?before-sign-in'), all: () => import('../texts/ar.json') },
};

export const isLanguage = (value: string | undefined): value is Language => value !== undefined && value in LANGUAGES;
export const directionOf = (language: Language) => (RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr');

function firstLanguage(): Language {
  const stored = remembered('language');
  if (isLanguage(stored)) return stored;
  return navigator.languages.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en';
}

interface Switchboard {
  language: Language;
  choose: (language: Language) => void;
  /** Whether all texts are there, or only those before the sign-in. */
  complete: boolean;
  askForAll: () => void;
}
const Switch = createContext<Switchboard>({
  language: 'en',
  choose: () => undefined,
  complete: false,
  askForAll: () => undefined,
});

interface Shown {
  language: Language;
  texts: Catalogue;
  complete: boolean;
}

/** Loads one language's texts at a time; keeps the old ones on screen until the new ones are there. */
export function Texts({ children }: { children: ReactNode }) {
  const [wanted, setWanted] = useState(firstLanguage);
  const [all, setAll] = useState(false);
  const [shown, setShown] = useState<Shown>();

  useEffect(() => {
    let current = true;
    const sources = catalogues[wanted];
    void (all ? sources.all() : sources.few()).then(({ default: texts }) => {
      if (!current) return;
      document.documentElement.lang = wanted;
      document.documentElement.dir = directionOf(wanted);
      setShown({ language: wanted, texts, complete: all });
    });
    return () => {
      current = false;
    };
  }, [wanted, all]);

  const choose = useCallback((language: Language) => {
    remember('language', language);
    setWanted(language);
  }, []);
  const askForAll = useCallback(() => setAll(true), []);
  const complete = shown?.complete ?? false;
  const value = useMemo(
    () => ({ language: wanted, choose, complete, askForAll }),
    [wanted, choose, complete, askForAll],
  );

  if (!shown) return null;
  return (
    <Switch.Provider value={value}>
      <IntlProvider locale={FORMATS[shown.language]} messages={shown.texts} defaultLocale="en">
        {children}
      </IntlProvider>
    </Switch.Provider>
  );
}

export const useLanguage = () => useContext(Switch);

/** Asks for the texts of the screens behind the sign-in; false until they are there. */
export function useAllTexts(): boolean {
  const { complete, askForAll } = useContext(Switch);
  useEffect(askForAll, [askForAll]);
  return complete;
}

type Values = Record<string, string | number | Date | undefined>;
export interface Say {
  (key: TextKey, values?: Values): string;
  /** For codes that come from the service and may be newer than this console. */
  code(prefix: string, code: string, otherwise?: string): string;
}

/** The texts of the chosen language. */
export function useTexts(): Say {
  const intl = useIntl();
  return useMemo(() => {
    const say = (key: TextKey, values?: Values) => intl.formatMessage({ id: key }, values);
    const code = (prefix: string, name: string, otherwise?: string) => {
      const id = `${prefix}.${name}`;
      return id in intl.messages ? intl.formatMessage({ id }) : (otherwise ?? readable(name));
    };
    return Object.assign(say, { code });
  }, [intl]);
}

/** `field-visit` → `Field visit`: better than nothing where a code has no text yet. */
function readable(code: string): string {
  const words = code.replaceAll(/[-_.]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { IntlProvider, useIntl } from 'react-intl';
import type english from '../texts/en.json';
import { remembered, remember } from './device.js';

export type TextKey = keyof typeof english;
export type Catalogue = Record<string, string>;

/** The languages there is a catalogue for, each by its own name. */
export const LANGUAGES = { en: 'English', fr: 'Français', es: 'Español', ar: 'العربية' } as const;
export type Language = keyof typeof LANGUAGES;
const RIGHT_TO_LEFT: readonly Language[] = ['ar'];

const catalogues: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: () => import('../texts/en.json'),
  fr: () => import('../texts/fr.json'),
  es: () => import('../texts/es.json'),
  ar: () => import('../texts/ar.json'),
};

export const isLanguage = (value: string | undefined): value is Language => value !== undefined && value in LANGUAGES;
export const directionOf = (language: Language) => (RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr');
export const loadCatalogue = async (language: Language): Promise<Catalogue> => (await catalogues[language]()).default;

function firstLanguage(): Language {
  const stored = remembered('language');
  if (isLanguage(stored)) return stored;
  return navigator.languages.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en';
}

const Switch = createContext<{ language: Language; choose: (language: Language) => void }>({
  language: 'en',
  choose: () => undefined,
});

/** Loads one language's texts at a time; keeps the old ones on screen until the new ones are there. */
export function Texts({ children }: { children: ReactNode }) {
  const [wanted, setWanted] = useState(firstLanguage);
  const [shown, setShown] = useState<{ language: Language; texts: Catalogue }>();

  useEffect(() => {
    let current = true;
    void loadCatalogue(wanted).then((texts) => {
      if (!current) return;
      document.documentElement.lang = wanted;
      document.documentElement.dir = directionOf(wanted);
      setShown({ language: wanted, texts });
    });
    return () => {
      current = false;
    };
  }, [wanted]);

  const choose = useCallback((language: Language) => {
    remember('language', language);
    setWanted(language);
  }, []);
  const value = useMemo(() => ({ language: wanted, choose }), [wanted, choose]);

  if (!shown) return null;
  return (
    <Switch.Provider value={value}>
      <IntlProvider locale={shown.language} messages={shown.texts} defaultLocale="en">
        {children}
      </IntlProvider>
    </Switch.Provider>
  );
}

export const useLanguage = () => useContext(Switch);

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

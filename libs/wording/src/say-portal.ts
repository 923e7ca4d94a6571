import { IntlMessageFormat } from 'intl-messageformat';
import { PORTAL_CATALOGUES, type PortalLanguage } from './portal-catalogues.js';
import { PORTAL_SLOTS, type PortalCode, type PortalSlotsOf } from './portal-slots.js';
import { valuesFor } from './say.js';

/** A text as a family reads it. */
export interface SaidOnPortal {
  code: PortalCode;
  text: string;
  language: PortalLanguage;
  direction: 'ltr' | 'rtl';
  /** The English, to stand beside a text that no native speaker has reviewed. */
  beside?: string;
}

const formats = new Map<string, IntlMessageFormat>();

function formatOf(language: PortalLanguage, code: PortalCode): IntlMessageFormat {
  const key = `${language} ${code}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new IntlMessageFormat(PORTAL_CATALOGUES[language].texts[code], language, undefined, {
    ignoreTag: true,
  });
  formats.set(key, format);
  return format;
}

/** The text in that language. Pure: the same code and slots give the same bytes, whoever asks and whenever. */
export function sayOnPortal<Code extends PortalCode>(
  language: PortalLanguage,
  code: Code,
  slots: PortalSlotsOf<Code>,
): SaidOnPortal {
  const { direction, review } = PORTAL_CATALOGUES[language];
  const text = filled(language, code, slots);
  return {
    code,
    text,
    language,
    direction,
    ...(review === 'unreviewed' && { beside: filled('en', code, slots) }),
  };
}

function filled(language: PortalLanguage, code: PortalCode, slots: Record<string, string | number>): string {
  const values = valuesFor(language, PORTAL_CATALOGUES[language].direction, PORTAL_SLOTS[code], slots);
  return formatOf(language, code).format(values) as string;
}

import { IntlMessageFormat } from 'intl-messageformat';
import { CATALOGUES, type Language } from './catalogues.js';
import { inWords } from './dates.js';
import { SLOTS, type SlotsOf, type TextCode } from './slots.js';

/** A text as somebody reads it. */
export interface Said {
  text: string;
  language: Language;
  direction: 'ltr' | 'rtl';
  /** The English, to stand beside a text that no native speaker has reviewed. */
  beside?: string;
}

const formats = new Map<string, IntlMessageFormat>();

function formatOf(language: Language, code: TextCode): IntlMessageFormat {
  const key = `${language} ${code}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new IntlMessageFormat(CATALOGUES[language].texts[code], language, undefined, { ignoreTag: true });
  formats.set(key, format);
  return format;
}

/** The text in that language. Pure: the same code and slots give the same bytes, whoever asks and whenever. */
export function say<Code extends TextCode>(language: Language, code: Code, slots: SlotsOf<Code>): string {
  const values = valuesFor(language, CATALOGUES[language].direction, SLOTS[code], slots);
  return formatOf(language, code).format(values) as string;
}

/** What goes into the slots, as a sentence of that language takes it. */
export function valuesFor(
  language: string,
  direction: 'ltr' | 'rtl',
  kinds: Readonly<Record<string, string>>,
  slots: Readonly<Record<string, string | number>>,
): Record<string, string | number> {
  const values = Object.entries(slots).map(([slot, value]) => {
    if (kinds[slot] === 'month') return [slot, inWords(language, String(value), 'month')];
    return [slot, kinds[slot] === 'text' && direction === 'rtl' ? isolated(String(value)) : value];
  });
  return Object.fromEntries(values) as Record<string, string | number>;
}

/** The text with the English beside it where the language is not reviewed. */
export function sayToFamily<Code extends TextCode>(language: Language, code: Code, slots: SlotsOf<Code>): Said {
  const { direction, review } = CATALOGUES[language];
  return {
    text: say(language, code, slots),
    language,
    direction,
    ...(review === 'unreviewed' && { beside: say('en', code, slots) }),
  };
}

/** Keeps a name or a number in another script from turning the sentence around it (Unicode UAX #9, isolates). */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

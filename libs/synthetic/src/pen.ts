import type { ScriptCode } from '#libs/kernel';
import type { Culture } from './cultures/culture.js';
import type { Word } from './names.js';
import type { Place } from './places.js';
import type { Random } from './random.js';
import { intoScript, isHostScript, respelled } from './spelling/hosts.js';
import { withoutMarks, type Scheme } from './spelling/scheme.js';

/** One writer of one record: a script, and one way of spelling kept throughout. */
export interface Pen {
  readonly script: ScriptCode;
  /** Becomes true when letters were exchanged for others that stand for them. */
  respelled: boolean;
  word(word: Word): string;
  place(place: Place): string;
}

/** Schemes by the language of the office, where the culture has such a scheme. */
const OFFICE_LANGUAGE: Readonly<Record<string, string>> = {
  FR: 'French', BE: 'French', NE: 'French', TD: 'French', BI: 'French', DE: 'German', IT: 'Italian', PL: 'Polish', RU: 'by way of Russian', BY: 'by way of Russian',
  EG: 'Egyptian', IR: 'Iranian',
}; // prettier-ignore
const OFFICE_FOLLOWED = 0.6;

/** The script an office of that country uses for the culture's names; Latin where it has no usual way of writing them. */
export function officeScript(country: Place, culture: Culture): ScriptCode {
  if (country.script === culture.script || isHostScript(country.script)) return country.script;
  return 'Latn';
}

/** @param respell letters that stand for each other are exchanged, accents left out */
export function penFor(culture: Culture, script: ScriptCode, country: string, respell: boolean, random: Random): Pen {
  const scheme = schemeFor(culture, country, random);
  const atHome = script === culture.script && script !== 'Latn';
  const inOfficeLanguage = culture.soundsReadIn?.includes(country) ?? false;
  const pen: Pen = {
    script,
    respelled: false,
    place: (at) => {
      if (at.script === script) return at.local;
      return isHostScript(script) ? intoScript(at.latin, script, random) : at.latin;
    },
    word: (word) => {
      const usual = atHome ? (inOfficeLanguage ? word.sound : word.text) : scheme.write(word, random);
      let text = usual;
      if (respell) text = atHome ? respelled(usual, script, random) : withoutMarks(usual);
      if (!atHome && isHostScript(script)) return intoScript(text, script, random);
      if (text !== usual) pen.respelled = true;
      return text;
    },
  };
  return pen;
}

function schemeFor({ latin }: Culture, country: string, random: Random): Scheme {
  const language = OFFICE_LANGUAGE[country];
  const own = language && latin.find(({ name }) => name.startsWith(language));
  if (own && random.chance(OFFICE_FOLLOWED)) return own;
  // the first half of the time, the second a quarter, and so on
  for (const scheme of latin) if (random.chance(0.5)) return scheme;
  return latin[0]!;
}

import { readFileSync } from 'node:fs';

/** A text as it is sent, and whether somebody who speaks the language has looked at it. */
interface Wording {
  direction: 'ltr' | 'rtl';
  subject: string;
  text: string;
  /** `source`: written in this language; `needed`: not yet read by a speaker; `done`. */
  review: 'source' | 'needed' | 'done';
}

const FILE = new URL('../texts/please-call.json', import.meta.url);
export const WORDINGS = JSON.parse(readFileSync(FILE, 'utf8')) as Readonly<Record<string, Wording>>;

export interface WrittenMessage {
  language: string;
  subject: string;
  text: string;
}

/**
 * The one thing a notification says: that there is a message, and whom to call. No name, no organisation, no case: whoever
 * looks at the phone learns nothing. The number stands in a line of its own, so that no script turns it around.
 * @param languages codes by preference, such as `fa-AF`; English where we have none of them
 */
export function writeMessage(languages: readonly string[], callBack: string): WrittenMessage {
  const codes = languages.map((language) => language.toLowerCase().split('-')[0]!);
  const language = codes.find((code) => Object.hasOwn(WORDINGS, code)) ?? 'en';
  const { subject, text } = WORDINGS[language]!;
  return { language, subject, text: `${text}\n${callBack}` };
}

import type { CalendarName, ScriptCode } from '#libs/kernel';
import type { NameSource, NameWord, Word } from '../names.js';
import type { Place } from '../places.js';
import type { Scheme } from '../spelling/scheme.js';

export const CULTURE_CODES = [
  'arabic', 'dari', 'pashto', 'urdu', 'bengali', 'somali', 'amharic', 'tigrinya', 'ukrainian', 'russian', 'spanish', 'congolese', 'burmese', 'hausa',
  'swahili', 'turkish', 'armenian', 'georgian', 'hebrew',
] as const; // prettier-ignore
export type CultureCode = (typeof CULTURE_CODES)[number];
export type Sex = 'female' | 'male';

/** All that the naming rules may look at. Parents of people who married into a family have no parents themselves. */
export interface Bearer {
  readonly sex: Sex;
  readonly given: Word;
  /** A further name of one's own: second given name, post-name, Begum, Khan. */
  readonly second?: Word | undefined;
  /** The name of the father's line, in its basic (masculine) form. */
  readonly family?: Word | undefined;
  readonly father?: Bearer | undefined;
  readonly mother?: Bearer | undefined;
  /** Set where a wife bears her husband's family name. */
  readonly husband?: Bearer | undefined;
}

/** How the people of one culture are named, written, and on which roads they are lost. Everything in it is data. */
export interface Culture {
  readonly code: CultureCode;
  readonly label: string;
  /** Weight in a default population. */
  readonly share: number;
  readonly language: string;
  readonly script: ScriptCode;
  readonly calendar: CalendarName;
  readonly given: Readonly<Record<Sex, NameSource>>;
  readonly second?: Readonly<Record<Sex, NameSource>>;
  /** How many have a second name of their own. */
  readonly seconds?: number;
  readonly family?: NameSource;
  /** The words of a full name, in the order in which they are written at home. At least one. */
  fullName(bearer: Bearer): NameWord[];
  /** The rule of naming in a sentence, for the documentation. */
  readonly rule: string;
  /** Given name → what family and friends say. */
  readonly nicknames: Readonly<Record<string, Word>>;
  readonly titles: Readonly<Record<Sex, readonly Word[]>>;
  /** Ways into Latin, the most usual first. */
  readonly latin: readonly Scheme[];
  /** Countries whose offices write these names in their own language's form, which is the words' sound. */
  readonly soundsReadIn?: readonly string[];
  /** `#` stands for a digit. */
  readonly phone: string;
  readonly document: string;
  readonly home: readonly Place[];
  /** Stations after home, as keys of the table of hosts. */
  readonly routes: readonly (readonly string[])[];
  readonly habits: Habits;
}

export interface Habits {
  /** Children of a couple: fewest, most; the mean lies in the middle. */
  readonly children: readonly [number, number];
  /** How often a wife bears her husband's family name. */
  readonly wifeTakesName: number;
  /** How often a first son bears his father's given name. */
  readonly afterFather: number;
  /** How often a son is named after his father's father, a daughter after her father's mother. */
  readonly afterGrandparent: number;
}

/** Of 1000 births, this many are of twins: between the natural rates of Asia (about 8) and West Africa (20 and more). */
export const TWINS_PER_1000 = 14;

export const part = (role: NameWord['role'], word: Word): NameWord => ({ role, word });

export function nicknames(pairs: string): Record<string, Word> {
  return Object.fromEntries(
    pairs
      .trim()
      .split(/\s+/)
      .map((pair) => {
        const [given, called] = pair.split('=');
        const [text, sound] = called!.split(':');
        return [given!.replaceAll('_', ' '), { text: text!, sound: sound ?? text! }];
      }),
  );
}

/** Memo of a word's changed forms (a woman's family name, a patronymic), so that each is made once. */
export function remembered(change: (word: Word) => Word): (word: Word) => Word {
  const known = new WeakMap<Word, Word>();
  return (word) => {
    let changed = known.get(word);
    if (!changed) known.set(word, (changed = change(word)));
    return changed;
  };
}

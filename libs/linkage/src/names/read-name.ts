import anyAscii from 'any-ascii';
import { scriptOf } from '#libs/kernel';
import type { NamePart, WrittenName } from '../profile.js';
import { japaneseNameAt } from '../sounds/japanese.js';
import { clean } from '../text/clean.js';
import { spellingOf } from '../text/spelling.js';
import { fromZawgyi } from '../text/zawgyi.js';
import { CHILD_AFTER, fatherStem, JOINING, LINKING, OPENING_TITLES, SON_OF, TITLES } from './particles.js';
import { wordOf, type Word } from './words.js';

type Role = NamePart['role'];

/** One word of a read name. */
export interface NameWord {
  readonly text: string;
  readonly word: Word;
  readonly role: Role;
  /** For a patronymic (Viktorovich, Guliyeva's oglu): the father's name in it. */
  readonly father?: Word;
  /** Put together from two written apart, to see whether the other name has them as one. */
  readonly joined?: boolean;
}

/** A name as the engine reads it: the words that tell people apart, in the order written; titles and particles set aside. */
export interface ReadName {
  readonly text: string;
  readonly words: readonly NameWord[];
  readonly titles: readonly string[];
}

/** More words than this are not read: no one's name needs them, and assignment costs grow with their square. */
const MOST_WORDS = 8;

const APOSTROPHES = /['’‘ʼʻʿʾ`´ʹ]/g;
/** After a Hebrew letter an apostrophe is a letter of its own: it makes j, zh, ch. */
const GERESH = /([גזצץת])['’‘`´]/g;
const BREAKS = /[\s,;/()[\]{}"“”«»_\-–—־·・|.։።፡]+/u;
const MADE_BY_OFFICE =
  /^(unknown|unk|none|nil|na|n\/a|fnu|lnu|xxx+|test|не указано|неизвестно|غير معروف|مجهول|نامعلوم)$/iu;

/** Reads a name without knowing its culture: roles only where they were given or where the words themselves tell. */
export function readName(name: WrittenName): ReadName {
  const parts = name.parts?.filter((part) => part.text.trim() !== '') ?? [];
  const spoken: readonly NamePart[] = parts.length > 0 ? parts : byComma(name.text);
  const words: NameWord[] = [];
  const titles: string[] = [];
  for (const part of spoken) readPart(part, words, titles, parts.length === 0);
  return { text: name.text, words: words.slice(0, MOST_WORDS), titles };
}

/** "Smith, John" names the family first. */
function byComma(text: string): NamePart[] {
  const cleaned = clean(text);
  const comma = cleaned.indexOf(',');
  const before = cleaned.slice(0, comma);
  const after = cleaned.slice(comma + 1);
  if (comma <= 0 || after.trim() === '' || after.includes(',') || before.split(' ').length > 3)
    return [{ role: 'unknown', text: cleaned }];
  return [
    { role: 'unknown', text: after },
    { role: 'family', text: before },
  ];
}

function readPart(part: NamePart, words: NameWord[], titles: string[], whole: boolean): void {
  const cleaned = clean(part.text);
  if (MADE_BY_OFFICE.test(cleaned)) return;
  const pieces = split(fromZawgyi(cleaned));
  let role: Role = part.role;
  for (let at = 0; at < pieces.length; at++) {
    let piece = pieces[at]!;
    const spelling = spellingOf(piece);
    const last = at === pieces.length - 1;
    const alone = pieces.length === 1;
    if (
      part.role === 'title' ||
      (!alone && TITLES.has(spelling)) ||
      (whole && at === 0 && pieces.length > 2 && OPENING_TITLES.has(spelling))
    ) {
      titles.push(piece);
      continue;
    }
    if (SON_OF.has(spelling) && !last && words.length + at > 0) {
      role = part.role === 'unknown' ? 'father' : part.role;
      continue;
    }
    if (CHILD_AFTER.has(spelling) && words.length > 0) {
      const father = words.pop()!;
      words.push({ ...father, role: 'father', father: father.word });
      continue;
    }
    const join = JOINING.get(spelling);
    if (join !== undefined && !last) {
      let next = at + 1;
      while (next < pieces.length - 1 && LINKING.has(spellingOf(pieces[next]!))) next++;
      piece = join + withoutArticle(pieces[next]!);
      at = next;
    } else if (!alone && LINKING.has(spelling) && !(last && words.length === 0)) continue;
    const text = withoutArticle(piece);
    const stem = fatherStem(spellingOf(text));
    words.push({
      text: piece,
      word: wordOf(text),
      role: stem && role === 'unknown' ? 'father' : role,
      ...(stem && { father: wordOf(stem) }),
    });
    if (role === 'father' && part.role === 'unknown') role = 'unknown';
  }
}

/** The Arabic article is written onto its word; abroad it comes and goes. */
function withoutArticle(piece: string): string {
  if (/^(ال|وال)/.test(piece) && piece.length > 5) return piece.replace(/^و?ال/, '');
  return piece;
}

/** Splits at spaces, hyphens and where two names were run together (`RamiMakhlouf`); reads 0 and 1 within words as o and i. */
function split(text: string): string[] {
  const script = scriptOf(text);
  // JC Juncker: two initials, unless the whole name is in capitals
  const mixedCase = /\p{Ll}/u.test(text);
  const apart = mixedCase && script !== 'Zyyy' ? text.replace(/(\p{Ll}{2,})(?=\p{Lu}\p{Ll}{2,})/gu, '$1 ') : text;
  return apart
    .replace(GERESH, '$1׳')
    .replace(APOSTROPHES, '')
    .split(BREAKS)
    .flatMap((piece) => (mixedCase && /^\p{Lu}{2}$/u.test(piece) ? [...piece] : [piece]))
    .flatMap((piece) => bySyllable(piece))
    .map((piece) =>
      /\d/.test(piece) && /\p{L}/u.test(piece) ? piece.replace(/[013457]/g, (digit) => LOOKS_LIKE[digit]!) : piece,
    )
    .filter((piece) => /\p{L}/u.test(piece))
    .slice(0, MOST_WORDS * 4);
}

const LOOKS_LIKE: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't' };

/** Chinese, Korean and Burmese names are written without spaces: one word per character or syllable, as they are romanised. */
function bySyllable(piece: string): string[] {
  if (piece.charCodeAt(0) < FIRST_WITHOUT_SPACES) return [piece];
  const script = scriptOf(piece);
  if (script === 'Mymr') return piece.split(BURMESE_SYLLABLE);
  if ((script !== 'Hani' && script !== 'Hang') || [...piece].length > MOST_CHARACTERS || anyAscii(piece) === '')
    return [piece];
  const known = japaneseNameAt(piece);
  return known === undefined ? [...piece] : [known, ...(piece === known ? [] : bySyllable(piece.slice(known.length)))];
}

/** Burmese; the scripts of most names come before it. */
const FIRST_WITHOUT_SPACES = 0x1000;

/** Longer texts in characters are no name of one person. */
const MOST_CHARACTERS = 6;

/** Before a Burmese consonant that neither closes the syllable nor is stacked on another. */
const BURMESE_SYLLABLE = /(?<!^|\u1039)(?=[\u1000-\u102A\u103F](?!\u1037?\u103A|\u1039))/u;

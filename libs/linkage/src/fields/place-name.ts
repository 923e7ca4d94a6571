import { agrees, compareWords } from '../names/compare-words.js';
import { wordOf, type Word } from '../names/words.js';
import { clean } from '../text/clean.js';
import { spellingOf } from '../text/spelling.js';

/** Articles and links between the words of a place's name, in Latin; the Arabic article takes the colour of what follows. */
const LINKS = new Set('al el ad adh an ar as ash at ath az the of de la le les los las du des da do di ye'.split(' '));
/** What a place is, not what it is called. */
const SORTS = new Set(
  `city town village district county province provincia governorate region regional state zone wereda woreda oblast raion rayon division department
  territory territoire commune municipality municipio prefecture subprefecture canton parish ward ville camp camps near refugee refugees area kampong`
    .trim()
    .split(/\s+/),
);
const ARABIC_ARTICLE = /^(?:ال|اَل)(?=..)/u;
const MOST_WORDS = 8;
/** A word may be read in so many ways before a place is looked up under them. */
const READINGS_PER_WORD = 4;

/** The spelling a place is looked up under: letters of its own script only, folded, in one piece. */
export function placeSpelling(text: string): string {
  return piecesOf(text).map(spellingOf).join('');
}

/** Codes of a place's telling words together, likeliest first: the same for spellings that sound alike, in whatever scripts. */
export function placeCodes(text: string, most = 12): string[] {
  let codes = [''];
  for (const word of tellingWords(text)) {
    const own = word.codes.slice(0, READINGS_PER_WORD);
    codes = codes.flatMap((begun) => own.map((code) => (begun ? `${begun}.${code}` : code))).slice(0, most * 2);
  }
  return [...new Set(codes)].filter((code) => code !== '').slice(0, most);
}

/**
 * How near other places' names are to this one, to ear and eye, word by word in their order: 0…1, and 0 where a word has no counterpart.
 * One name is held against many, so it is read once; the others are names of a gazetteer, and kept.
 */
export function placeNearnessTo(name: string): (other: string) => number {
  const left = tellingWords(name);
  return (other) => {
    const right = wordsOfPlace(other);
    if (left.length === 0 || left.length !== right.length) return 0;
    let worst = 1;
    for (const [at, word] of left.entries()) {
      const { level, nearness } = compareWords(word, right[at]!);
      if (!agrees(level) || level === 'initial' || level === 'begins') return 0;
      worst = Math.min(worst, nearness);
    }
    return worst;
  };
}

/** Names of a gazetteer alone, which everybody knows: a name that sounds like many is held against the same few hundred each time. */
const kept = new Map<string, readonly Word[]>();
/** Bounds the memory of it, some 5 MB. */
const KEPT = 20_000;

function wordsOfPlace(name: string): readonly Word[] {
  const known = kept.get(name);
  if (known) return known;
  const words = tellingWords(name);
  if (kept.size >= KEPT) kept.clear();
  kept.set(name, words);
  return words;
}

function piecesOf(text: string): string[] {
  return clean(text)
    .toLowerCase()
    .replace(/['’ʼʿʾ‘`´]/gu, '')
    .split(/[^\p{L}\p{M}]+/u)
    .filter((piece) => piece !== '')
    .slice(0, MOST_WORDS);
}

function tellingWords(text: string): Word[] {
  const pieces = piecesOf(text).map((piece) => piece.replace(ARABIC_ARTICLE, ''));
  const telling = pieces.filter((piece) => {
    const spelling = spellingOf(piece);
    return spelling.length > 1 && !LINKS.has(spelling) && !SORTS.has(spelling);
  });
  return (telling.length > 0 ? telling : pieces).map(wordOf);
}

/** A place's name without the words that only say what it is. */
export function withoutSorts(text: string): string {
  const words = clean(text).split(' ');
  const kept = words.filter((word) => !SORTS.has(spellingOf(word)));
  return kept.length > 0 ? kept.join(' ') : text;
}

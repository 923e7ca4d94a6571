import type { Word } from '../names.js';
import type { Random } from '../random.js';

/** A way of writing a word in another script or orthography; a scheme with a choice of letters takes the first most often. */
export interface Scheme {
  readonly name: string;
  write(word: Word, random: Random): string;
}

/** What a letter or a group of letters becomes; `#` is the beginning or the end of a word, several outputs are alternatives. */
export type Letters = Readonly<Record<string, string | readonly string[]>>;

/** Where a scheme leaves a choice, the first spelling is taken this often. */
const FIRST_CHOICE = 0.65;

/** A scheme that reads the sound of a word by a table; the longest match wins, what is not in the table stays. */
export function bySound(name: string, ...tables: readonly Letters[]): Scheme {
  const rewrite = rewriter(Object.assign({}, ...tables) as Letters);
  return { name, write: ({ sound }, random) => capitalised(rewrite(sound, random)) };
}

/** A scheme that reads the letters of a word as its bearers write it. */
export function byLetters(name: string, ...tables: readonly Letters[]): Scheme {
  const rewrite = rewriter(Object.assign({}, ...tables) as Letters);
  return { name, write: ({ text }, random) => capitalised(rewrite(text.toLowerCase(), random)) };
}

/** The word as its bearers write it. */
export const AS_WRITTEN: Scheme = { name: 'as written', write: ({ text }) => text };

/** Reads words by a table, the longest entry first; what no entry fits stays. */
export function rewriter(table: Letters): (text: string, random: Random) => string {
  const byFirst = new Map<string, string[]>();
  for (const key of Object.keys(table).sort((a, b) => b.length - a.length)) {
    const keys = byFirst.get(key.charAt(0));
    if (keys) keys.push(key);
    else byFirst.set(key.charAt(0), [key]);
  }
  const rewriteWord = (word: string, random: Random): string => {
    let out = '';
    for (let at = 0; at < word.length;) {
      const key = byFirst.get(word.charAt(at))?.find((letters) => word.startsWith(letters, at));
      if (key === undefined) {
        if (word[at] !== '#') out += word[at];
        at++;
      } else {
        out += chosen(table[key]!, random);
        at += key.length;
      }
    }
    return out;
  };
  return (text, random) => {
    if (!text.includes(' ')) return rewriteWord(`#${text}#`, random).trim();
    const words = text.split(' ').map((word) => rewriteWord(`#${word}#`, random));
    return words.join(' ').trim();
  };
}

function chosen(output: string | readonly string[], random: Random): string {
  if (typeof output === 'string') return output;
  return output.length === 1 || random.chance(FIRST_CHOICE) ? output[0]! : random.pick(output.slice(1));
}

/** First letters of words in capitals, also after a hyphen. */
export function capitalised(text: string): string {
  let out = '';
  let first = true;
  for (const letter of text) {
    out += first ? letter.toUpperCase() : letter;
    first = letter === ' ' || letter === '-';
  }
  return out;
}

/** Without accents and other marks: ş → s, é → e, ɗ → d. */
export function withoutMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .replace(/[ıɗɓƙƴłøđ]/g, (letter) => PLAIN[letter]!);
}

const PLAIN: Readonly<Record<string, string>> = {
  ı: 'i',
  ɗ: 'd',
  ɓ: 'b',
  ƙ: 'k',
  ƴ: 'y',
  ł: 'l',
  ø: 'o',
  đ: 'd',
};

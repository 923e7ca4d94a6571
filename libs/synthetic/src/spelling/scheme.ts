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

export function rewriter(table: Letters): (text: string, random: Random) => string {
  const keys = Object.keys(table).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(keys.map((key) => key.replace(/[/\\^$*+?.()|[\]{}]/g, '\\$&')).join('|'), 'gu');
  return (text, random) =>
    text
      .split(' ')
      .map((word) =>
        `#${word}#`
          .replace(pattern, (letters) => {
            const output = table[letters]!;
            if (typeof output === 'string') return output;
            return output.length === 1 || random.chance(FIRST_CHOICE) ? output[0]! : random.pick(output.slice(1));
          })
          .replaceAll('#', ''),
      )
      .join(' ')
      .trim();
}

/** First letters of words in capitals, also after a hyphen. */
export function capitalised(text: string): string {
  return text.replace(/(?<=^|[\s-])\p{Ll}/gu, (letter) => letter.toUpperCase());
}

/** Without accents and other marks: ş → s, é → e, ɗ → d. */
export function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(/[\u0300-\u036F]/g, '').replace(/[ıɗɓƙƴłøđ]/g, (letter) => PLAIN[letter]!);
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

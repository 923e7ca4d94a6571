import type { NamePart } from '#libs/linkage';
import type { Random } from './random.js';

/**
 * One name as its bearers write it, and how it sounds where the script does not say so (vowels of Arabic, Hebrew): a broad
 * transcription that the spelling schemes turn into Latin. For scripts that write what is said, `sound` is the text itself.
 */
export interface Word {
  readonly text: string;
  readonly sound: string;
}

/** A word within somebody's full name. */
export interface NameWord {
  readonly role: NamePart['role'];
  readonly word: Word;
}

export interface NameSource {
  draw(random: Random): Word;
}

/** Names in a list, most frequent first: `text:sound` or `text`, parted by spaces; `_` stands for a space within a name. */
export function words(list: string): Word[] {
  return list
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [text, sound] = entry.replaceAll('_', ' ').split(':');
      return { text: text!, sound: sound ?? text! };
    });
}

/**
 * Names by rank: frequency falls as 1 / (rank + shift)^exponent (Zipf–Mandelbrot), which is how given and family names are
 * distributed everywhere they were counted; a small shift makes the first names very common.
 */
export function ranked(list: string | readonly Word[], exponent = 1, shift = 1): NameSource {
  const items = typeof list === 'string' ? words(list) : list;
  return weighted(items.map((item, rank) => [1 / (rank + 1 + shift) ** exponent, item] as const));
}

/** Names made of two parts each; the long tail of a culture whose names are put together. */
export function compound(
  firsts: string | readonly Word[],
  lasts: string | readonly Word[],
  link: { text?: string; sound?: string } = {},
): NameSource {
  const [first, last] = [ranked(firsts, 0.7), ranked(lasts, 0.7)];
  const { text = '', sound = text } = link;
  return {
    draw: (random) => {
      const a = first.draw(random);
      const b = last.draw(random);
      return { text: a.text + text + after(a.text + text, b.text), sound: a.sound + sound + b.sound };
    },
  };
}

/** A second part that stands as a word of its own begins with a capital. */
function after(before: string, last: string): string {
  return before.charCodeAt(before.length - 1) === 0x20 ? last.charAt(0).toUpperCase() + last.slice(1) : last;
}

/** One of several sources, by weight. */
export function mixture(...sources: readonly (readonly [number, NameSource])[]): NameSource {
  const choose = lottery(sources);
  return { draw: (random) => choose(random).draw(random) };
}

function weighted(entries: readonly (readonly [number, Word])[]): NameSource {
  return { draw: lottery(entries) };
}

/** Draws by weight in constant time (Walker's alias method). */
export function lottery<T>(entries: readonly (readonly [number, T])[]): (random: Random) => T {
  if (entries.length === 0) throw new RangeError('A lottery needs at least one entry.');
  const total = entries.reduce((sum, [weight]) => sum + weight, 0);
  const share = entries.map(([weight]) => (weight * entries.length) / total);
  const alias = entries.map((_, at) => at);
  const small = share.flatMap((value, at) => (value < 1 ? [at] : []));
  const large = share.flatMap((value, at) => (value >= 1 ? [at] : []));
  while (small.length > 0 && large.length > 0) {
    const [less, more] = [small.pop()!, large.pop()!];
    alias[less] = more;
    share[more] = share[more]! + share[less]! - 1;
    (share[more] < 1 ? small : large).push(more);
  }
  for (const rest of [...small, ...large]) share[rest] = 1;
  return (random) => {
    const at = random.below(entries.length);
    return entries[random.unit() < share[at]! ? at : alias[at]!]![1];
  };
}

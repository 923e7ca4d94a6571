import type { ScriptCode } from '#libs/kernel';
import { readName } from './read-name.js';
import { wordOf } from './words.js';

/** However common or rare, one word of a name never says less or more than this. Bits. */
const LEAST = 3;
const MOST = 15;
/** Until so many names of a script were seen, the built-in estimate knows better. */
const ENOUGH = 2_000;

/**
 * How surprising the words of names are where these names come from: made from a deployment's own names, script by script, and
 * passed to `compare` as the model's `bitsOfName`. Mohammed is not rare in Aleppo, Sergey not in Mariupol.
 *
 * @returns bits of a word by its spelling; `undefined` where too few names of its script were seen
 */
export function nameFrequencies(names: Iterable<string>): (spelling: string) => number | undefined {
  const counts = new Map<string, number>();
  const totals = new Map<ScriptCode, number>();
  for (const text of names) {
    for (const { word } of readName({ text }).words) {
      counts.set(word.spelling, (counts.get(word.spelling) ?? 0) + 1);
      totals.set(word.script, (totals.get(word.script) ?? 0) + 1);
    }
  }
  return (spelling) => {
    const total = totals.get(wordOf(spelling).script) ?? 0;
    if (total < ENOUGH) return undefined;
    // a name not seen yet is as rare as one seen half a time
    return Math.max(LEAST, Math.min(MOST, Math.log2(total / (counts.get(spelling) ?? 0.5))));
  };
}

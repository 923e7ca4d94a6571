import type { Lattice } from './lattice.js';

/**
 * The consonants of a word in classes that ear and pen confuse: what is left of a name when it is written down abroad.
 * An opening vowel stays as `a`, because it tells Amir from Mir.
 */
const CLASS: Record<string, string> = {
  b: 'b', p: 'b', f: 'f', v: 'f', t: 't', T: 't', d: 'd', D: 'd', k: 'k', q: 'k', X: 'k', g: 'g', G: 'g', J: 'j', Z: 'j', C: 'c', S: 'c', s: 's', z: 's', m: 'm', n: 'n', l: 'l', r: 'r', h: 'h', w: 'w', y: 'y',
}; // prettier-ignore
const VOWELS = 'aeiou';

/** Silent within a word, where they mostly only colour a vowel. */
const WEAK = 'hwy';

/** The skeleton of one reading. */
export function skeletonOf(sounds: string): string {
  let out = '';
  for (let at = 0; at < sounds.length; at++) {
    const sound = sounds[at]!;
    if (VOWELS.includes(sound)) {
      if (at === 0) out = 'a';
      continue;
    }
    const letter = CLASS[sound];
    if (letter === undefined || out.endsWith(letter)) continue;
    if (WEAK.includes(letter) && at > 0) continue;
    out += letter;
  }
  return out;
}

/** All skeletons of a lattice, likeliest first, at most `limit`. Alternatives that fall together are not counted twice. */
export function skeletons(lattice: Lattice, limit: number): string[] {
  let partial: string[] = [''];
  for (const options of lattice) {
    const next = new Set<string>();
    for (const option of options) for (const head of partial) next.add(head + option);
    partial = unique([...next], limit * 4);
  }
  return [...new Set(partial.map(skeletonOf))].filter((skeleton) => skeleton !== '').slice(0, limit);
}

/** Keeps one reading per skeleton so far, and not more than `limit`. */
function unique(readings: readonly string[], limit: number): string[] {
  const seen = new Map<string, string>();
  for (const reading of readings) {
    const key = `${skeletonOf(reading)}.${reading.length === 0 ? '' : VOWELS.includes(reading.at(-1)!) ? 'v' : reading.at(-1)}`;
    if (!seen.has(key)) seen.set(key, reading);
    if (seen.size >= limit) break;
  }
  return [...seen.values()];
}

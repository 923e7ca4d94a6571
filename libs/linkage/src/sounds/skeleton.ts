import type { Lattice } from './lattice.js';

/**
 * The consonants of a word in classes that ear and pen confuse: what is left of a name when it is written down abroad.
 * An opening vowel stays as `a`, because it tells Amir from Mir.
 *
 * The fewer consonants, the more each must say: up to four, the vowel at the end is kept as well (Ali is not Al); from four on, wide
 * classes are enough, and they forgive more (b p f v are one, so are t d, k g j h, s z sh ch).
 */
const FINE: Record<string, string> = {
  b: 'b', p: 'b', f: 'f', v: 'f', t: 't', T: 't', d: 'd', D: 'd', k: 'k', q: 'k', X: 'k', g: 'g', G: 'g', J: 'j', Z: 'j', C: 'c', S: 'c', s: 's', z: 's', m: 'm', n: 'n', l: 'l', r: 'r', h: 'h', w: 'w', y: 'y',
}; // prettier-ignore
const WIDE: Record<string, string> = { b: 'B', f: 'B', w: 'B', t: 'T', d: 'T', k: 'K', g: 'K', s: 'S', c: 'S', j: 'J', m: 'M', n: 'N', l: 'L', r: 'R', h: 'H', y: 'Y', a: 'A' }; // prettier-ignore
const ENDING: Record<string, string> = { a: '1', e: '1', i: '2', o: '3', u: '3' };
const WIDE_FROM = 4;
const VOWELS = 'aeiou';

/** Silent within a word, where they mostly only colour a vowel. */
const WEAK = 'hwy';

/** Consonants of one reading in fine classes; `before` are those of its sounds up to `from`, where they are known. */
function skeletonOf(sounds: string, before = '', from = 0): string {
  let out = before;
  for (let at = from; at < sounds.length; at++) {
    const sound = sounds[at]!;
    if (VOWELS.includes(sound)) {
      if (at === 0) out = 'a';
      continue;
    }
    const letter = FINE[sound];
    if (letter === undefined || out.endsWith(letter)) continue;
    if (WEAK.includes(letter) && at > 0) continue;
    // ng is one sound to most ears, and in scripts without vowels nobody can tell
    if (letter === 'g' && sounds[at - 1] === 'n') continue;
    out += letter;
  }
  return out;
}

/** The code a reading is indexed under, of its consonants and its end. */
function codeOf(sounds: string, fine: string): string {
  let wide = '';
  for (const letter of fine) {
    const one = WIDE[letter]!;
    if (!wide.endsWith(one)) wide += one;
  }
  if (wide.length > WIDE_FROM) return wide;
  return (wide.length === WIDE_FROM ? wide : fine) + (ENDING[endOf(sounds)] ?? '');
}

/** The last sound; an h behind a vowel is not heard (Halimah is Halima). */
function endOf(sounds: string): string {
  const last = sounds.at(-1) ?? '';
  const before = sounds.at(-2) ?? '';
  return last === 'h' && before !== '' && VOWELS.includes(before) ? before : last;
}

const WIDE_BITS = new Map([...new Set(Object.values(WIDE))].map((letter, at) => [letter, 1 << at]));

/** Which wide classes occur in any of the readings, a bit each; vowels and what may be silent are left out. */
export function classesOf(readings: readonly string[]): number {
  let bits = 0;
  for (const sounds of readings) {
    for (const sound of sounds) {
      const fine = FINE[sound];
      if (fine !== undefined && !WEAK.includes(fine)) bits |= WIDE_BITS.get(WIDE[fine]!)!;
    }
  }
  return bits;
}

interface Partial {
  sounds: string;
  skeleton: string;
  cost: number;
}

/** Many names share a short code, few a long one: of the unlikely readings only those with long codes are worth a key. */
const SHORT = 3;
const MOST_SHORT = 5;
const BEAM = 60;

/**
 * The codes of a lattice, likeliest first, at most `limit`, of them at most {@link MOST_SHORT} short ones: an alternative costs its
 * place in the list, and of the readings that come to the same code so far only the likeliest goes on.
 */
export function codes(lattice: Lattice, limit: number): string[] {
  let beam: Partial[] = [{ sounds: '', skeleton: '', cost: 0 }];
  for (const options of lattice) {
    const next = new Map<string, Partial>();
    for (const { sounds: before, skeleton, cost: so } of beam) {
      for (let choice = 0; choice < options.length; choice++) {
        const [sounds, cost] = [before + options[choice]!, so + choice];
        const longer = skeletonOf(sounds, skeleton, before.length);
        const state = longer + (sounds.at(-1) ?? '');
        const known = next.get(state);
        if (!known || known.cost > cost) next.set(state, { sounds, skeleton: longer, cost });
      }
    }
    beam = [...next.values()];
    if (beam.length > 1) beam.sort((a, b) => a.cost - b.cost).splice(BEAM);
  }
  let short = 0;
  return [...new Set(beam.map(({ sounds, skeleton }) => codeOf(sounds, skeleton)))]
    .filter((code) => code !== '' && (code.length > SHORT || short++ < MOST_SHORT))
    .slice(0, limit);
}

/** The first of {@link codes} alone, which is much less work; empty where the likeliest reading has no sound of its own. */
export function likeliestCode(lattice: Lattice): string {
  const sounds = lattice.map(([likeliest]) => likeliest).join('');
  return codeOf(sounds, skeletonOf(sounds));
}

/**
 * Codes one slip away from a code with a consonant lost. Two words are neighbours where
 * these sets meet; an exact code is part of its own set. Short codes with one consonant lost would be everyone's neighbours.
 */
export function neighbourCodes(code: string): string[] {
  const wide = code[0]! >= 'A' && code[0]! <= 'Z';
  if (!wide) return [code];
  const letters = code.replace(/\d$/, '');
  if (letters.length <= WIDE_FROM) return [letters];
  return [code, ...new Set(Array.from(letters, (_, at) => code.slice(0, at) + code.slice(at + 1)))];
}

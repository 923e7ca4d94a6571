/**
 * How far apart two readings sound. Costs are in consonants: 1 is one wholly different consonant. Vowels are heard badly and written
 * worse, so they cost less; where a script leaves them out they cost next to nothing.
 */
const VOWEL = 0.35;
const VOWEL_GAP = 0.45;
const UNWRITTEN_VOWEL = 0.06;
const KIN = 0.3;
const WEAK_GAP = 0.35;
const DOUBLE = 0.1;
const SWAP = 0.75;

/** Sounds that ear or alphabet confuses, as pairs. */
const KINDRED = 'bp td kg sz fv vw SC CJ JZ SZ SJ Xh Xk Gg GX Gr gJ Jy yi wu Tt Ts Dd Dz uw kX hG gh vb kC zJ Ss zZ sC ei aI'; // prettier-ignore

const CODES = 128;
const substitution = new Float32Array(CODES * CODES).fill(1);
const gap = new Float32Array(CODES).fill(0.95);
const isVowel = new Uint8Array(CODES);
for (const vowel of 'aeiou') {
  isVowel[vowel.charCodeAt(0)] = 1;
  gap[vowel.charCodeAt(0)] = VOWEL_GAP;
  for (const other of 'aeiou') substitution[vowel.charCodeAt(0) * CODES + other.charCodeAt(0)] = VOWEL;
}
for (const weak of 'hyw') gap[weak.charCodeAt(0)] = WEAK_GAP;
for (const pair of KINDRED.split(' ')) {
  const [a, b] = [pair.charCodeAt(0), pair.charCodeAt(1)];
  substitution[a * CODES + b] = substitution[b * CODES + a] = Math.min(KIN, substitution[a * CODES + b]!);
}
for (let code = 0; code < CODES; code++) substitution[code * CODES + code] = 0;

const unwrittenGap = gap.map((cost, code) => (isVowel[code] === 1 ? UNWRITTEN_VOWEL : cost));

/** Leaving out a sound; the second of a doubled consonant costs little. */
function gapCost(gaps: Float32Array, code: number, previous: number): number {
  return code === previous && isVowel[code] === 0 ? DOUBLE : gaps[code]!;
}

const WIDEST = 64;
const rows = [new Float64Array(WIDEST + 1), new Float64Array(WIDEST + 1), new Float64Array(WIDEST + 1)];
/** Of the right word: its sounds, and what leaving each out costs. */
const heard = new Uint8Array(WIDEST + 1);
const heardGaps = new Float64Array(WIDEST + 1);

/**
 * @param unwritten a vowel may be missing on either side because its script does not write it
 * @param most beyond this the exact distance does not matter: the answer is then only known to be larger
 */
export function soundDistance(left: string, right: string, unwritten = false, most = Infinity): number {
  const lengthA = Math.min(left.length, WIDEST);
  const lengthB = Math.min(right.length, WIDEST);
  let before = rows[0]!;
  let above = rows[1]!;
  let row = rows[2]!;
  const gaps = unwritten ? unwrittenGap : gap;
  above[0] = 0;
  heard[0] = 0;
  for (let j = 1; j <= lengthB; j++) {
    heard[j] = right.charCodeAt(j - 1) & 127;
    heardGaps[j] = gapCost(gaps, heard[j]!, heard[j - 1]!);
    above[j] = above[j - 1]! + heardGaps[j]!;
  }
  let xBefore = 0;
  for (let i = 1; i <= lengthA; i++) {
    const x = left.charCodeAt(i - 1) & 127;
    const drop = gapCost(gaps, x, xBefore);
    const costs = x * CODES;
    let last = above[0]! + drop;
    row[0] = last;
    let least = last;
    for (let j = 1; j <= lengthB; j++) {
      const y = heard[j]!;
      let best = above[j - 1]! + substitution[costs + y]!;
      const without = above[j]! + drop;
      if (without < best) best = without;
      const inserted = last + heardGaps[j]!;
      if (inserted < best) best = inserted;
      if (xBefore === y && i > 1 && x === heard[j - 1] && x !== y) best = Math.min(best, before[j - 2]! + SWAP);
      row[j] = last = best;
      if (best < least) least = best;
    }
    if (least > most + SWAP) return Infinity;
    const spare = before;
    before = above;
    above = row;
    row = spare;
    xBefore = x;
  }
  return above[lengthB]!;
}

/** Damerau–Levenshtein (adjacent swaps count one) over UTF-16 units, for two spellings in one script. */
export function spellingDistance(left: string, right: string): number {
  const a = left.length > WIDEST ? left.slice(0, WIDEST) : left;
  const b = right.length > WIDEST ? right.slice(0, WIDEST) : right;
  let [before, above, row] = rows as [Float64Array, Float64Array, Float64Array];
  for (let j = 0; j <= b.length; j++) above[j] = j;
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let best = above[j - 1]! + (same ? 0 : 1);
      if (above[j]! + 1 < best) best = above[j]! + 1;
      if (row[j - 1]! + 1 < best) best = row[j - 1]! + 1;
      if (
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      ) {
        best = Math.min(best, before[j - 2]! + 1);
      }
      row[j] = best;
    }
    const spare = before;
    before = above;
    above = row;
    row = spare;
  }
  return above[b.length]!;
}

/** Is {@link spellingDistance} at most one? Told without a table. */
export function withinOneSlip(a: string, b: string): boolean {
  if (a.length > b.length) return withinOneSlip(b, a);
  if (b.length - a.length > 1) return false;
  let start = 0;
  while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let end = 0;
  while (end < a.length - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end++;
  const rest = a.length - start - end;
  if (rest <= 0 || b.length - start - end === 1) return true;
  const swapped = a.charCodeAt(start) === b.charCodeAt(start + 1) && a.charCodeAt(start + 1) === b.charCodeAt(start);
  return rest === 2 && a.length === b.length && swapped;
}

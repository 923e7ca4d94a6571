import { soundDistance, spellingDistance } from './distance.js';
import { readName } from './read-name.js';
import type { Word } from './words.js';

/** Measured on judged pairs of English and Dutch name variants: sound tells more than spelling, and names rarely change their first sound. */
const SOUND = 0.7;
const OTHER_START = 0.15;
const SAME_CODE = 0.1;
/** Unlikely readings meet by chance. */
const LIKELY_CODES = 5;
const CONTAINED = 0.06;
const KNOWN_VARIANT = 0.9;

/** How likely two single names are variants of one, for ranking: 0 (nothing in common) … 1 (the same). Symmetric. */
export function nameNearness(left: string, right: string): number {
  const a = readName({ text: left }).words[0]?.word;
  const b = readName({ text: right }).words[0]?.word;
  if (!a || !b) return 0;
  if (a.spelling === b.spelling) return 1;
  if (a.families.some((family) => b.families.includes(family))) return KNOWN_VARIANT;
  const [x, y] = [a.sounds[0]!, b.sounds[0]!];
  const sound = 1 - (soundDistance(x, y) * 2) / Math.max((x.length + y.length) * 0.8, 3);
  const spelling =
    a.script === b.script
      ? 1 - spellingDistance(a.spelling, b.spelling) / Math.max(a.spelling.length, b.spelling.length, 1)
      : sound;
  let nearness = SOUND * sound + (1 - SOUND) * spelling;
  if (x[0] !== y[0]) nearness -= OTHER_START;
  if (likelyCodes(a).some((code) => likelyCodes(b).includes(code))) nearness += SAME_CODE;
  if (a.spelling.includes(b.spelling) || b.spelling.includes(a.spelling)) nearness += CONTAINED;
  return Math.max(0, Math.min(0.99, nearness));
}

function likelyCodes({ codes }: Word): readonly string[] {
  return codes.slice(0, LIKELY_CODES);
}

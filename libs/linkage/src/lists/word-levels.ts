import { bits } from '../names/bits.js';
import { soundDistance, spellingDistance } from '../names/distance.js';
import {
  isLatin,
  shareCode,
  shareFamily,
  soundLength,
  spellingLength,
  TRAIT,
  TRAITS,
  type WordTable,
} from './lexicon.js';
import { TextReader } from './texts.js';

/** How two words agree, as a small number: the first levels of every comparison of names in lists. */
export const WORD = { same: 1, family: 2, near: 3, similar: 4, begins: 5, different: 6 } as const;

const SLOTS = 1 << 18;
/** Two numbers of words are packed into one float. */
const MOST_WORDS = 2 ** 26;
/** From here on words are similar; a little less is enough where they share a code. */
const SIMILAR = 0.72;
const SIMILAR_BY_CODE = 0.6;
/** A shorter beginning is shared by chance. */
const SHORTEST_BEGINNING = 3;

/** Compares words of a list. Keeps the levels of pairs that were compared last; of the others most differ so plainly that traits tell. */
export class WordComparer {
  private readonly cachedPairs = new Float64Array(SLOTS).fill(-1);
  private readonly cachedLevels = new Uint8Array(SLOTS);
  private readonly spelling: TextReader;
  private readonly sound: TextReader;

  constructor(private readonly lexicon: WordTable) {
    this.spelling = new TextReader(lexicon.spelling);
    this.sound = new TextReader(lexicon.sound);
  }

  /** Symmetric. */
  level(x: number, y: number): number {
    if (x === y) return WORD.same;
    const [low, high] = x < y ? [x, y] : [y, x];
    const pair = low * MOST_WORDS + high;
    const slot = (Math.imul(low ^ high, 0x9e3779b1) ^ Math.imul(low + high, 0x85ebca6b)) & (SLOTS - 1);
    if (this.cachedPairs[slot] === pair) return this.cachedLevels[slot]!;
    const level = this.differPlainly(low, high) ? WORD.different : this.compare(low, high);
    this.cachedPairs[slot] = pair;
    this.cachedLevels[slot] = level;
    return level;
  }

  /** Whether {@link compare} would find them different, as far as their traits tell. */
  private differPlainly(x: number, y: number): boolean {
    const { lexicon } = this;
    const { traits } = lexicon;
    const [ofX, ofY] = [x * TRAITS, y * TRAITS];
    const [lettersX, lettersY] = [traits[ofX + TRAIT.letters]!, traits[ofY + TRAIT.letters]!];
    const [lengthsX, lengthsY] = [traits[ofX + TRAIT.lengths]!, traits[ofY + TRAIT.lengths]!];
    const longer = spellingLength(lengthsX) - spellingLength(lengthsY);
    const mayBegin = (longer < 0 && (lettersX & ~lettersY) === 0) || (longer > 0 && (lettersY & ~lettersX) === 0);
    return (
      !mayBegin &&
      spelledAlike(lettersX, lettersY, lengthsX, lengthsY) < SIMILAR &&
      heardAlike(traits[ofX + TRAIT.classes]!, traits[ofY + TRAIT.classes]!, lengthsX, lengthsY) < SIMILAR &&
      !shareFamily(lexicon, x, y) &&
      // a code shared lets less be enough; words of Latin script are not spelled alike even then
      (isLatin(lengthsX & lengthsY) || !shareCode(lexicon, x, y))
    );
  }

  /** As words of names are compared elsewhere, but from the tables. */
  private compare(x: number, y: number): number {
    const { lexicon } = this;
    if (shareFamily(lexicon, x, y)) return WORD.family;
    const [a, b] = [this.spelling.at(x), this.spelling.at(y)];
    if (a.length === 1 || b.length === 1) return a[0] === b[0] ? WORD.begins : WORD.different;
    const sameCode = shareCode(lexicon, x, y);
    const nearness = Math.max(this.nearnessBySpelling(x, y, a, b), this.nearnessBySound(x, y));
    if (nearness >= 0.82 || (sameCode && nearness >= 0.7)) return WORD.near;
    if (nearness >= SIMILAR || (sameCode && nearness >= SIMILAR_BY_CODE)) return WORD.similar;
    const [short, long] = a.length < b.length ? [a, b] : [b, a];
    return short.length >= SHORTEST_BEGINNING && long.startsWith(short) ? WORD.begins : WORD.different;
  }

  private nearnessBySpelling(x: number, y: number, a: string, b: string): number {
    const { traits } = this.lexicon;
    const [lengthsX, lengthsY] = [traits[x * TRAITS + TRAIT.lengths]!, traits[y * TRAITS + TRAIT.lengths]!];
    const lettersX = isLatin(lengthsX) ? traits[x * TRAITS + TRAIT.letters]! : 0;
    const lettersY = isLatin(lengthsY) ? traits[y * TRAITS + TRAIT.letters]! : 0;
    if (spelledAlike(lettersX, lettersY, lengthsX, lengthsY) < SIMILAR) return 0;
    return 1 - spellingDistance(a, b) / Math.max(a.length, b.length);
  }

  private nearnessBySound(x: number, y: number): number {
    const { traits, soundOf } = this.lexicon;
    const [ofX, ofY] = [x * TRAITS, y * TRAITS];
    const [lengthsX, lengthsY] = [traits[ofX + TRAIT.lengths]!, traits[ofY + TRAIT.lengths]!];
    if (heardAlike(traits[ofX + TRAIT.classes]!, traits[ofY + TRAIT.classes]!, lengthsX, lengthsY) < SIMILAR) return 0;
    const [s, t] = [this.sound.at(soundOf[x]!), this.sound.at(soundOf[y]!)];
    const heard = soundsIn(lengthsX, lengthsY);
    return 1 - (soundDistance(s, t, false, ((1 - SIMILAR_BY_CODE) * heard) / 2) * 2) / heard;
  }
}

/** How alike two words are spelled at most: a letter that the other lacks costs one. */
function spelledAlike(lettersX: number, lettersY: number, lengthsX: number, lengthsY: number): number {
  const [a, b] = [spellingLength(lengthsX), spellingLength(lengthsY)];
  return 1 - Math.max(lacking(lettersX, lettersY), Math.abs(a - b)) / Math.max(a, b);
}

/** How alike two words sound at most: a consonant that the other lacks costs nearly one. */
function heardAlike(classesX: number, classesY: number, lengthsX: number, lengthsY: number): number {
  return 1 - (lacking(classesX, classesY) * 0.85 * 2) / soundsIn(lengthsX, lengthsY);
}

/** How much is heard in both words, in consonants; of very short ones as if it were more. */
function soundsIn(lengthsX: number, lengthsY: number): number {
  return Math.max((soundLength(lengthsX) + soundLength(lengthsY)) * 0.8, 3);
}

function lacking(x: number, y: number): number {
  return Math.max(bits(x), bits(y)) - bits(x & y);
}

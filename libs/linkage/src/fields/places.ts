import type { Model } from '../model/weights.js';
import { bits } from '../names/bits.js';
import { agrees, compareWords } from '../names/compare-words.js';
import { wordOf, type Word } from '../names/words.js';
import type { PlaceMention } from '../profile.js';
import { clean } from '../text/clean.js';
import { unknown, type Finding } from './finding.js';
import { KeptPairs } from '../kept-pairs.js';
import { locate } from './located-place.js';
import { weighPlaces, type PlaceLevel, type PlacesWeighed } from './place-relation.js';

/** What a place is called, whoever mentions it: read once and kept, since the same towns meet again and again. */
export interface PlaceName {
  /** Different for every name alive; only for caches. */
  readonly number: number;
  readonly words: readonly Word[];
  readonly postcode?: string;
  readonly country?: string;
}

export interface ReadPlace {
  readonly mention: PlaceMention;
  readonly name: PlaceName;
}

/** Kinds that say where someone comes from or lives; a route is compared apart. */
const STEADY: ReadonlySet<PlaceMention['kind']> = new Set(['birth', 'origin', 'residence', 'last-seen', 'registered']);
/** Kinds that no road changes. */
const ROOTS: ReadonlySet<PlaceMention['kind']> = new Set(['birth', 'origin']);
const GENERIC = new Set(
  'city town village district province state region county street st road rd avenue ave camp governorate of the al el de la le los las saint san santa new'.split(
    ' ',
  ),
);

export function readPlace(mention: PlaceMention): ReadPlace {
  const { text, country = '', postcode = '' } = mention;
  const key = `${country}|${postcode}|${text}`;
  let name = kept.get(key);
  if (!name) {
    if (kept.size >= KEPT) kept.clear();
    kept.set(key, (name = readName(mention)));
  }
  return { mention, name };
}

const kept = new Map<string, PlaceName>();
/** Bounds the memory of it, some 30 MB. */
const KEPT = 60_000;
let numbered = 0;

function readName({ text, postcode, country }: PlaceMention): PlaceName {
  const pieces = clean(text)
    .split(/[^\p{L}\p{M}]+/u)
    .filter((piece) => piece.length > 1)
    .slice(0, 10);
  const words = pieces.map(wordOf);
  const telling = words.filter((word) => !GENERIC.has(word.spelling));
  return {
    number: numbered++,
    words: telling.length > 0 ? telling : words,
    ...(postcode && { postcode: postcode.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') }),
    ...(country && { country: country.toUpperCase() }),
  };
}

/**
 * The best agreement of any place of one with any of the other. Where both origins are known to a gazetteer and lie far from each
 * other, that counts beside it: a shared shelter does not make two people of one village.
 */
export function comparePlaces(left: readonly ReadPlace[], right: readonly ReadPlace[], model: Model): Finding {
  const a = left.filter(({ mention }) => STEADY.has(mention.kind));
  const b = right.filter(({ mention }) => STEADY.has(mention.kind));
  if (a.length === 0 || b.length === 0)
    return unknown('place', 'place-unknown', a[0]?.mention.text, b[0]?.mention.text);
  let best: Finding | undefined;
  let most = -Infinity;
  let roots: number | undefined;
  for (const x of a) {
    for (const y of b) {
      const found = comparePlaceOnce(x, y, model);
      const bothRoots = ROOTS.has(x.mention.kind) && ROOTS.has(y.mention.kind);
      // Whoever is looked for left home: only two places of origin that differ speak against, not where somebody is met far from it.
      const weight = bothRoots ? found.weight : Math.max(0, found.weight);
      if (weight > most) [best, most] = [found, weight];
      if (model.gazetteer && bothRoots) roots = Math.max(roots ?? -Infinity, weight);
    }
  }
  const weight = roots !== undefined && roots < 0 && roots < most ? most + roots : most;
  return weight === best!.weight ? best! : { ...best!, weight };
}

/** Pairs of places compared lately, for each model: of one kind, and of two. */
const comparedLately = new WeakMap<Model, readonly [KeptPairs<Finding>, KeptPairs<Finding>]>();

function comparePlaceOnce(a: ReadPlace, b: ReadPlace, model: Model): Finding {
  let lately = comparedLately.get(model);
  if (!lately) comparedLately.set(model, (lately = [new KeptPairs(SLOTS), new KeptPairs(SLOTS)]));
  const sameKind = a.mention.kind === b.mention.kind;
  const pairs = lately[sameKind ? 0 : 1];
  const known = pairs.get(a.name.number, b.name.number);
  if (known) return known;
  // a birthplace and a present address agree by habit, not by identity
  const found = comparePlace(a, b, sameKind ? 1 : 0.7, model);
  pairs.set(a.name.number, b.name.number, found);
  return found;
}
const SLOTS = 1 << 13;

function comparePlace(a: ReadPlace, b: ReadPlace, sameKind: number, model: Model): Finding {
  const located = sameName(a.name, b.name) ? undefined : weighed(a, b, model);
  if (!located) return comparePlaceNames(a, b, sameKind, model);
  const found = locatedFinding(a, b, located, sameKind);
  // of a place that no gazetteer knows, only the country is certain: then its name may say more
  const certain = located.meant >= CERTAIN && located.left.kind !== 'country' && located.right.kind !== 'country';
  if (certain) return found;
  const named = comparePlaceNames(a, b, sameKind, model);
  return named.weight > found.weight ? named : found;
}
/** From here on what the gazetteer says of two places goes before their names. */
const CERTAIN = 0.5;

/** One name, in one country as far as is told: then it need not be known what is meant. */
function sameName(a: PlaceName, b: PlaceName): boolean {
  if (a.postcode !== undefined && a.postcode === b.postcode) return true;
  if (a.words.length === 0 || a.words.length !== b.words.length) return false;
  if (a.country && b.country && a.country !== b.country) return false;
  return a.words.every(({ spelling }, at) => spelling === b.words[at]!.spelling);
}

function weighed(a: ReadPlace, b: ReadPlace, { gazetteer, located }: Model): PlacesWeighed | undefined {
  return gazetteer && weighPlaces(locate(a, gazetteer), locate(b, gazetteer), located);
}

const REASON_OF: Record<PlaceLevel, Finding['reason']> = {
  same: 'place-same',
  inside: 'place-part-of-other',
  near: 'place-near',
  region: 'place-same-region',
  country: 'place-same-country',
  border: 'place-near',
  abroad: 'place-other-country',
};
const LEVEL_OF: Record<PlaceLevel, Finding['level']> = {
  same: 'alias',
  inside: 'partial',
  near: 'close',
  region: 'partial',
  country: 'partial',
  border: 'partial',
  abroad: 'different',
};

function locatedFinding(a: ReadPlace, b: ReadPlace, located: PlacesWeighed, sameKind: number): Finding {
  const { level, weight, left, right, distance } = located;
  const crossScript = a.name.words[0]?.script !== b.name.words[0]?.script;
  const places = [left, right].map(({ name, country, kind }) =>
    kind === 'country' ? country : `${name} (${country})`,
  );
  return {
    field: 'place',
    left: a.mention.text,
    right: b.mention.text,
    level: level === 'same' && crossScript ? 'other-script' : LEVEL_OF[level],
    reason: REASON_OF[level],
    weight: weight > 0 ? weight * sameKind : weight,
    reading:
      level === 'same'
        ? places[0]!
        : `${places.join(' – ')}${distance === undefined ? '' : `, ${Math.round(distance)} km`}`,
  };
}

function comparePlaceNames(a: ReadPlace, b: ReadPlace, sameKind: number, model: Model): Finding {
  const weights = model.place;
  const shown = { field: 'place' as const, left: a.mention.text, right: b.mention.text };
  const [{ words, postcode, country }, other] = [a.name, b.name];
  if (postcode && postcode === other.postcode)
    return { ...shown, level: 'exact', reason: 'place-same-postcode', weight: weights.postcode * sameKind };
  const share = wordsShared(words, other.words);
  const crossScript = a.name.words[0]?.script !== b.name.words[0]?.script;
  if (share.left === 1 && share.right === 1 && share.exact)
    return { ...shown, level: 'exact', reason: 'place-same', weight: weights.same * sameKind };
  if (share.left === 1 && share.right === 1)
    return {
      ...shown,
      level: crossScript ? 'other-script' : 'close',
      reason: 'place-similar-name',
      weight: weights.near * sameKind,
    };
  if (share.left === 1 || share.right === 1)
    return { ...shown, level: 'partial', reason: 'place-part-of-other', weight: weights.part * sameKind };
  if (share.left > 0)
    return { ...shown, level: 'partial', reason: 'place-part-of-other', weight: weights.part * 0.5 * sameKind };
  if (country && other.country && country !== other.country)
    return { ...shown, level: 'different', reason: 'place-other-country', weight: weights.otherCountry };
  if (country && country === other.country)
    return { ...shown, level: 'partial', reason: 'place-same-country', weight: Math.min(weights.country, 0) };
  return { ...shown, level: 'different', reason: 'place-different', weight: weights.different };
}

/** Share of each side's words that the other has too. */
export function wordsShared(a: readonly Word[], b: readonly Word[]): { left: number; right: number; exact: boolean } {
  if (a.length === 0 || b.length === 0) return { left: 0, right: 0, exact: false };
  let exact = true;
  // places have at most ten words: a bit each
  let foundLeft = 0;
  let foundRight = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      const { level } = compareWords(a[i]!, b[j]!);
      if (!agrees(level) || level === 'initial' || level === 'begins' || level === 'similar') continue;
      if (level !== 'same') exact = false;
      foundLeft |= 1 << i;
      foundRight |= 1 << j;
    }
  }
  return { left: bits(foundLeft) / a.length, right: bits(foundRight) / b.length, exact };
}

import type { Model } from '../model/weights.js';
import { agrees, compareWords } from '../names/compare-words.js';
import { wordOf, type Word } from '../names/words.js';
import type { PlaceMention } from '../profile.js';
import { clean } from '../text/clean.js';
import { unknown, type Finding } from './finding.js';

export interface ReadPlace {
  readonly mention: PlaceMention;
  readonly words: readonly Word[];
  readonly postcode?: string;
  readonly country?: string;
}

/** Kinds that say where someone comes from or lives; a route is compared apart. */
const STEADY: ReadonlySet<PlaceMention['kind']> = new Set(['birth', 'origin', 'residence', 'last-seen', 'registered']);
const GENERIC = new Set(
  'city town village district province state region county street st road rd avenue ave camp governorate of the al el de la le los las saint san santa new'.split(
    ' ',
  ),
);

export function readPlace(mention: PlaceMention): ReadPlace {
  const pieces = clean(mention.text)
    .split(/[^\p{L}\p{M}]+/u)
    .filter((piece) => piece.length > 1)
    .slice(0, 10);
  const words = pieces.map(wordOf);
  const telling = words.filter((word) => !GENERIC.has(word.spelling));
  return {
    mention,
    words: telling.length > 0 ? telling : words,
    ...(mention.postcode && { postcode: mention.postcode.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') }),
    ...(mention.country && { country: mention.country.toUpperCase() }),
  };
}

export function comparePlaces(left: readonly ReadPlace[], right: readonly ReadPlace[], model: Model): Finding {
  const a = left.filter(({ mention }) => STEADY.has(mention.kind));
  const b = right.filter(({ mention }) => STEADY.has(mention.kind));
  if (a.length === 0 || b.length === 0)
    return unknown('place', 'place-unknown', a[0]?.mention.text, b[0]?.mention.text);
  let best: Finding | undefined;
  for (const x of a) {
    for (const y of b) {
      const found = comparePlace(x, y, model);
      if (!best || found.weight > best.weight) best = found;
    }
  }
  return best!;
}

function comparePlace(a: ReadPlace, b: ReadPlace, model: Model): Finding {
  const weights = model.place;
  const shown = { field: 'place' as const, left: a.mention.text, right: b.mention.text };
  // a birthplace and a present address agree by habit, not by identity
  const sameKind = a.mention.kind === b.mention.kind ? 1 : 0.7;
  const known = model.gazetteer?.relate(a.mention, b.mention);
  if (known) {
    if (known.relation === 'same')
      return { ...shown, level: 'exact', reason: 'place-same', weight: weights.same * sameKind };
    if (known.relation === 'inside')
      return { ...shown, level: 'partial', reason: 'place-part-of-other', weight: weights.part * sameKind };
    if (known.relation === 'other-country')
      return { ...shown, level: 'different', reason: 'place-other-country', weight: weights.otherCountry };
    if (known.relation === 'same-region' || (known.distance ?? Infinity) < 60)
      return { ...shown, level: 'close', reason: 'place-near', weight: weights.part * 0.7 };
    return { ...shown, level: 'partial', reason: 'place-same-country', weight: weights.country };
  }
  if (a.postcode && a.postcode === b.postcode)
    return { ...shown, level: 'exact', reason: 'place-same-postcode', weight: weights.postcode * sameKind };
  const share = wordsShared(a.words, b.words);
  const crossScript = a.words[0]?.script !== b.words[0]?.script;
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
  if (a.country && b.country && a.country !== b.country)
    return { ...shown, level: 'different', reason: 'place-other-country', weight: weights.otherCountry };
  if (a.country && a.country === b.country)
    return { ...shown, level: 'partial', reason: 'place-same-country', weight: Math.min(weights.country, 0) };
  return { ...shown, level: 'different', reason: 'place-different', weight: weights.different };
}

/** Share of each side's words that the other has too. */
function wordsShared(a: readonly Word[], b: readonly Word[]): { left: number; right: number; exact: boolean } {
  if (a.length === 0 || b.length === 0) return { left: 0, right: 0, exact: false };
  let exact = true;
  const foundLeft = new Set<number>();
  const foundRight = new Set<number>();
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      const { level } = compareWords(a[i]!, b[j]!);
      if (!agrees(level) || level === 'initial' || level === 'begins' || level === 'similar') continue;
      if (level !== 'same') exact = false;
      foundLeft.add(i);
      foundRight.add(j);
    }
  }
  const left = foundLeft.size / a.length;
  const right = foundRight.size / b.length;
  return { left, right, exact };
}

/** The way one was on against the places the other was at. */
export function compareRoute(left: readonly ReadPlace[], right: readonly ReadPlace[], model: Model): Finding {
  const way = (places: readonly ReadPlace[]): ReadPlace[] =>
    places.filter(({ mention }) => mention.kind === 'route' || mention.kind === 'last-seen');
  const found = (places: readonly ReadPlace[]): ReadPlace[] =>
    places.filter(({ mention }) => mention.kind === 'registered' || mention.kind === 'route');
  const directions = [
    [way(left), found(right), false],
    [way(right), found(left), true],
  ] as const;
  let plausible: boolean | undefined;
  for (const [route, stops, turned] of directions) {
    for (const stop of stops) {
      for (const leg of route) {
        const share = wordsShared(leg.words, stop.words);
        if (
          share.left < 1 &&
          share.right < 1 &&
          model.gazetteer?.relate(leg.mention, stop.mention)?.relation !== 'same'
        )
          continue;
        const texts = turned ? [stop.mention.text, leg.mention.text] : [leg.mention.text, stop.mention.text];
        return {
          field: 'route',
          level: 'close',
          reason: 'route-passes-place',
          weight: model.place.part,
          left: texts[0],
          right: texts[1],
        };
      }
      if (route.length > 0)
        plausible ??= model.gazetteer?.plausible?.(
          route.map(({ mention }) => mention),
          stop.mention,
        );
    }
  }
  if (plausible === undefined) return unknown('route', 'route-unknown');
  return plausible
    ? { field: 'route', level: 'partial', reason: 'route-plausible', weight: model.place.country }
    : { field: 'route', level: 'different', reason: 'route-implausible', weight: model.place.different };
}

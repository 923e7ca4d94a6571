import type { FuzzyDate } from '#libs/kernel';
import type { PlaceCandidate } from '../model/gazetteer.js';
import type { Model } from '../model/weights.js';
import type { PlaceMention } from '../profile.js';
import { unknown, type Finding } from './finding.js';
import { locate } from './located-place.js';
import { placeDistance, type Position } from './place-relation.js';
import { wordsShared, type ReadPlace } from './places.js';

type Kinds = ReadonlySet<PlaceMention['kind']>;
const LEGS: Kinds = new Set(['route', 'last-seen']);
const HOME: Kinds = new Set(['birth', 'origin', 'residence']);
const STOPS: Kinds = new Set(['registered', 'route']);

/** A text that means one place less surely than this is no point on a map. */
const SURE = 0.5;
/** As near as this is there. */
const THERE_KM = 30;
/** Coming home leads at most so far from it. */
const HOME_KM = 100;
/** Most who are found are found within this distance of the last news. */
const ONWARD_KM = 1000;
/** Beyond this only a flight leads. */
const FLIGHT_KM = 8000;
/** A way turns back that is so much longer than straight from home, as a share of it; shorter turns are roads that bend. */
const DETOUR = 0.4;
const BEND_KM = 300;
/** Overland, with lorries, boats and waiting, nobody is faster for days on end; a flight takes one day. */
const FASTEST_KM_A_DAY = 900;

/** One side's way: from home, over the legs in their order, to the last news. */
interface Way {
  readonly legs: readonly ReadPlace[];
  readonly home?: Position;
  readonly news?: { readonly at: Position; readonly place: ReadPlace };
}

/** The way one was on against the places the other was at. Mild either way: roads bend, and news travels late. */
export function compareRoute(left: readonly ReadPlace[], right: readonly ReadPlace[], model: Model): Finding {
  const directions = [
    [wayOf(left, model), stopsOf(right), false],
    [wayOf(right, model), stopsOf(left), true],
  ] as const;
  let best: Finding | undefined;
  for (const [way, stops, turned] of directions) {
    for (const stop of stops) {
      const found = passedBy(way, stop, model) ?? reached(way, stop, model);
      if (!found || (best && best.weight >= found.weight)) continue;
      best = turned && found.left && found.right ? { ...found, left: found.right, right: found.left } : found;
    }
  }
  return best ?? unknown('route', 'route-unknown');
}

function wayOf(places: readonly ReadPlace[], model: Model): Way {
  const legs = places.filter(({ mention }) => LEGS.has(mention.kind));
  if (!model.gazetteer || legs.length === 0) return { legs };
  const [home] = places.filter(({ mention }) => HOME.has(mention.kind)).flatMap((place) => pointOf(place, model) ?? []);
  const [news] = [...legs].reverse().flatMap((place) => {
    const at = pointOf(place, model);
    return at ? [{ at, place }] : [];
  });
  return { legs, ...(home && { home }), ...(news && { news }) };
}

function stopsOf(places: readonly ReadPlace[]): ReadPlace[] {
  return places.filter(({ mention }) => STOPS.has(mention.kind));
}

/** Where a place lies, if the text means one place rather surely. */
function pointOf(place: ReadPlace, { gazetteer }: Model): PlaceCandidate | undefined {
  const likeliest = gazetteer && locate(place, gazetteer)[0];
  return likeliest && likeliest.kind !== 'country' && likeliest.share >= SURE ? likeliest : undefined;
}

/** The stop is one of the legs, by name or on the map. */
function passedBy({ legs }: Way, stop: ReadPlace, model: Model): Finding | undefined {
  const at = pointOf(stop, model);
  for (const leg of legs) {
    const point = at && pointOf(leg, model);
    const there = at && point ? placeDistance(at, point) <= THERE_KM : sameByName(leg, stop);
    if (!there) continue;
    return routeFinding('close', 'route-passes-place', model.route.passes, leg, stop);
  }
  return undefined;
}

function sameByName(leg: ReadPlace, stop: ReadPlace): boolean {
  const { left, right } = wordsShared(leg.name.words, stop.name.words);
  return left === 1 || right === 1;
}

/** Whether the way may have led on to the stop: nearby, back home, or ahead, in the time there was. */
function reached({ home, news }: Way, stop: ReadPlace, model: Model): Finding | undefined {
  const at = pointOf(stop, model);
  if (!at || !news) return undefined;
  const { plausible, implausible } = model.route;
  const onward = placeDistance(news.at, at);
  if (onward > reachableWithin(news.place.mention.on, stop.mention.on))
    return routeFinding('different', 'route-too-far-for-the-time', implausible, news.place, stop);
  if (home && placeDistance(home, at) <= HOME_KM)
    return routeFinding('partial', 'route-plausible', plausible, news.place, stop);
  if (onward > FLIGHT_KM || (home && turnsBack(home, news.at, at)))
    return routeFinding('different', 'route-implausible', implausible, news.place, stop);
  // far ahead anything may be, and nothing follows
  return onward <= ONWARD_KM ? routeFinding('partial', 'route-plausible', plausible, news.place, stop) : undefined;
}

function routeFinding(
  level: Finding['level'],
  reason: Finding['reason'],
  weight: number,
  leg: ReadPlace,
  stop: ReadPlace,
): Finding {
  return { field: 'route', level, reason, weight, left: leg.mention.text, right: stop.mention.text };
}

/** Kilometres that can be gone between the last news and the stop, in either order: people are registered before news arrives. */
function reachableWithin(news: FuzzyDate | undefined, stop: FuzzyDate | undefined): number {
  if (!news || !stop) return Infinity;
  const days = Math.max(daysBetween(news.earliest, stop.latest), daysBetween(stop.earliest, news.latest));
  return FASTEST_KM_A_DAY * (days + 1);
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/** From home to the last news and then back past it, to somewhere else. */
function turnsBack(home: Position, news: Position, stop: Position): boolean {
  const gone = placeDistance(home, news);
  const onward = placeDistance(news, stop);
  const lost = gone + onward - placeDistance(home, stop);
  return onward > BEND_KM && lost > BEND_KM && lost > (gone + onward) * DETOUR;
}

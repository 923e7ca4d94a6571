import fc from 'fast-check';
import {
  compare,
  DEFAULT_MODEL,
  placeDistance,
  type Gazetteer,
  type Model,
  type PersonProfile,
  type PlaceCandidate,
  type PlaceMention,
} from '../index.js';

/** A small map: id, country, region, latitude, longitude, rank. */
const PLACES: [string, string, string, number, number, PlaceCandidate['rank']][] = [
  ['Aleppo', 'SY', 'SY.09', 36.2, 37.16, 3],
  ['Manbij', 'SY', 'SY.09', 36.53, 37.95, 1],
  ['Hayyan', 'SY', 'SY.09', 36.33, 37.1, 0],
  ['Damascus', 'SY', 'SY.13', 33.51, 36.29, 3],
  ['Kilis', 'TR', 'TR.90', 36.72, 37.12, 2],
  ['Athens', 'GR', 'GR.35', 37.98, 23.73, 3],
  ['Berlin', 'DE', 'DE.16', 52.52, 13.4, 3],
  ['Lima', 'PE', 'PE.15', -12.04, -77.03, 3],
  ['Tripoli of Lebanon', 'LB', 'LB.09', 34.44, 35.85, 3],
  ['Tripoli of Libya', 'LY', 'LY.77', 32.89, 13.19, 3],
];
const NAMES = new Map<string, [string, number][]>([
  ...PLACES.map(([name]): [string, [string, number][]] => [name, [[name, 0.95]]]),
  ['حلب', [['Aleppo', 0.95]]],
  ['Halab', [['Aleppo', 0.95]]],
  [
    'Tripoli',
    [
      ['Tripoli of Lebanon', 0.48],
      ['Tripoli of Libya', 0.48],
    ],
  ],
]);
const candidate = (name: string, share: number): PlaceCandidate => {
  const [, country, region, latitude, longitude, rank] = PLACES.find(([id]) => id === name)!;
  return { id: name, name, kind: 'settlement', country, region, latitude, longitude, rank, share };
};
const gazetteer: Gazetteer = {
  version: 'small',
  locate: ({ text }) => (NAMES.get(text) ?? []).map(([name, share]) => candidate(name, share)),
};
const model: Model = { ...DEFAULT_MODEL, gazetteer };

const person = (...places: PlaceMention[]): PersonProfile => ({ names: [{ text: 'Amina Diallo' }], places });
const from = (text: string): PersonProfile => person({ kind: 'origin', text });
const line = (field: 'place' | 'route', a: PersonProfile, b: PersonProfile) =>
  compare(a, b, model).evidence.find((finding) => finding.field === field)!;

describe('somebody who was met far from home', () => {
  const met = person({ kind: 'registered', text: 'Berlin' });

  it('is not held to be another for it', () => {
    expect(line('place', from('Aleppo'), met).weight).toBe(0);
  });

  it('is another the sooner, the surer both are said to come from different towns', () => {
    const other = person({ kind: 'origin', text: 'Damascus' }, { kind: 'registered', text: 'Berlin' });
    expect(line('place', from('Aleppo'), other).weight).toBeLessThan(-1.5);
  });
});

describe('places that a gazetteer knows', () => {
  it.each([
    ['Aleppo', 'حلب', 'place-same', 'other-script'],
    ['Aleppo', 'Halab', 'place-same', 'alias'],
    ['حلب', 'Hayyan', 'place-near', 'close'],
    ['حلب', 'Manbij', 'place-same-region', 'partial'],
    ['حلب', 'Damascus', 'place-same-country', 'partial'],
    ['حلب', 'Kilis', 'place-near', 'partial'],
    ['حلب', 'Lima', 'place-other-country', 'different'],
  ])('%s and %s', (left, right, reason, level) => {
    expect(line('place', from(left), from(right))).toMatchObject({ reason, level });
  });

  it('weigh the less the farther they are from each other', () => {
    const weights = ['Halab', 'Hayyan', 'Manbij', 'Damascus', 'Lima'].map(
      (place) => line('place', from('حلب'), from(place)).weight,
    );
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect(weights[0]).toBeGreaterThan(3);
    expect(weights.at(-1)).toBeLessThan(0);
  });

  it('shows what was read, and the kilometres between', () => {
    expect(line('place', from('حلب'), from('Manbij')).reading).toBe('Aleppo (SY) – Manbij (SY), 80 km');
    expect(line('place', from('حلب'), from('Halab')).reading).toBe('Aleppo (SY)');
  });

  it('never take a name of two cities for one of them', () => {
    const certain = line('place', from('Tripoli of Libya'), from('Tripoli of Lebanon')).weight;
    const either = line('place', from('Tripoli'), from('Tripoli of Libya')).weight;
    expect(certain).toBeLessThan(0);
    expect(either).toBeGreaterThan(0);
    expect(either).toBeLessThan(line('place', from('حلب'), from('Halab')).weight);
  });

  it('leave it to the names where one of them is not known', () => {
    expect(line('place', from('Хайян'), from('Khayyan')).reason).toBe('place-similar-name');
    expect(line('place', from('Aleppo'), from('Nowhere')).reason).toBe('place-different');
  });

  it('count two origins far apart beside a shelter that was shared', () => {
    const shelter: PlaceMention = { kind: 'registered', text: 'Athens' };
    const seen: PlaceMention = { kind: 'last-seen', text: 'Athens' };
    const shared = line('place', person(seen), person(shelter)).weight;
    const strangers = line('place', person({ kind: 'origin', text: 'Lima' }, seen), person({ kind: 'origin', text: 'حلب' }, shelter)); // prettier-ignore
    expect(strangers.reason).toBe('place-same');
    expect(strangers.weight).toBeLessThan(shared);
  });
});

describe('a way that a gazetteer knows', () => {
  const home: PlaceMention = { kind: 'origin', text: 'Damascus' };
  const seen = (text: string, on?: string): PlaceMention => ({ kind: 'last-seen', text, ...day(on) });
  const met = (text: string, on?: string): PersonProfile => person({ kind: 'registered', text, ...day(on) });
  const day = (on?: string) =>
    on ? { on: { calendar: 'gregorian', earliest: on, latest: on, precision: 'day' } as const } : {};

  it.each([
    ['in the very place', [home, seen('Athens')], met('Athens'), 'route-passes-place'],
    ['in the very place under another name', [home, seen('حلب')], met('Halab'), 'route-passes-place'],
    ['not far from it', [home, seen('حلب')], met('Kilis'), 'route-plausible'],
    ['home again', [home, seen('Athens')], met('Damascus'), 'route-plausible'],
    ['back past home', [home, seen('Berlin')], met('Tripoli of Lebanon'), 'route-implausible'],
    ['where only a flight leads', [home, seen('Athens')], met('Lima'), 'route-implausible'],
    ['far ahead', [home, seen('Athens')], met('Berlin'), 'route-unknown'],
    ['too far for a day', [home, seen('حلب', '2024-03-01')], met('Berlin', '2024-03-02'), 'route-too-far-for-the-time'],
    ['as far, with time enough', [home, seen('حلب', '2024-03-01')], met('Berlin', '2024-05-02'), 'route-unknown'],
    ['where it is not known', [home, seen('Athens')], met('Nowhere'), 'route-unknown'],
  ])('registered %s', (_, way, stop, reason) => {
    expect(line('route', person(...way), stop).reason).toBe(reason);
  });

  it('speaks against nobody by much', () => {
    expect(line('route', person(home, seen('Athens')), met('Lima')).weight).toBeGreaterThan(-3);
  });
});

describe('any two people with places', () => {
  const text = fc.oneof(fc.constantFrom(...NAMES.keys(), 'Nowhere', ''), fc.string({ unit: 'binary', maxLength: 20 }));
  const mention = fc.record({
    kind: fc.constantFrom('birth', 'origin', 'residence', 'last-seen', 'registered', 'route' as const),
    text,
  });
  const anyone = fc.array(mention, { maxLength: 5 }).map((places) => person(...(places as PlaceMention[])));

  it('weigh the same whichever of them was sought, and the same every time', () => {
    fc.assert(
      fc.property(anyone, anyone, (a, b) => {
        const { weight, evidence } = compare(a, b, model);
        expect(compare(b, a, model).weight).toBeCloseTo(weight, 9);
        expect(compare(structuredClone(a), structuredClone(b), model).evidence).toEqual(evidence);
      }),
      { numRuns: 200 },
    );
  });
});

describe('distance', () => {
  it.each([
    ['Aleppo', 'Damascus', 309],
    ['Athens', 'Berlin', 1802],
    ['Lima', 'Berlin', 11117],
  ])('%s to %s is about %i km', (a, b, kilometres) => {
    const distance = placeDistance(candidate(a, 1), candidate(b, 1));
    expect(Math.abs(distance - kilometres)).toBeLessThan(kilometres * 0.01);
  });
});

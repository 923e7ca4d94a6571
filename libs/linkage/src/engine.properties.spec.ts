import fc from 'fast-check';
import { fuzzyDate } from '#libs/kernel';
import {
  blockingKeys,
  compare,
  compareNamesAlone,
  neighbourhoodKeys,
  nameNearness,
  REASONS,
  type Comparison,
  type PersonProfile,
} from './index.js';

const NAMES = [
  'Ahmad',
  'Hassan',
  'محمد',
  'יוסף',
  'Сергей',
  'አበበ',
  'Kyaw',
  "O'Neill",
  'bin',
  'al-',
  'Dr.',
  'JC',
  '李',
  '김',
  'José',
  'ဦး',
  '',
  '👨‍👩‍👧',
  '\u202Eabc',
  '\uD800',
];
const text = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...NAMES), { minLength: 0, maxLength: 5 }).map((words) => words.join(' ')),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);
const name = fc.record({ text });
const birth = fc
  .record({
    year: fc.integer({ min: 1900, max: 2025 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    about: fc.boolean(),
  })
  .map(fuzzyDate);
const profile: fc.Arbitrary<PersonProfile> = fc.record(
  {
    names: fc.array(name, { maxLength: 3 }),
    birth,
    sex: fc.constantFrom('female' as const, 'male' as const),
    relatives: fc.array(
      fc.record({
        kind: fc.constantFrom('mother' as const, 'father' as const, 'sibling' as const, 'spouse' as const),
        names: fc.array(name, { maxLength: 2 }),
      }),
      { maxLength: 4 },
    ),
    places: fc.array(
      fc.record({
        kind: fc.constantFrom('birth' as const, 'residence' as const, 'route' as const, 'registered' as const),
        text,
      }),
      { maxLength: 3 },
    ),
    phones: fc.array(text, { maxLength: 2 }),
    documents: fc.array(text, { maxLength: 2 }),
  },
  { requiredKeys: ['names'] },
);

describe('comparing any two people', () => {
  it('gives the same weight whichever of them was sought', () => {
    fc.assert(
      fc.property(profile, profile, (a, b) => {
        expect(compare(a, b).weight).toBeCloseTo(compare(b, a).weight, 9);
      }),
      { numRuns: 200 },
    );
  });

  it('never weighs the unknown, and names a known reason for everything else', () => {
    fc.assert(
      fc.property(profile, profile, (a, b) => {
        for (const line of compare(a, b).evidence) {
          expect(REASONS).toContain(line.reason);
          if (line.level === 'unknown') expect(line.weight).toBe(0);
          expect(Number.isFinite(line.weight)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('says of a field that one side leaves empty that it is unknown', () => {
    fc.assert(
      fc.property(profile, profile, (a, b) => {
        const { evidence } = compare(a, { names: b.names });
        const known = evidence
          .filter(({ field, level }) => field !== 'kin' && level !== 'unknown')
          .map(({ field }) => field);
        // the father may be named in the other's full name; nothing else can be known
        expect(known.filter((field) => field !== 'name' && field !== 'father')).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('adds up: weight is the prior and the evidence, and follows from the pair alone', () => {
    fc.assert(
      fc.property(profile, profile, profile, (a, b, other) => {
        const before = compare(a, b);
        compare(a, other);
        const again = compare(structuredClone(a), structuredClone(b));
        expect(again).toEqual(before);
        expect(before.weight).toBeCloseTo(
          before.evidence.reduce((sum, { weight }) => sum + weight, before.prior),
          9,
        );
      }),
      { numRuns: 100 },
    );
  });

  it('asks more evidence of a larger population, in which kin are rarer too, and nothing else changes', () => {
    fc.assert(
      fc.property(profile, profile, (a, b) => {
        const [few, many] = [compare(a, b, undefined, 1000), compare(a, b, undefined, 1_000_000)];
        expect(many.weight).toBeLessThan(few.weight);
        const apart = ({ evidence }: Comparison) => evidence.filter(({ field }) => field !== 'kin');
        expect(apart(many)).toEqual(apart(few));
      }),
      { numRuns: 50 },
    );
  });
});

describe('keys of anyone', () => {
  it('are distinct, bounded, the same every time, and always of a known kind', () => {
    fc.assert(
      fc.property(profile, (person) => {
        for (const keysOf of [blockingKeys, neighbourhoodKeys]) {
          const keys = keysOf(person);
          expect(new Set(keys).size).toBe(keys.length);
          expect(keys.length).toBeLessThanOrEqual(120);
          expect(keysOf(structuredClone(person))).toEqual(keys);
          for (const key of keys)
            expect(key).toMatch(/^(nn|nnb|nnp|nbp|nm|ns|nb|nd|np|bp|ph|dc|xx|xd|xj|xp|rr|rd|rp):./u);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('do not depend on the order of the names', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(['Ahmad', 'Karimi', 'Sergej', 'Abebe', 'Tesfaye'], { minLength: 2, maxLength: 4 }),
        (words) => {
          const turned = [...words].reverse();
          expect(blockingKeys({ names: [{ text: turned.join(' ') }] }).sort()).toEqual(
            blockingKeys({ names: [{ text: words.join(' ') }] }).sort(),
          );
        },
      ),
    );
  });
});

describe('hostile text', () => {
  const hostile = [
    'a'.repeat(10_000),
    'ا'.repeat(10_000),
    'ш '.repeat(5_000),
    '\uD800'.repeat(10_000),
    '\u202E\u200D'.repeat(5_000),
    '👨‍👩‍👧‍👦'.repeat(900),
    'e\u0301\u0302'.repeat(3_000),
    'x-'.repeat(5_000),
    '်ေ'.repeat(5_000),
    'چھ'.repeat(5_000),
    'tsch'.repeat(2_500),
    '\0,;"\''.repeat(2_000),
  ];

  it.each(hostile.map((raw, at) => [at, raw] as const))('number %i is read in bounded time', (_, raw) => {
    const person: PersonProfile = {
      names: [{ text: raw }],
      places: [{ kind: 'birth', text: raw }],
      relatives: [{ kind: 'father', names: [{ text: raw }] }],
      phones: [raw],
      documents: [raw],
    };
    const before = performance.now();
    const { weight } = compare(person, { names: [{ text: `${raw} Ahmad` }], places: person.places });
    expect(Number.isFinite(weight)).toBe(true);
    expect(blockingKeys(person).length + neighbourhoodKeys(person).length).toBeLessThanOrEqual(240);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});

describe('names alone', () => {
  it('are compared symmetrically, and a name is most like itself', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(compareNamesAlone(a, b).weight).toBeCloseTo(compareNamesAlone(b, a).weight, 9);
        expect(nameNearness(a, b)).toBe(nameNearness(b, a));
        expect(nameNearness(a, a)).toBeGreaterThanOrEqual(nameNearness(a, b));
      }),
      { numRuns: 300 },
    );
  });
});

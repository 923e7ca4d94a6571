import { scriptOf } from '#libs/kernel';
import type { PersonProfile } from '#libs/linkage';
import { CULTURES } from './cultures/index.js';
import { digitWrong, misheard, mistyped } from './errors/slips.js';
import {
  asRegistered,
  asSought,
  CULTURE_CODES,
  ERROR_KINDS,
  ERROR_RATES,
  randomFrom,
  syntheticPopulation,
  type ErrorKind,
  type Rates,
  type SyntheticPerson,
  type WrittenPerson,
} from './index.js';

const PEOPLE = [...syntheticPopulation({ seed: 77, persons: 2500 })];
const NOTHING = Object.fromEntries(ERROR_KINDS.map((kind) => [kind, 0])) as Rates;
const SIDES = [
  ['registered', asRegistered],
  ['sought', asSought],
] as const;
const write = (side: (typeof SIDES)[number][1], rates?: Rates, people = PEOPLE): WrittenPerson[] =>
  people.map((person) => side(person, randomFrom(1, person.id), rates));
const share = (records: readonly WrittenPerson[], kind: ErrorKind): number =>
  records.filter(({ happened }) => happened.includes(kind)).length / records.length;

describe.each(SIDES)('people as %s', (column, side) => {
  const records = write(side);

  it('come out the same from the same randomness', () => {
    expect(JSON.stringify(write(side))).toBe(JSON.stringify(records));
  });

  it('have names that are not empty, in the script that is stated', () => {
    const wrong = records.filter(({ profile, script }) => {
      const { text, parts = [] } = profile.names[0]!;
      const texts = [...parts, ...(profile.relatives ?? []).flatMap(({ names }) => names)].map((part) => part.text);
      const unwritten = (part: string): boolean => part.trim() === '' || /[_#~ʾʿḥḵġšǧāūə]|\s\s|undefined/.test(part);
      return profile.names.length !== 1 || scriptOf(text) !== script || [text, ...texts].some(unwritten);
    });
    expect(wrong).toEqual([]);
  });

  it.each(ERROR_KINDS)('suffer %s as often as the table says, where it can happen', (kind) => {
    const possible = share(write(side, { ...NOTHING, [kind]: 1 }), kind);
    if (kind !== 'script.foreign')
      expect(possible).toBeGreaterThan(kind.endsWith('conversion') || kind.startsWith('birth.calendar') ? 0.05 : 0.1);
    const rate = 0.2;
    const measured = share(write(side, { ...NOTHING, [kind]: rate }), kind);
    const several = kind === 'missing.relative' ? 1 : rate;
    const expected = possible * several;
    // each further relative is drawn for: somebody is missing more often than any one
    if (kind === 'missing.relative') expect(measured).toBeGreaterThan(possible * rate);
    else
      expect(Math.abs(measured - expected)).toBeLessThan(
        4 * Math.sqrt((expected * (1 - expected)) / PEOPLE.length) + 0.1 * expected,
      );
  });

  it('lack about 30 % of what is optional', () => {
    let present = 0;
    let missing = 0;
    for (const [at, person] of PEOPLE.entries()) {
      const [truth, told] = [optional(person.profile), optional(records[at]!.profile)];
      present += truth.size;
      missing += [...truth].filter((field) => !told.has(field)).length;
    }
    expect(missing / present).toBeGreaterThan(0.26);
    expect(missing / present).toBeLessThan(0.34);
  });

  it('have at least one error in about 30 % of the records', () => {
    const wrong = records.filter(({ happened }) => happened.some((kind) => ERROR_RATES[kind].effect === 'error'));
    expect(wrong.length / records.length).toBeGreaterThan(0.26);
    expect(wrong.length / records.length).toBeLessThan(0.34);
  });

  it('keep what is true where nothing goes wrong', () => {
    for (const [at, { profile, happened }] of write(side, NOTHING).entries()) {
      const person = PEOPLE[at]!;
      expect(happened).toEqual([]);
      expect([profile.birth!.earliest, profile.birth!.latest]).toEqual([
        person.profile.birth!.earliest,
        person.profile.birth!.latest,
      ]);
      expect(profile.sex).toBe(person.sex);
      expect(profile.relatives!.map(({ kind }) => kind)).toEqual(person.kin.map(({ kind }) => kind));
      expect([profile.phones, profile.documents]).toEqual([person.profile.phones, person.profile.documents]);
    }
  });

  it('differ from the truth where an error is said to have happened', () => {
    const plain = new Map<ErrorKind, number>();
    const clean = write(side, NOTHING);
    for (const kind of ERROR_KINDS.filter((name) => ERROR_RATES[name].effect === 'error'))
      for (const [at, record] of write(side, { ...NOTHING, [kind]: 1 }, PEOPLE.slice(0, 800)).entries())
        if (record.happened.includes(kind) && JSON.stringify(record.profile) === JSON.stringify(clean[at]!.profile))
          plain.set(kind, (plain.get(kind) ?? 0) + 1);
    expect([...plain]).toEqual([]);
  });

  it(`${column} rates lie between none and all`, () => {
    for (const kind of ERROR_KINDS) expect(ERROR_RATES[kind][column] >= 0 && ERROR_RATES[kind][column] < 1).toBe(true);
  });
});

it('a relative who makes no mistake tells the name in the family’s own script, letter by letter', () => {
  for (const person of PEOPLE) {
    const { script, calendar } = CULTURES[person.culture];
    if (script === 'Latn') continue;
    const told = asSought(person, randomFrom(1, person.id), NOTHING);
    expect(told.profile.names[0]!.text).toBe(person.profile.names[0]!.text);
    expect([told.script, told.profile.birth!.calendar]).toEqual([script, calendar]);
  }
});

it('a registrar writes in the script of the place, or in Latin', () => {
  const scripts = new Map<string, number>();
  for (const person of PEOPLE) {
    const { script } = asRegistered(person, randomFrom(1, person.id));
    expect([person.separation.reached.script, 'Latn']).toContain(script);
    scripts.set(script, (scripts.get(script) ?? 0) + 1);
  }
  expect([...scripts.keys()].sort()).toEqual(
    expect.arrayContaining(['Arab', 'Beng', 'Cyrl', 'Ethi', 'Grek', 'Hebr', 'Latn']),
  );
  expect(scripts.get('Latn')! / PEOPLE.length).toBeGreaterThan(0.5);
});

describe('spelling in Latin', () => {
  const firstNamed = (code: (typeof CULTURE_CODES)[number], text: string): SyntheticPerson => {
    for (const person of syntheticPopulation({ seed: 9, persons: 200_000, cultures: [code] }))
      if (person.words[code === 'ukrainian' || code === 'congolese' ? 1 : 0]!.word.text === text) return person;
    throw new Error(`nobody is called ${text}`);
  };
  const spellings = (person: SyntheticPerson): Set<string> =>
    new Set(
      Array.from(
        { length: 150 },
        (_, at) =>
          asRegistered(person, randomFrom(at), { ...NOTHING, 'script.foreign': 1, 'name.respelled': 1 }).profile
            .names[0]!.text,
      ).flatMap((text) => text.split(' ')),
    );

  it.each([
    ['arabic', 'محمد', ['Mohammed', 'Mohamed', 'Muhammad']],
    ['arabic', 'يوسف', ['Yusuf', 'Yousouf', 'Yousof']],
    ['ukrainian', 'Сергій', ['Serhii', 'Sergei', 'Serhiy']],
    ['somali', 'Xasan', ['Xasan', 'Hassan']],
    ['amharic', 'አበበ', ['Abebe', 'Ababa']],
    ['armenian', 'Հակոբ', ['Hakob', 'Hagop']],
    ['georgian', 'გიორგი', ['Giorgi']],
    ['hebrew', 'יצחק', ['Yitzhak', 'Yitzchak', 'Yizchak']],
    ['dari', 'حسین', ['Hosayn', 'Hosain']],
  ] as const)('%s %s is written in several ways', (code, name, expected) => {
    const found = spellings(firstNamed(code, name));
    expect(
      [...found].filter((spelling) => (expected as readonly string[]).includes(spelling)).length,
    ).toBeGreaterThanOrEqual(Math.min(2, expected.length));
  });
});

describe('a slip', () => {
  it.each(['Latn', 'Arab', 'Cyrl', 'Ethi', 'Mymr'] as const)(
    'of the keyboard changes a %s word and leaves one',
    (script) => {
      const words = { Latn: 'Hassan', Arab: 'محمد', Cyrl: 'Сергій', Ethi: 'ተስፋዬ', Mymr: 'အောင်' };
      for (let at = 0; at < 300; at++) {
        const slipped = mistyped(words[script], script, randomFrom(at));
        expect(slipped).not.toBe(words[script]);
        expect(slipped).not.toBe('');
      }
    },
  );

  it('leaves a single letter alone, and a word without sounds that are taken for others', () => {
    expect(mistyped('A', 'Latn', randomFrom(1))).toBe('A');
    expect(misheard('hhh', 'Latn', randomFrom(1))).toBe('hhh');
    expect(misheard('Paolo', 'Latn', randomFrom(3))).not.toBe('Paolo');
  });

  it('changes exactly one digit of a number', () => {
    for (let at = 0; at < 100; at++) {
      const number = digitWrong('+963 944 123 456', randomFrom(at));
      expect(Array.from(number).filter((digit, place) => digit !== '+963 944 123 456'[place])).toHaveLength(1);
    }
    expect(digitWrong('none', randomFrom(1))).toBe('none');
  });
});

function optional({ birth, sex, relatives = [], places = [], phones, documents }: PersonProfile): Set<string> {
  const further = relatives.some(({ kind }) => kind !== 'mother' && kind !== 'father');
  return new Set([
    ...(birth ? ['birth'] : []),
    ...(sex ? ['sex'] : []),
    ...relatives.flatMap(({ kind }) => (kind === 'mother' || kind === 'father' ? [kind] : [])),
    ...(further ? ['family'] : []),
    ...places.flatMap(({ kind }) => (kind === 'birth' || kind === 'origin' ? [`place of ${kind}`] : [])),
    ...(phones ? ['phone'] : []),
    ...(documents ? ['document'] : []),
  ]);
}

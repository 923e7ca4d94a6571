import { fuzzyDate, scriptOf } from '#libs/kernel';
import { exactDay, inCalendar } from './birth-day.js';
import { CULTURES } from './cultures/index.js';
import { CULTURE_CODES, syntheticPopulation, type CultureCode, type SyntheticPerson } from './index.js';

const people = (seed: number, persons: number, cultures?: CultureCode[]): SyntheticPerson[] => [
  ...syntheticPopulation({ seed, persons, ...(cultures && { cultures }) }),
];
const given = ({ words }: Pick<SyntheticPerson, 'words'>): string =>
  words.find(({ role }) => role === 'given')!.word.text;
const roles = ({ words }: SyntheticPerson): string[] => words.map(({ role }) => role);
const YEAR = 365.25;

describe('a population', () => {
  it('is the same for the same seed, byte for byte', () => {
    expect(JSON.stringify(people(11, 3000))).toBe(JSON.stringify(people(11, 3000)));
  });

  it('is the same when it is read twice', () => {
    const population = syntheticPopulation({ seed: 'again', persons: 500 });
    expect(JSON.stringify([...population])).toBe(JSON.stringify([...population]));
  });

  it('is another for another seed', () => {
    const names = new Set(people(1, 400, ['somali']).map(({ profile }) => profile.names[0]!.text));
    const others = people(2, 400, ['somali']).map(({ profile }) => profile.names[0]!.text);
    expect(others.filter((name) => !names.has(name)).length).toBeGreaterThan(200);
  });

  it('has exactly as many persons as were asked for, with ids of their own', () => {
    for (const persons of [0, 1, 777]) {
      const all = people(5, persons);
      expect(all).toHaveLength(persons);
      expect(new Set(all.map(({ id }) => id)).size).toBe(persons);
    }
    expect(() => people(5, -1)).toThrow(RangeError);
  });

  it('begins with the people of a smaller one', () => {
    expect(people(8, 2000).slice(0, 900)).toEqual(people(8, 900));
  });

  it('is made as it is read, however large it is', () => {
    const first: SyntheticPerson[] = [];
    for (const person of syntheticPopulation({ seed: 1, persons: 1e12 })) {
      first.push(person);
      if (first.length === 20) break;
    }
    expect(first).toHaveLength(20);
  });

  it('has every culture about as often as its share says', () => {
    const all = people(3, 12_000);
    const total = CULTURE_CODES.reduce((sum, code) => sum + CULTURES[code].share, 0);
    for (const code of CULTURE_CODES) {
      // families of some cultures are larger: shares are those of families
      const families = new Set(all.filter(({ culture }) => culture === code).map(({ family }) => family)).size;
      const expected = (new Set(all.map(({ family }) => family)).size * CULTURES[code].share) / total;
      expect(Math.abs(families - expected)).toBeLessThan(5 * Math.sqrt(expected));
    }
  });
});

describe.each(CULTURE_CODES)('people of the %s culture', (code) => {
  const all = people(21, 1500, [code]);

  it('bear names in their own script, none of them empty', () => {
    const { script } = CULTURES[code];
    const names = all.flatMap(({ profile }) => [profile, ...profile.relatives!].flatMap((bearer) => bearer.names));
    const badlyMade = names.filter(
      ({ text, parts = [] }) =>
        parts.map((part) => part.text).join(' ') !== text ||
        parts.some(
          (part) => scriptOf(part.text) !== script || part.text !== part.text.trim() || /[_#~:]|\s\s/.test(part.text),
        ),
    );
    expect(names.length).toBeGreaterThan(all.length);
    expect(badlyMade).toEqual([]);
    expect(all.every(({ culture }) => culture === code)).toBe(true);
  });

  it('share some names with many and have others almost alone', () => {
    for (const sex of ['female', 'male'] as const) {
      const counts = new Map<string, number>();
      const some = all.filter((person) => person.sex === sex);
      for (const person of some) counts.set(given(person), (counts.get(given(person)) ?? 0) + 1);
      const sorted = [...counts.values()].sort((a, b) => b - a);
      expect(sorted[0]! / some.length).toBeGreaterThan(code === 'burmese' ? 0.008 : 0.025);
      expect(sorted[0]! / some.length).toBeLessThan(0.2);
      expect(counts.size).toBeGreaterThan(25);
      expect(sorted[0]!).toBeGreaterThan(3 * sorted[Math.floor(sorted.length * 0.8)]!);
    }
  });

  it('are younger than their parents, and no mother is a child or old', () => {
    const byId = new Map(all.map((person) => [person.id, person]));
    let checked = 0;
    const wrong: string[] = [];
    for (const person of all)
      for (const { kind, id } of person.kin) {
        const parent = id && (kind === 'mother' || kind === 'father') ? byId.get(id) : undefined;
        if (!parent) continue;
        const age = (person.born - parent.born) / YEAR;
        if (kind === 'mother' ? age < 17.9 || age > 45 : age < 15) wrong.push(person.id);
        checked++;
      }
    expect(wrong).toEqual([]);
    expect(checked).toBeGreaterThan(400);
  });

  it('are known to those they know', () => {
    const byId = new Map(all.map((person) => [person.id, person]));
    const back = { mother: 'child', father: 'child', child: /mother|father/, sibling: 'sibling', spouse: 'spouse' };
    const strangers = all.flatMap((person) =>
      person.kin.filter(({ kind, id }) => {
        const other = id === undefined ? undefined : byId.get(id);
        const known = other?.kin.find((kin) => kin.id === person.id)?.kind ?? '';
        return other && (other.family !== person.family || !known.match(back[kind as keyof typeof back]));
      }),
    );
    expect(strangers).toEqual([]);
  });

  it('have brothers and sisters of other names', () => {
    const doubles = all.filter((person) =>
      person.kin.some((kin) => kin.kind === 'sibling' && kin.sex === person.sex && given(kin) === given(person)),
    );
    expect(doubles).toEqual([]);
  });

  it('have relatives in the profile in the order of the kin', () => {
    for (const { profile, kin } of all.slice(0, 100))
      expect(profile.relatives!.map(({ kind, names }) => [kind, names[0]!.text])).toEqual(
        kin.map(({ kind, words }) => [kind, words.map(({ word }) => word.text).join(' ')]),
      );
  });
});

describe('names follow the rule of the culture:', () => {
  const withFather = (code: CultureCode): [SyntheticPerson, SyntheticPerson][] => {
    const all = people(4, 250, [code]);
    const byId = new Map(all.map((person) => [person.id, person]));
    return all.flatMap((child) => {
      const father = byId.get(child.kin.find(({ kind }) => kind === 'father')?.id ?? '');
      return father ? [[child, father] as [SyntheticPerson, SyntheticPerson]] : [];
    });
  };
  const nameOf = (person: SyntheticPerson, role: string, nth = 0): string | undefined =>
    person.words.filter((word) => word.role === role)[nth]?.word.text;

  it.each(['somali', 'amharic', 'tigrinya', 'swahili'] as const)(
    '%s children bear their own, their father’s and his father’s name',
    (code) => {
      for (const [child, father] of withFather(code)) {
        expect(roles(child)).toEqual(['given', 'father', 'grandfather']);
        expect([nameOf(child, 'father'), nameOf(child, 'grandfather')]).toEqual([
          given(father),
          nameOf(father, 'father'),
        ]);
      }
    },
  );

  it('Arabic children bear their father’s name and his line’s', () => {
    for (const [child, father] of withFather('arabic')) {
      expect(roles(child)).toEqual(['given', 'father', 'family']);
      expect([nameOf(child, 'father'), nameOf(child, 'family')]).toEqual([given(father), nameOf(father, 'family')]);
    }
  });

  it('Spanish children bear the first family names of father and mother', () => {
    for (const [child, father] of withFather('spanish')) {
      const mother = child.kin.find(({ kind }) => kind === 'mother')!;
      expect(nameOf(child, 'family')).toBe(nameOf(father, 'family'));
      expect(nameOf(child, 'family', 1)).toBe(mother.words.find(({ role }) => role === 'family')!.word.text);
    }
  });

  it.each([
    ['ukrainian', /(ович|евич|йович|ьович)$/, /(івна|ївна)$/],
    ['russian', /(ович|евич|ич)$/, /(овна|евна|ична|инична)$/],
  ] as const)('%s children bear a patronymic made of the father’s name', (code, son, daughter) => {
    for (const [child, father] of withFather(code)) {
      expect(roles(child)).toEqual(['family', 'given', 'father']);
      expect(nameOf(child, 'father')).toMatch(child.sex === 'male' ? son : daughter);
      expect(nameOf(child, 'father')!.slice(0, 2)).toBe(given(father).slice(0, 2));
    }
  });

  it('Russian women bear the woman’s form of the family name', () => {
    for (const [child, father] of withFather('russian')) {
      if (child.sex !== 'female' || !/[оеё]в$/.test(nameOf(father, 'family')!)) continue;
      const husband = child.kin.find(({ kind }) => kind === 'spouse');
      if (!husband) expect(nameOf(child, 'family')).toBe(`${nameOf(father, 'family')}а`);
    }
  });

  it('Burmese have one name, which is nobody else’s', () => {
    const pairs = withFather('burmese');
    expect(pairs.every(([child]) => roles(child).join() === 'given')).toBe(true);
    // by chance a common name may come back
    const shared = pairs.filter(([child, father]) => given(child) === given(father));
    expect(shared.length / pairs.length).toBeLessThan(0.03);
  });

  it.each(['turkish', 'armenian', 'georgian', 'hebrew', 'congolese'] as const)(
    '%s unmarried children bear the father’s family name',
    (code) => {
      for (const [child, father] of withFather(code)) {
        if (child.kin.some(({ kind }) => kind === 'spouse')) continue;
        expect(nameOf(child, 'family')).toBe(nameOf(father, 'family'));
      }
    },
  );

  it('a father and a son may have the same given name, and twins are born', () => {
    const all = people(6, 30_000, ['spanish', 'congolese']);
    const sameName = all.filter(
      (person) =>
        person.sex === 'male' && person.kin.some((kin) => kin.kind === 'father' && given(kin) === given(person)),
    );
    expect(sameName.length).toBeGreaterThan(50);
    const twins = all.filter(({ twin }) => twin !== undefined);
    // of 1000 births 14 are of twins: 28 of 1014 born; those who married in have no twin known
    expect(twins.length / all.length).toBeGreaterThan(0.012);
    expect(twins.length / all.length).toBeLessThan(0.032);
    const byId = new Map(all.map((person) => [person.id, person]));
    for (const twin of twins) {
      const other = byId.get(twin.twin!);
      if (other) expect([other.twin, other.born]).toEqual([twin.id, twin.born]);
    }
  });
});

describe('a birth day', () => {
  it.each([
    ['amharic', 'ethiopic'],
    ['dari', 'persian'],
    ['somali', 'gregorian'],
  ] as const)('of the %s culture is in the %s calendar', (code, calendar) => {
    for (const { profile } of people(1, 300, [code]))
      expect(profile.birth).toMatchObject({ calendar, precision: 'day' });
  });

  it('is what the kernel reads in the same words', () => {
    for (let day = -15_000; day < 20_000; day += 371)
      for (const calendar of ['gregorian', 'persian', 'ethiopic', 'islamic'] as const) {
        const { assigned, ...expected } = fuzzyDate({ ...inCalendar(day, calendar), calendar });
        expect(exactDay(day, calendar)).toEqual({ ...expected, said: expect.any(String) });
        expect([true, undefined]).toContain(assigned);
      }
  });

  it('is said in the digits of its people', () => {
    expect(exactDay(10_360, 'persian', 0x6f0).said).toBe('۱۳۷۷/۲/۲۴');
  });
});

it('nobody is lost before birth, and nobody met before being lost', () => {
  for (const { profile, separation, birthplace, home } of people(2, 400)) {
    expect(separation.on >= profile.birth!.earliest).toBe(true);
    expect(separation.metOn >= separation.on && separation.metOn <= '2026-01-01').toBe(true);
    expect([birthplace.country, separation.reached.country]).not.toContain('');
    expect(profile.places!.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['birth', 'origin', 'last-seen']));
    expect(home.country).toBe(birthplace.country);
  }
});

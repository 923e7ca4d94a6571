import { searchTask, type Likeness, type SearchEntry, type SearchTaskOptions } from './index.js';

const OPTIONS: SearchTaskOptions = { seed: 4, population: { seed: 9, persons: 12_000 }, queries: 1500 };
const entries = (options: Partial<SearchTaskOptions> = {}): SearchEntry[] => [
  ...searchTask({ ...OPTIONS, ...options }),
];

describe('a search task', () => {
  const task = entries();
  const queries = task.flatMap(({ query, person }) => (query ? [{ ...query, person }] : []));
  const registered = new Map(
    task.flatMap(({ person, registered }) => (registered ? [[person.id, person] as const] : [])),
  );

  it('is the same for the same seeds', () => {
    expect(JSON.stringify(entries())).toBe(JSON.stringify(task));
  });

  it('falls apart into parts that are the whole task together', () => {
    const parts = [0, 1, 2].flatMap((from) => entries({ part: { from, every: 3 } }));
    const sorted = (of: readonly SearchEntry[]) => of.map((entry) => JSON.stringify(entry)).sort();
    expect(sorted(parts)).toEqual(sorted(task));
  });

  it('seeks as many persons as were asked for, all over the population', () => {
    expect(queries).toHaveLength(1500);
    const places = task.flatMap(({ query }, at) => (query ? [at] : []));
    expect(places[0]!).toBeLessThan(20);
    expect(places.at(-1)!).toBeGreaterThan(task.length * 0.99);
  });

  it('registers everyone else once, and those who are to be found', () => {
    expect(registered.size).toBe(task.filter(({ registered: record }) => record).length);
    for (const { answer, person } of queries) expect(registered.has(person.id)).toBe(answer !== undefined);
    for (const { query, registered: record } of task) expect(query ?? record).toBeDefined();
    const found = queries.filter(({ answer }) => answer !== undefined).length / queries.length;
    expect(found).toBeGreaterThan(0.87);
    expect(found).toBeLessThan(0.93);
  });

  it('finds everybody or nobody where it is told so', () => {
    expect(entries({ found: 1, queries: 50 }).every(({ registered: record }) => record)).toBe(true);
    expect(entries({ found: 0, queries: 50 }).some(({ query }) => query?.answer)).toBe(false);
  });

  it('has brothers and sisters, twins, fathers and sons of one name, and namesakes among the registered', () => {
    const count: Record<Likeness, number> = { sibling: 0, twin: 0, 'parent-or-child-of-the-same-name': 0, namesake: 0 };
    for (const { hard, person, answer } of queries)
      for (const { id, why } of hard) {
        count[why]++;
        expect(id).not.toBe(answer ?? person.id);
        const other = registered.get(id)!;
        expect(other).toBeDefined();
        if (why === 'namesake') {
          expect(other.profile.names).toEqual(person.profile.names);
          expect([other.sex, other.culture]).toEqual([person.sex, person.culture]);
          expect(other.family).not.toBe(person.family);
          expect(other.id).not.toBe(person.id);
        } else expect(other.family).toBe(person.family);
        if (why === 'twin') expect(other.born).toBe(person.born);
      }
    expect(count.sibling).toBeGreaterThan(1500);
    expect(count.namesake / queries.length).toBeGreaterThan(0.25);
    expect(count.namesake / queries.length).toBeLessThan(0.35);
    expect(count.twin).toBeGreaterThan(10);
    expect(count['parent-or-child-of-the-same-name']).toBeGreaterThan(20);
  });

  it('gives a namesake a father of the name that is in the full name', () => {
    const somali = entries({
      population: { seed: 2, persons: 3000, cultures: ['somali'] },
      queries: 300,
      namesakes: 1,
    });
    const namesakes = somali.filter(({ person }) => person.id.endsWith('-namesake'));
    expect(namesakes).toHaveLength(300);
    for (const { person } of namesakes) {
      const father = person.profile.relatives!.find(({ kind }) => kind === 'father')!;
      expect(father.names[0]!.text.split(' ')[0]).toBe(person.words.find(({ role }) => role === 'father')!.word.text);
    }
  });

  it('refuses to seek more persons than there are', () => {
    expect(() => entries({ queries: 12_001 })).toThrow(RangeError);
  });
});

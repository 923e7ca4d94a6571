import { fuzzyDate } from '#libs/kernel';
import { blockingKeys, compare, compareRead, neighbourhoodKeys, readPerson, type PersonProfile } from './index.js';

const ahmad: PersonProfile = {
  names: [{ text: 'Ahmad Hassan al-Rashid' }],
  birth: fuzzyDate({ year: 1998, month: 5, day: 14 }),
  sex: 'male',
  relatives: [{ kind: 'mother', names: [{ text: 'Maryam Khalil' }] }],
};

describe('comparing two people', () => {
  it('finds the same person in another script with nothing lost', () => {
    const registered: PersonProfile = {
      ...ahmad,
      names: [{ text: 'أحمد حسن الرشيد' }],
      relatives: [{ kind: 'mother', names: [{ text: 'مريم خليل' }] }],
    };
    const { band, evidence } = compare(ahmad, registered);
    expect(band).toBe('strong');
    expect(evidence.find(({ field }) => field === 'name')).toMatchObject({
      level: 'other-script',
      reason: 'name-same-other-script',
    });
    expect(blockingKeys(ahmad).some((key) => blockingKeys(registered).includes(key))).toBe(true);
  });

  it('never weighs what one side does not know', () => {
    const { evidence } = compare(ahmad, { names: ahmad.names });
    for (const { field, level, weight } of evidence)
      if (field !== 'name' && field !== 'kin') expect([field, level, weight]).toEqual([field, 'unknown', 0]);
  });

  it('speaks against people whose facts contradict each other', () => {
    const other: PersonProfile = {
      ...ahmad,
      birth: fuzzyDate({ year: 1961 }),
      sex: 'female',
      names: [{ text: 'Halima Noor' }],
    };
    expect(compare(ahmad, other).band).toBeUndefined();
  });
});

describe('keys of people of one name', () => {
  const share = (keysOf: (person: PersonProfile) => string[], a: PersonProfile, b: PersonProfile) =>
    keysOf(a).filter((key) => keysOf(b).includes(key));
  const names = [{ text: 'Halima' }];

  it('meet by husband or wife', () => {
    const relatives: PersonProfile['relatives'] = [{ kind: 'spouse', names: [{ text: 'Idris' }] }];
    expect(share(blockingKeys, { names, relatives }, { names, relatives })).not.toEqual([]);
  });

  it('meet by the family where the name itself was written beyond recognition', () => {
    const relatives: PersonProfile['relatives'] = [
      { kind: 'spouse', names: [{ text: 'Idris' }] },
      { kind: 'child', names: [{ text: 'Farida' }] },
    ];
    const misspelled = [{ text: 'Xq' }];
    expect(share(neighbourhoodKeys, { names, relatives }, { names: misspelled, relatives })).not.toEqual([]);
  });

  it('meet by three facts where each two are common', () => {
    const known = { names: [{ text: 'Mohamed Ali' }], birth: fuzzyDate({ year: 1990 }) };
    const tags = share(blockingKeys, known, known).map((key) => key.slice(0, key.indexOf(':')));
    expect(tags).toContain('nnb');
  });
});

describe('names in Chinese characters', () => {
  const keysOf = (text: string): string[] => blockingKeys({ names: [{ text }] });

  it.each([
    ['李一诺', 'Li Yinuo'],
    ['王小明', 'Wang Xiao-ming'],
    ['김정은', 'Kim Jongun'],
    ['佐藤翔太', 'Sato Shota'],
    ['張偉', '张伟'],
  ])('%s and %s share a key', (a, b) => {
    expect(keysOf(a).some((key) => keysOf(b).includes(key))).toBe(true);
  });

  it.each([
    ['李一诺', '王小明'],
    ['佐藤翔太', 'Suzuki Kenta'],
  ])('%s and %s share none', (a, b) => {
    expect(keysOf(a).some((key) => keysOf(b).includes(key))).toBe(false);
  });
});

describe('two people who were read before', () => {
  it('compare as their profiles do', () => {
    const other: PersonProfile = { names: [{ text: 'Ahmed Hasan' }], birth: fuzzyDate({ year: 1998 }) };
    expect(compareRead(readPerson(ahmad), readPerson(other))).toEqual(compare(ahmad, other));
  });
});

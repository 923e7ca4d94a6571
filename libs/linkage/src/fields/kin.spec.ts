import { describe, expect, it } from '@jest/globals';
import { fuzzyDate } from '#libs/kernel';
import { compare } from '../compare.js';
import type { PersonProfile } from '../profile.js';

const family: PersonProfile['relatives'] = [
  { kind: 'mother', names: [{ text: 'Hodan Farah Liban' }] },
  { kind: 'father', names: [{ text: 'Warsame Jama Guled' }] },
  { kind: 'sibling', names: [{ text: 'Yasmin' }] },
  { kind: 'sibling', names: [{ text: 'Bilqis' }] },
];
const places: PersonProfile['places'] = [{ kind: 'origin', text: 'Baydhabo' }];

function child(given: string, birth?: { year: number; month?: number; day?: number }): PersonProfile {
  return {
    names: [{ text: `${given} Warsame Jama` }],
    ...(birth && { birth: fuzzyDate(birth) }),
    relatives: family,
    places,
  };
}

const lineOf = (one: PersonProfile, other: PersonProfile) =>
  compare(one, other).evidence.find(({ field }) => field === 'kin');

describe('brothers and sisters', () => {
  const sought = child('Abdirizak', { year: 2004, month: 5, day: 17 });

  it('are not taken for the one sought because they share a family', () => {
    expect(compare(sought, child('Sagal', { year: 2001, month: 2, day: 3 })).band).toBeUndefined();
  });

  it('do not keep the one sought from being strong where name and birth agree', () => {
    expect(compare(sought, child('Abdirizak', { year: 2004, month: 5, day: 17 })).band).toBe('strong');
  });

  it('leave a namesake in the family for people to judge, where nothing tells them apart', () => {
    const [one, other] = [child('Abdirizak'), child('Abdirizak')];
    expect(compare(one, other).band).not.toBeUndefined();
    expect(compare(one, other).weight).toBeLessThan(compare(sought, sought).weight - 5);
  });

  it('who are twins are no strong match', () => {
    expect(compare(sought, child('Sagal', { year: 2004, month: 5, day: 17 })).band).not.toBe('strong');
  });

  it('do not take away more of a long name than it gave', () => {
    const named = (birth?: PersonProfile['birth']): PersonProfile => ({
      names: [{ text: 'Gabriel Francisco González Suárez' }],
      ...(birth && { birth }),
      relatives: [{ kind: 'father', names: [{ text: 'Yeison Ricardo González' }] }],
      places,
    });
    expect(compare(named(fuzzyDate({ year: 1969 })), named(fuzzyDate({ year: 1969 }))).band).toBe('strong');
    expect(compare(named(), named()).weight).toBeGreaterThan(0);
  });

  it('are not thought of where a word of the name has a slip in it and the others agree', () => {
    const slipped: PersonProfile = { ...sought, names: [{ text: 'Abdirizak Wersama Jama' }] };
    expect(compare(sought, slipped).weight).toBeGreaterThan(
      compare(sought, child('Sagal', { year: 2004 })).weight + 10,
    );
  });

  it('weigh as much as the family lines gave, and never more', () => {
    const { evidence } = compare(sought, child('Sagal', { year: 2001, month: 2, day: 3 }));
    const kin = evidence.find(({ field }) => field === 'kin')!;
    const gained = evidence.filter(({ weight }) => weight > 0).reduce((sum, { weight }) => sum + weight, 0);
    expect(kin).toMatchObject({ level: 'partial', reason: 'kin-as-likely' });
    expect(kin.weight).toBeLessThan(0);
    expect(-kin.weight).toBeLessThan(gained);
  });

  it('are not thought of where nothing of a family is known', () => {
    const names = [{ text: 'Abdirizak' }];
    expect(lineOf({ names }, { names })).toBeUndefined();
  });
});

import { fuzzyDate } from '#libs/kernel';
import { blockingKeys, compare, type PersonProfile } from './index.js';

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
      if (field !== 'name') expect([field, level, weight]).toEqual([field, 'unknown', 0]);
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

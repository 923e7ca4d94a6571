import { bornFromAge, fuzzyDate, type SpokenDate } from '#libs/kernel';
import type { EvidenceField } from '../evidence.js';
import { compare, type PersonProfile, type RelativeKind } from '../index.js';

const line = (field: EvidenceField, left: Partial<PersonProfile>, right: Partial<PersonProfile>) =>
  compare(
    { names: [{ text: 'Amina Diallo' }], ...left },
    { names: [{ text: 'Amina Diallo' }], ...right },
  ).evidence.find((finding) => finding.field === field)!;
const born = (spoken: SpokenDate): Partial<PersonProfile> => ({ birth: fuzzyDate(spoken) });
const living = (text: string, more: object = {}): Partial<PersonProfile> => ({
  places: [{ kind: 'residence', text, ...more }],
});
const family = (...members: [RelativeKind, string][]): Partial<PersonProfile> => ({
  relatives: members.map(([kind, text]) => ({ kind, names: [{ text }] })),
});

describe('birth', () => {
  it.each([
    ['the same day', { year: 1998, month: 5, day: 14 }, { year: 1998, month: 5, day: 14 }, 'birth-same-day'],
    [
      'the same day in the Persian calendar',
      { year: 1998, month: 5, day: 14 },
      { calendar: 'persian', year: 1377, month: 2, day: 24 },
      'birth-same-day',
    ],
    [
      'the same 1 January',
      { year: 1998, month: 1, day: 1 },
      { year: 1998, month: 1, day: 1 },
      'birth-same-assigned-day',
    ],
    [
      'day and month swapped',
      { year: 1998, month: 5, day: 4 },
      { year: 1998, month: 4, day: 5 },
      'birth-day-and-month-swapped',
    ],
    [
      'one digit wrong',
      { year: 1998, month: 5, day: 14 },
      { year: 1988, month: 5, day: 14 },
      'birth-one-digit-differs',
    ],
    ['the same month', { year: 1998, month: 5, day: 11 }, { year: 1998, month: 5, day: 29 }, 'birth-same-month'],
    ['the same year', { year: 1998, month: 5, day: 14 }, { year: 1998, month: 11, day: 30 }, 'birth-same-year'],
    ['a year that holds the day', { year: 1998 }, { year: 1998, month: 5, day: 14 }, 'birth-periods-overlap'],
    ['about then', { year: 1996, about: true }, { year: 1998, month: 5, day: 14 }, 'birth-periods-overlap'],
    ['two years apart', { year: 1998 }, { year: 2001 }, 'birth-few-years-apart'],
    ['a generation apart', { year: 1970 }, { year: 1998 }, 'birth-different'],
  ] satisfies [string, SpokenDate, SpokenDate, string][])('%s', (_, left, right, reason) => {
    expect(line('birth', born(left), born(right)).reason).toBe(reason);
  });

  it('says more the closer it is', () => {
    const day: SpokenDate = { year: 1998, month: 5, day: 14 };
    const others: SpokenDate[] = [
      day,
      { year: 1998, month: 5, day: 29 },
      { year: 1998, month: 11, day: 30 },
      { year: 2000, month: 2, day: 3 },
      { year: 1970, month: 8, day: 9 },
    ];
    const weights = others.map((other) => line('birth', born(day), born(other)).weight);
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect(weights[0]).toBeGreaterThan(10);
    expect(weights.at(-1)).toBeLessThan(-3);
  });

  it('compares an age with a date by the day the age was stated', () => {
    const age = { birth: bornFromAge({ age: 9, statedOn: '2024-06-01' }) };
    expect(line('birth', age, born({ year: 2014, month: 9, day: 1 })).reason).toBe('birth-periods-overlap');
    expect(line('birth', age, born({ year: 1990, month: 9, day: 1 })).weight).toBeLessThan(0);
  });
});

describe('sex, phone, document', () => {
  it.each([
    ['sex', { sex: 'female' }, { sex: 'male' }, 'sex-different'],
    ['phone', { phones: ['+254 712 345678'] }, { phones: ['00254712345678'] }, 'phone-same'],
    ['phone', { phones: ['0712 345 678'] }, { phones: ['+254712345678'] }, 'phone-same'],
    ['phone', { phones: ['+254712345678'] }, { phones: ['+254733000111'] }, 'phone-different'],
    ['document', { documents: ['AB-123 456'] }, { documents: ['ab123456'] }, 'document-same'],
    ['document', { documents: ['٤٥٦٧٨٩'] }, { documents: ['456789'] }, 'document-same'],
    ['document', { documents: ['5304218'] }, { documents: ['5304281'] }, 'document-one-character-differs'],
    ['document', { documents: ['0000'] }, { documents: ['0000'] }, 'document-unknown'],
  ] satisfies [EvidenceField, Partial<PersonProfile>, Partial<PersonProfile>, string][])(
    '%s of %j and %j',
    (field, left, right, reason) => {
      expect(line(field, left, right).reason).toBe(reason);
    },
  );
});

describe('place', () => {
  it.each([
    ['Goma', 'Goma', 'place-same'],
    ['Goma, Nord-Kivu', 'Goma', 'place-part-of-other'],
    ['Mariupol', 'Маріуполь', 'place-similar-name'],
    ['حلب', 'Goma', 'place-different'],
    ['Goma', '', 'place-unknown'],
  ])('%s and %s', (left, right, reason) => {
    expect(line('place', living(left), right === '' ? {} : living(right)).reason).toBe(reason);
  });

  it('holds moving house against nobody by much', () => {
    expect(line('place', living('Goma'), living('Kigali')).weight).toBeGreaterThan(-2);
  });

  it('sees that someone was registered on the way', () => {
    const way: Partial<PersonProfile> = { places: [{ kind: 'route', text: 'Agadez' }, { kind: 'route', text: 'Sabha' }] }; // prettier-ignore
    expect(line('route', way, { places: [{ kind: 'registered', text: 'Sabha' }] }).reason).toBe('route-passes-place');
  });
});

describe('family', () => {
  it('takes the same mother as strong evidence, another mother as evidence against', () => {
    expect(line('mother', family(['mother', 'Halima Noor']), family(['mother', 'حليمة نور']))).toMatchObject({
      reason: 'parent-similar-name',
    });
    expect(line('mother', family(['mother', 'Halima Noor']), family(['mother', 'Halima Noor'])).weight).toBeGreaterThan(
      8,
    );
    expect(line('mother', family(['mother', 'Halima Noor']), family(['mother', 'Grace Wanjiru'])).weight).toBeLessThan(
      -3,
    );
  });

  it("finds the father in the other's full name", () => {
    const left: PersonProfile = { names: [{ text: 'Ali Karimi' }], ...family(['father', 'Ahmad Karimi']) };
    const right: PersonProfile = { names: [{ text: 'Ali Ahmad Karimi' }] };
    expect(compare(left, right).evidence.find(({ field }) => field === 'father')).toMatchObject({
      reason: 'father-named-in-full-name',
    });
  });

  it('does not count a father twice whose name is the family name', () => {
    const person: PersonProfile = { names: [{ text: 'Tesfaye Bekele' }], ...family(['father', 'Bekele']) };
    expect(compare(person, person).evidence.find(({ field }) => field === 'father')).toMatchObject({
      reason: 'parent-already-in-name',
      weight: 0,
    });
  });

  it('gives up the likeliest pair of brothers where two others explain more together', () => {
    const left = family(['sibling', 'Ahmad Karimi'], ['sibling', 'Ahmad Karim']);
    const right = family(['sibling', 'Ahmad Karim'], ['sibling', 'Ahmad Karimi']);
    expect(line('siblings', left, right)).toMatchObject({ level: 'exact', reason: 'relatives-several-agree' });
    expect(line('siblings', left, right).weight).toBe(line('siblings', right, left).weight);
  });

  it('assigns brothers and sisters to each other in any order, and misses nobody who is not listed', () => {
    const left = family(['sibling', 'Yusuf'], ['sibling', 'Khadija'], ['sibling', 'Zubeir']);
    const right = family(['sibling', 'خديجة'], ['sibling', 'Joseph']);
    const found = line('siblings', left, right);
    expect(found).toMatchObject({ reason: 'relatives-several-agree' });
    expect(found.weight).toBeGreaterThan(line('siblings', family(['sibling', 'Yusuf']), right).weight);
    expect(line('siblings', family(['sibling', 'Abebe']), right).weight).toBeGreaterThan(-3);
  });
});

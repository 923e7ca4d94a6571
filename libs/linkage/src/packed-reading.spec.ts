import {
  compareRead,
  packReading,
  readPerson,
  unpackReading,
  type PackedReading,
  type PersonProfile,
  type ReadPerson,
} from './index.js';

const PEOPLE: PersonProfile[] = [
  {
    names: [{ text: 'Hajji Ahmad bin Hasan al-Rashid' }, { text: 'أحمد الرشيد' }],
    birth: { calendar: 'gregorian', earliest: '1990-05-04', latest: '1990-05-04', precision: 'day' },
    sex: 'male',
    relatives: [
      { kind: 'mother', names: [{ text: 'Fatima' }] },
      { kind: 'spouse', names: [{ text: 'Zaynab Ali' }] },
      { kind: 'sibling', names: [{ text: 'Omar' }] },
    ],
    places: [{ kind: 'origin', text: 'Deir ez-Zor', country: 'sy', postcode: 'AB 12' }],
    phones: ['+963 11 555 0199'],
    documents: ['A-1234567'],
  },
  {
    names: [{ text: 'Коваленко Виктор Иванович', parts: [{ role: 'family', text: 'Коваленко' }] }],
    birth: { calendar: 'gregorian', earliest: '1985-01-01', latest: '1989-12-31', precision: 'about' },
    relatives: [{ kind: 'father', names: [{ text: 'Иван' }] }],
  },
  { names: [{ text: 'Viktor Ivanovich Kovalenko' }], sex: 'male', places: [{ kind: 'birth', text: 'Київ' }] },
  { names: [] },
];

/** As it comes back from where it was sealed. */
const stored = (person: ReadPerson) => JSON.parse(JSON.stringify(packReading(person))) as PackedReading;

describe('A packed reading', () => {
  it('compares like the one it was made from, with everybody', () => {
    for (const a of PEOPLE.map(readPerson))
      for (const b of PEOPLE.map(readPerson))
        expect(compareRead(unpackReading(stored(a)), unpackReading(stored(b)))).toEqual(compareRead(a, b));
  });

  it('packed again is the same', () => {
    for (const person of PEOPLE) {
      const packed = stored(readPerson(person));
      expect(packReading(unpackReading(packed))).toEqual(packed);
    }
  });
});

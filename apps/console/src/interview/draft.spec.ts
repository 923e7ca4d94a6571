import type { Interview } from '../api/types.js';
import { draftOf, emptyInterview, emptySought, interviewOf, tidiedInterview } from './draft.js';
import { neededToSave, stepOf, stillMissing } from './steps.js';

const TODAY = '2026-11-21';
const told: Interview = {
  enquirer: {
    person: {
      names: [{ text: 'Asha Warsame', kind: 'legal' }],
      contacts: [{ kind: 'phone', value: '+252 61 000 0000', safeHours: 'evenings' }],
    },
    identityChecked: true,
    basis: { legalBasis: 'consent', purposes: ['trace'], givenBy: 'self', how: 'spoken', noticeVersion: '1' },
  },
  soughtPersons: [
    {
      id: 's1',
      relation: 'sibling',
      person: {
        names: [
          { text: 'أمينة ورسمه', kind: 'usual', language: 'ar', parts: [{ role: 'given', text: 'أمينة' }] },
          { text: 'Amina', kind: 'nickname' },
        ],
        birth: { said: 'about 1383', calendar: 'persian', year: 1383, about: true },
        sex: 'female',
        places: [{ kind: 'origin', text: 'Baidoa', country: 'SO' }],
        relatives: [
          { kind: 'mother', names: [{ text: 'Hodan', kind: 'usual' }], birth: { age: 51, statedOn: '2026-05-01' } },
        ],
        protection: ['detention'],
      },
      circumstances: {
        lostContact: { calendar: 'gregorian', year: 2026, month: 5 },
        place: 'Khartoum',
        cause: 'migration',
      },
      basis: { legalBasis: 'public-interest', purposes: ['trace'], givenBy: 'not-asked', how: 'none' },
    },
  ],
  informationNoticeGiven: true,
  story: 'We travelled together.',
};

describe('an interview draft', () => {
  it('gives back exactly what the service told', () => {
    expect(interviewOf(draftOf(told), TODAY)).toEqual(told);
  });

  it('makes up nothing about anybody from an empty form', () => {
    expect(interviewOf(emptyInterview(), TODAY)).toEqual({
      enquirer: { person: { names: [] }, identityChecked: false },
      informationNoticeGiven: false,
    });
  });

  it('reads years and ages typed in Arabic digits', () => {
    const draft = draftOf(told);
    const birth = { ...draft.sought[0]!.person.birth, year: '١٣٨٣' };
    draft.sought[0]!.person.birth = birth;
    expect(interviewOf(draft, TODAY).soughtPersons?.[0]?.person.birth).toMatchObject({ year: 1383 });
  });

  it('dates an age by today where nothing else was said', () => {
    const draft = draftOf(told);
    draft.sought[0]!.person.birth = { ...draft.sought[0]!.person.birth, mode: 'age', said: '', age: '15' };
    expect(interviewOf(draft, TODAY).soughtPersons?.[0]?.person.birth).toEqual({ age: 15, statedOn: TODAY });
  });

  it('leaves out a day without a month, which no calendar has', () => {
    const draft = draftOf(told);
    draft.sought[0]!.person.birth = { ...draft.sought[0]!.person.birth, day: '4' };
    expect(interviewOf(draft, TODAY).soughtPersons?.[0]?.person.birth).not.toHaveProperty('day');
  });

  it('drops lines that stayed empty before sending, so that refusals count the same lines', () => {
    const draft = draftOf(told);
    draft.sought.push(emptySought());
    draft.sought[0]!.person.places.unshift({ row: 'x', kind: 'birth', text: ' ', country: '', postcode: '' });
    const tidy = tidiedInterview(draft);
    expect(tidy.sought).toHaveLength(1);
    expect(tidy.sought[0]!.person.places.map((place) => place.text)).toEqual(['Baidoa']);
  });
});

describe('what is needed to save', () => {
  it('is the name of the person asking, first of all', () => {
    expect(neededToSave(emptyInterview()).map(({ code }) => code)).toEqual(['enquirer-name']);
  });

  it('is also a relation and a name for each person who was begun', () => {
    const draft = draftOf(told);
    draft.sought[0]!.relation = '';
    draft.sought.push({ ...emptySought(), relation: 'child' });
    expect(neededToSave(draft).map(({ path }) => path)).toEqual([
      'soughtPersons.0.relation',
      'soughtPersons.1.person.names.0.text',
    ]);
  });
});

describe('what is still missing', () => {
  it('is everything at first', () => {
    expect(stillMissing(emptyInterview())).toEqual([
      'sought-name',
      'relation',
      'circumstances',
      'enquirer-name',
      'identity',
      'notice',
      'enquirer-basis',
      'sought-basis',
    ]);
  });

  it('is nothing once all was told', () => {
    expect(stillMissing(draftOf(told))).toEqual([]);
  });
});

describe('a refused field', () => {
  it.each([
    ['soughtPersons.0.person.names.0.text', 'who'],
    ['soughtPersons.1.circumstances.lostContact.year', 'what-happened'],
    ['soughtPersons.0.person.relatives.2.names', 'family'],
    ['enquirer.person.birth', 'about-you'],
    ['enquirer.person.contacts.0.value', 'reach'],
    ['enquirer.basis.purposes', 'agreement'],
    ['something.new', 'review'],
  ])('%s is shown in the step %s', (path, step) => {
    expect(stepOf(path)).toBe(step);
  });
});

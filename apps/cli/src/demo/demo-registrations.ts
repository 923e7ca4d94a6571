import type { BasisInput } from '#libs/consent';
import type { PersonInput } from '#libs/people';
import type { RegistrationInput } from '#libs/registrations';
import { consentOfEnquirer, legal, mayBeAskedOf, relative } from './demo-requests.js';

// Everybody here is invented, too: some of them are the people whom the requests look for, some are not.

export interface DemoRegistration {
  branch: string;
  registration: RegistrationInput;
}

const consentOfRegistered: BasisInput = {
  ...consentOfEnquirer,
  purposes: ['trace', 'match-within-society', 'tell-fate', 'pass-message'],
};

function met(
  kind: RegistrationInput['kind'],
  registeredOn: string,
  place: string,
  person: PersonInput,
  more: Partial<RegistrationInput> = {},
): RegistrationInput {
  return {
    kind,
    registeredOn,
    place: { kind: 'registered', text: place },
    person,
    wantsContact: 'yes',
    basis: consentOfRegistered,
    ...more,
  };
}

export const DEMO_REGISTRATIONS: readonly DemoRegistration[] = [
  {
    branch: 'Harbour',
    registration: met('adult-at-risk', '2026-10-12', 'Harbour reception centre', {
      names: [legal('Amino Warsama', 'so')],
      birth: { year: 2005, month: 1, day: 1 },
      sex: 'female',
      places: [{ kind: 'origin', text: 'Baydhabo', country: 'SO' }],
      relatives: [
        relative('mother', legal('Hodan Faarax')),
        relative('sibling', legal('Asha')),
        relative('sibling', legal('Liibaan')),
      ],
    }),
  },
  {
    branch: 'Harbour',
    registration: met(
      'unaccompanied-child',
      '2026-09-03',
      'Harbour youth house',
      {
        names: [legal('Mohammad Hussein Rezai', 'en')],
        birth: { age: 15, statedOn: '2026-09-03' },
        sex: 'male',
        places: [{ kind: 'origin', text: 'Herat', country: 'AF' }],
        relatives: [relative('father', legal('Ali Rezai')), relative('mother', legal('Zahra'))],
        marks: 'scar on the left hand',
        protection: ['child'],
      },
      {
        caregiver: 'youth house staff',
        careArrangement: 'residential care',
        basis: { ...consentOfRegistered, givenBy: 'guardian' },
      },
    ),
  },
  {
    branch: 'Highlands',
    registration: met('safe-and-well', '2026-08-20', 'Highlands school hall', {
      names: [legal('Olena Koval', 'en'), legal('Елена Коваль', 'ru')],
      birth: { year: 1988, month: 11, day: 23 },
      sex: 'female',
      places: [{ kind: 'residence', text: 'Маріуполь', country: 'UA' }],
      relatives: [relative('child', legal('Sofiia Koval'))],
    }),
  },
  {
    branch: 'Highlands',
    registration: met('detained', '2026-07-15', 'Highlands detention centre', {
      names: [legal('Jonas Tesfai', 'en')],
      birth: { year: 2000 },
      sex: 'male',
      places: [{ kind: 'origin', text: 'Keren', country: 'ER' }],
      protection: ['detention'],
    }),
  },
  {
    branch: 'Harbour',
    registration: met('elderly', '2026-06-30', 'Harbour clinic', {
      names: [legal('Amina Warsame Ali', 'so')],
      birth: { year: 1958, about: true },
      sex: 'female',
      places: [{ kind: 'origin', text: 'Hargeisa' }],
    }),
  },
  {
    branch: 'Harbour',
    registration: met('sick-or-injured', '2026-10-28', 'Harbour hospital', {
      names: [legal('Mohamed Hussein', 'en')],
      birth: { year: 1994 },
      sex: 'male',
      places: [{ kind: 'origin', text: 'Mosul', country: 'IQ' }],
    }),
  },
];

/** Registered in the neighbouring Society. */
export const NEIGHBOURS_REGISTRATIONS: readonly DemoRegistration[] = [
  {
    branch: 'Coast',
    registration: met(
      'unaccompanied-child',
      '2026-04-18',
      'Coast shelter for young people',
      {
        names: [legal('فيلمون تكلي', 'ar'), legal('Filimon Tekhle', 'en')],
        birth: { age: 15, statedOn: '2026-04-18' },
        sex: 'male',
        languages: ['ti', 'ar'],
        places: [{ kind: 'origin', text: 'Senafe', country: 'ER' }],
        relatives: [relative('mother', legal('Saba')), relative('father', legal('Tekhle Weldu'))],
        protection: ['child'],
      },
      {
        caregiver: 'shelter staff',
        careArrangement: 'residential care',
        basis: { ...mayBeAskedOf('partner:NOR', consentOfRegistered), givenBy: 'guardian' },
      },
    ),
  },
  {
    branch: 'Coast',
    registration: met('adult-at-risk', '2026-10-02', 'Coast reception centre', {
      names: [legal('Philemon Tekle', 'en')],
      birth: { year: 1987, about: true },
      sex: 'male',
      places: [{ kind: 'origin', text: 'Asmara', country: 'ER' }],
    }),
  },
];

import type { Cause, InterviewInput, SoughtPersonInput } from '#libs/cases';
import type { BasisInput } from '#libs/consent';
import type { NameInput, PersonInput, RelationKind, RelativeInput } from '#libs/people';

// Every person, place in a story and number here is invented.

export interface DemoRequest {
  branch: string;
  interview: InterviewInput;
  /** How far the story has come when the demonstration begins. */
  upTo: 'pre-case' | 'submitted' | 'open';
}

export const consentOfEnquirer: BasisInput = {
  legalBasis: 'consent',
  purposes: ['trace', 'match-within-society', 'pass-message', 'statistics'],
  givenBy: 'self',
  how: 'spoken',
  noticeVersion: '1',
  noticeLanguage: 'en',
};

export const basisOfSought: BasisInput = {
  legalBasis: 'public-interest',
  purposes: ['trace', 'match-within-society'],
  givenBy: 'not-asked',
  how: 'none',
  rationale: 'Restoring contact between members of a family who lost each other.',
};

export const legal = (text: string, language?: string): NameInput => ({
  text,
  kind: 'legal',
  ...(language && { language }),
});
const usual = (text: string): NameInput => ({ text, kind: 'usual' });
export const relative = (kind: RelationKind, ...names: NameInput[]): RelativeInput => ({ kind, names });

/** The same basis, and one partner may be asked. */
export function mayBeAskedOf(recipient: string, basis: BasisInput): BasisInput {
  return { ...basis, purposes: [...basis.purposes, 'share-with-partner'], recipients: [recipient] };
}

function asks(
  person: PersonInput,
  phone: string,
  soughtPersons: SoughtPersonInput[],
  story: string,
  basis = consentOfEnquirer,
): InterviewInput {
  return {
    enquirer: {
      person: { ...person, contacts: [{ kind: 'phone', value: phone, safeHours: 'evenings' }] },
      identityChecked: true,
      basis,
    },
    soughtPersons,
    informationNoticeGiven: true,
    story,
  };
}

function sought(
  relation: RelationKind,
  person: PersonInput,
  lost: { year: number; month?: number; place: string; cause: Cause; narrative: string },
): SoughtPersonInput {
  const { year, month, ...circumstances } = lost;
  return {
    relation,
    person,
    circumstances: { ...circumstances, lostContact: { year, ...(month && { month }) } },
    basis: basisOfSought,
  };
}

export const DEMO_REQUESTS: readonly DemoRequest[] = [
  {
    branch: 'Harbour',
    upTo: 'open',
    interview: asks(
      { names: [legal('Asha Warsame Jama', 'so')], languages: ['so', 'ar'] },
      '+999 555 0101',
      [
        sought(
          'sibling',
          {
            names: [
              legal('Amina Warsame Jama', 'so'),
              { text: 'أمينة ورسمه جامع', kind: 'document-spelling', language: 'ar' },
            ],
            birth: { year: 2004, about: true, said: 'about 2004' },
            sex: 'female',
            places: [{ kind: 'origin', text: 'Baidoa', country: 'SO' }],
            relatives: [
              relative('mother', legal('Hodan Farah')),
              relative('sibling', legal('Liban Warsame')),
              relative('sibling', legal('Asha Warsame')),
            ],
          },
          {
            year: 2026,
            month: 5,
            place: 'Khartoum',
            cause: 'armed-conflict',
            narrative:
              'They were separated at a bus station when fighting began. She called once from a borrowed phone.',
          },
        ),
      ],
      'My sister and I left together. I lost her in the crowd.',
    ),
  },
  {
    branch: 'Harbour',
    upTo: 'open',
    interview: asks(
      { names: [legal('زهرا رضایی', 'fa')], languages: ['fa-AF'] },
      '+999 555 0102',
      [
        sought(
          'child',
          {
            names: [legal('محمد حسین رضایی', 'fa'), usual('محمد')],
            birth: { calendar: 'persian', year: 1390, month: 4, said: 'summer of 1390' },
            sex: 'male',
            places: [{ kind: 'origin', text: 'Herat', country: 'AF' }],
            relatives: [relative('father', legal('علی رضایی')), relative('mother', legal('زهرا رضایی'))],
            protection: ['child'],
          },
          {
            year: 2026,
            month: 3,
            place: 'Van',
            cause: 'migration',
            narrative: 'He was put into another car at the border. The driver said they would meet in the next town.',
          },
        ),
      ],
      'He is fifteen. He has a scar on his left hand.',
    ),
  },
  {
    branch: 'Harbour',
    upTo: 'open',
    interview: asks(
      { names: [legal('Андрій Коваль', 'uk')], languages: ['uk', 'ru'] },
      '+999 555 0103',
      [
        sought(
          'spouse',
          {
            names: [legal('Олена Коваль', 'uk'), { text: 'Олена Бондаренко', kind: 'before-marriage', language: 'uk' }],
            birth: { year: 1988, month: 11, day: 23 },
            sex: 'female',
            places: [{ kind: 'residence', text: 'Mariupol', country: 'UA' }],
            relatives: [relative('child', legal('Софія Коваль'))],
          },
          {
            year: 2025,
            month: 4,
            place: 'Mariupol',
            cause: 'armed-conflict',
            narrative: 'The line broke off while we were talking. The neighbours say that they left by bus.',
          },
        ),
      ],
      'My wife was with our daughter.',
    ),
  },
  {
    branch: 'Highlands',
    upTo: 'open',
    interview: asks(
      { names: [legal('Dawit Tesfay', 'ti')], languages: ['ti', 'en'] },
      '+999 555 0104',
      [
        sought(
          'sibling',
          {
            names: [legal('ዮናስ ተስፋይ', 'ti'), { text: 'Yonas Tesfay', kind: 'document-spelling' }],
            birth: { calendar: 'ethiopic', year: 1992, said: '1992 in our calendar' },
            sex: 'male',
            places: [{ kind: 'origin', text: 'Keren', country: 'ER' }],
            relatives: [relative('mother', legal('Letebrhan Haile'))],
          },
          {
            year: 2024,
            month: 9,
            place: 'Tripoli',
            cause: 'detention',
            narrative: 'He was taken from a house together with others. Somebody saw him in a detention centre.',
          },
        ),
      ],
      'We have not heard anything for two years.',
    ),
  },
  {
    branch: 'Highlands',
    upTo: 'submitted',
    interview: asks(
      { names: [legal('Héctor Mejía Castro', 'es')], languages: ['es'] },
      '+999 555 0105',
      [
        sought(
          'mother',
          {
            names: [legal('Rosa Elena Castro López', 'es')],
            birth: { year: 1961, month: 2, day: 14 },
            sex: 'female',
            places: [{ kind: 'residence', text: 'San Pedro Sula', country: 'HN' }],
          },
          {
            year: 2026,
            month: 7,
            place: 'Tapachula',
            cause: 'migration',
            narrative: 'She sent a last message from the river and wanted to cross on the next day.',
          },
        ),
      ],
      'She was travelling with two women from her village.',
    ),
  },
  {
    branch: 'Harbour',
    upTo: 'submitted',
    interview: asks(
      { names: [legal('Marie-Claire Uwase', 'fr')], languages: ['fr', 'rw'] },
      '+999 555 0106',
      [
        sought(
          'sibling',
          {
            names: [legal('Jean Bosco Habimana', 'fr'), { text: 'Bosco', kind: 'nickname' }],
            birth: { year: 1979, about: true },
            sex: 'male',
            places: [{ kind: 'origin', text: 'Goma', country: 'CD' }],
          },
          {
            year: 2025,
            month: 1,
            place: 'Goma',
            cause: 'population-movement',
            narrative: 'He went back for his tools and did not return to the camp.',
          },
        ),
      ],
      'He is a carpenter. He limps a little.',
    ),
  },
  {
    // Registered in the neighbouring Society, where there is one: only a partner can find him.
    branch: 'Harbour',
    upTo: 'open',
    interview: asks(
      { names: [legal('Saba Gebremedhin', 'ti')], languages: ['ti', 'ar'] },
      '+999 555 0108',
      [
        {
          ...sought(
            'child',
            {
              names: [legal('ፊልሞን ተክለ', 'ti'), { text: 'Filmon Tekle', kind: 'document-spelling' }],
              birth: { year: 2011, month: 2, said: 'February 2011' },
              sex: 'male',
              places: [{ kind: 'origin', text: 'Senafe', country: 'ER' }],
              relatives: [relative('mother', legal('Saba Gebremedhin')), relative('father', legal('Tekle Woldu'))],
              protection: ['child'],
            },
            {
              year: 2026,
              month: 2,
              place: 'Kassala',
              cause: 'migration',
              narrative: 'The lorry left while she was looking for water. He was on it with the other children.',
            },
          ),
          basis: mayBeAskedOf('partner:SUD', basisOfSought),
        },
      ],
      'My son is fifteen. He can write his name in three scripts.',
      mayBeAskedOf('partner:SUD', consentOfEnquirer),
    ),
  },
  {
    branch: 'Harbour',
    upTo: 'pre-case',
    interview: {
      enquirer: {
        person: {
          names: [usual('Daw Khin')],
          languages: ['my'],
          contacts: [{ kind: 'phone', value: '+999 555 0107', safeHours: 'mornings' }],
        },
      },
      soughtPersons: [
        {
          relation: 'other',
          person: {
            names: [legal('ထွန်းထွန်းဝင်း', 'my'), { text: 'Tun Tun Win', kind: 'document-spelling' }],
            sex: 'male',
          },
        },
      ],
      story: 'She is looking for her nephew. The interview is still to come.',
    },
  },
];

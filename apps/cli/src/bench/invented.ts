import { fuzzyDate, type FuzzyDate, type SpokenDate } from '#libs/kernel';
import { compare, DEFAULT_MODEL, USUAL_POPULATION, type PersonProfile } from '#libs/linkage';
import { asRegistered, asSought, randomFrom, type SyntheticPerson, type WrittenPerson } from '#libs/synthetic';

const BASIS = {
  legalBasis: 'public-interest',
  purposes: ['trace', 'match-within-society'],
  givenBy: 'not-asked',
  how: 'none',
};
const CONSENT = {
  ...BASIS,
  legalBasis: 'consent',
  givenBy: 'self',
  how: 'spoken',
  noticeVersion: '1',
  noticeLanguage: 'en',
};

/** What the two forms say of somebody: would the engine, among so many persons, propose them as one? */
export function areAlike(person: SyntheticPerson, persons: number): boolean {
  const { band } = compare(
    asTheFormSays(toldOf(person)),
    asTheFormSays(writtenOf(person)),
    DEFAULT_MODEL,
    Math.max(persons, USUAL_POPULATION),
  );
  return band !== undefined;
}

/** A form has no parts of names, and of a birth that is not known to the day the year alone. */
function asTheFormSays({ profile }: WrittenPerson): PersonProfile {
  const { names, birth, relatives = [] } = profile;
  const bare = (some: PersonProfile['names']) => some.map(({ text }) => ({ text }));
  return {
    ...profile,
    names: bare(names),
    birth: birth && fuzzyDate(spokenBirth(birth)),
    relatives: relatives.map(({ kind, names: theirs }) => ({ kind, names: bare(theirs) })),
  };
}

const toldOf = (person: SyntheticPerson) => asSought(person, randomFrom('casework', 'sought', person.id));
const writtenOf = (person: SyntheticPerson) => asRegistered(person, randomFrom('casework', 'registered', person.id));

/** What an enquirer tells of somebody invented, with the errors people make. */
export function interviewAbout(person: SyntheticPerson) {
  const told = toldOf(person);
  return {
    enquirer: {
      person: { names: [{ text: 'Bench Enquirer', kind: 'legal' }] },
      identityChecked: true,
      basis: CONSENT,
    },
    soughtPersons: [
      { person: personOf(told), relation: 'sibling', circumstances: { cause: 'migration' }, basis: BASIS },
    ],
    informationNoticeGiven: true,
  };
}

/** The same somebody, as registered elsewhere. */
export function registrationOf(person: SyntheticPerson) {
  const written = writtenOf(person);
  return {
    kind: 'adult-at-risk',
    registeredOn: '2026-10-12',
    person: personOf(written),
    wantsContact: 'not-asked',
    // A child's guardian would have to agree.
    basis: mayBeMinor(written) ? BASIS : CONSENT,
  };
}

function mayBeMinor({ profile: { birth } }: WrittenPerson): boolean {
  // What is told with "about" reaches some years further.
  return birth === undefined || Number(birth.latest.slice(0, 4)) > new Date().getFullYear() - 30;
}

function personOf({ profile }: WrittenPerson) {
  const { names, sex, birth, places = [], relatives = [], phones = [] } = profile;
  const nameOf = (text: string) => ({ text, kind: 'legal' as const });
  return {
    names: names.map(({ text }) => nameOf(text)),
    ...(sex && { sex }),
    ...(birth && { birth: spokenBirth(birth) }),
    places: places.map(({ text, country }) => ({ kind: 'origin', text, ...(country && { country }) })),
    relatives: relatives.map(({ kind, names: theirs }) => ({ kind, names: theirs.map(({ text }) => nameOf(text)) })),
    contacts: phones.map((value) => ({ kind: 'phone', value })),
  };
}

function spokenBirth({ earliest, latest }: FuzzyDate): SpokenDate {
  const [year, month, day] = earliest.split('-').map(Number) as [number, number, number];
  return earliest === latest ? { year, month, day } : { year, about: true };
}

import type { Violation } from '#libs/kernel';
import { mayBeChild, type PersonDetails } from '#libs/people';
import type { RegistrationInput, RegistrationKind, WantsContact } from './registration-details.js';

const CHILDREN: readonly RegistrationKind[] = ['unaccompanied-child', 'separated-child'];

export function isChildKind(kind: RegistrationKind): boolean {
  return CHILDREN.includes(kind);
}

/** A child by kind, by age or by flag: in doubt a child. Pure. */
export function isAboutChild(kind: RegistrationKind, details: PersonDetails, now: Date): boolean {
  return isChildKind(kind) || mayBeChild(details, now);
}

/** What a kind cannot do without: the first violation, or none. Everything else may be told later. Pure. */
export function kindProblem({ kind, person, found, members, wantsContact }: RegistrationInput): Violation | undefined {
  if (kind !== 'unidentified-deceased') {
    if (person.names.length === 0) return NEEDS_NAME;
    if (found) return problem('found', 'registration.not-of-this-kind', 'Only somebody who was found dead has this.');
  } else {
    if (!found?.documentedSource.trim()) return NEEDS_SOURCE;
    if (!canBeRecognised({ person, found })) return NEEDS_TRAIT;
    if ((wantsContact ?? 'not-asked') !== 'not-asked') return CANNOT_BE_ASKED;
  }
  const nameless = members?.findIndex((member) => member.person.names.length === 0) ?? -1;
  return nameless >= 0 ? { ...NEEDS_NAME, path: `members.${nameless}.person.names` } : undefined;
}

/** What is known now of the things a kind should have before long. */
export interface KindFacts {
  kind: RegistrationKind;
  careRecorded: boolean;
  caregiver: boolean;
  ownWords: boolean;
  bestInterestsDecided: boolean;
  detentionPlace: boolean;
  members: number;
  wantsContact: WantsContact;
  followUpPlanned: boolean;
}

export const STILL_NEEDED = [
  'care-arrangement',
  'caregiver',
  'own-words',
  'best-interests-decision',
  'detention-place',
  'household-members',
  'wishes-about-contact',
  'follow-up',
] as const;
export type StillNeeded = (typeof STILL_NEEDED)[number];

/** What each kind should have before long, as codes: nobody is turned away because it is not known on the first day. */
const SHOULD_HAVE: Record<RegistrationKind, readonly StillNeeded[]> = {
  'unaccompanied-child': [
    'care-arrangement',
    'own-words',
    'best-interests-decision',
    'wishes-about-contact',
    'follow-up',
  ],
  'separated-child': [
    'caregiver',
    'care-arrangement',
    'own-words',
    'best-interests-decision',
    'wishes-about-contact',
    'follow-up',
  ],
  'adult-at-risk': ['wishes-about-contact', 'follow-up'],
  elderly: ['wishes-about-contact', 'follow-up'],
  'sick-or-injured': ['wishes-about-contact', 'follow-up'],
  detained: ['detention-place', 'wishes-about-contact', 'follow-up'],
  'safe-and-well': [],
  'displaced-household': ['household-members', 'wishes-about-contact'],
  'unidentified-deceased': [],
};

/** Pure. */
export function stillNeeded(facts: KindFacts): StillNeeded[] {
  const there: Record<StillNeeded, boolean> = {
    'care-arrangement': facts.careRecorded,
    caregiver: facts.caregiver,
    'own-words': facts.ownWords,
    'best-interests-decision': facts.bestInterestsDecided,
    'detention-place': facts.detentionPlace,
    'household-members': facts.members > 0,
    'wishes-about-contact': facts.wantsContact !== 'not-asked',
    'follow-up': facts.followUpPlanned,
  };
  return SHOULD_HAVE[facts.kind].filter((need) => !there[need]);
}

/** How soon somebody of this kind is looked at again; `undefined` where nobody has to. Pure. */
export function shouldBeFollowedUp(kind: RegistrationKind): 'urgent' | 'usual' | undefined {
  if (!SHOULD_HAVE[kind].includes('follow-up')) return undefined;
  return isChildKind(kind) || kind === 'detained' ? 'urgent' : 'usual';
}

function canBeRecognised({ person, found }: Pick<RegistrationInput, 'person' | 'found'>): boolean {
  const { names, marks, sensitiveMarks, documents = [] } = person;
  return (
    names.length > 0 || documents.length > 0 || Boolean(marks ?? sensitiveMarks ?? found?.place ?? found?.belongings)
  );
}

function problem(path: string, code: string, message: string): Violation {
  return { path, code, message };
}

const NEEDS_NAME = problem(
  'person.names',
  'registration.needs-name',
  'Give at least one name. Only somebody who was found dead and is not identified may have none.',
);
const NEEDS_SOURCE = problem(
  'found.documentedSource',
  'registration.needs-source',
  'Name the document this death is known from, and who holds it.',
);
const NEEDS_TRAIT = problem(
  'found',
  'registration.needs-trait',
  'Record something the person can be recognised by: marks, documents, belongings, or the place.',
);
const CANNOT_BE_ASKED = problem(
  'wantsContact',
  'registration.cannot-be-asked',
  'The dead cannot be asked. Leave the wish about contact at "not asked".',
);

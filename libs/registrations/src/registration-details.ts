import type { BasisInput } from '#libs/consent';
import type { Sensitivity } from '#libs/kernel';
import type { PersonInput, PlaceInput, RelationKind } from '#libs/people';

export const REGISTRATION_KINDS = [
  'unaccompanied-child',
  'separated-child',
  'adult-at-risk',
  'elderly',
  'sick-or-injured',
  'detained',
  'safe-and-well',
  'displaced-household',
  'unidentified-deceased',
] as const;
export type RegistrationKind = (typeof REGISTRATION_KINDS)[number];

/** "Does not want contact" is a valid answer. */
export const WANTS_CONTACT = ['yes', 'no', 'not-asked'] as const;
export type WantsContact = (typeof WANTS_CONTACT)[number];

/** How somebody who died without a name was found. */
export interface FoundDead {
  /** The document it is known from, and who holds it. */
  documentedSource: string;
  /** Where; the day is that of the registration where nothing else is said. */
  place?: PlaceInput;
  belongings?: string;
}

/** What is sealed of a registration itself, under its own key. */
export interface RegistrationDetails {
  place?: PlaceInput;
  circumstances?: string;
  caregiver?: string;
  /** What the caregiver is to the child, by family or by custom. */
  caregiverRelation?: RelationKind;
  guardian?: string;
  careArrangement?: string;
  /** What a child says, in the child's own words. */
  ownWords?: string;
  found?: FoundDead;
}

/** What of an input is kept with the registration itself. */
export function detailsOfRegistration(input: RegistrationDetails): RegistrationDetails {
  const { place, circumstances, caregiver, caregiverRelation, guardian, careArrangement, ownWords, found } = input;
  return { place, circumstances, caregiver, caregiverRelation, guardian, careArrangement, ownWords, found };
}

export interface NoteInput {
  text: string;
  /** When it was written, ISO 8601, where known. */
  writtenAt?: string;
  /** Its id in the system it came from. */
  sourceId?: string;
}

/** Somebody else of a household that is registered together. */
export interface MemberInput {
  person: PersonInput;
  /** What they are to the person the registration is about. */
  relation: RelationKind;
  /** On what their own data is used; the basis of the registration where nothing else is said. */
  basis?: BasisInput;
}

/** A record of a person met in the field. */
export interface RegistrationInput extends RegistrationDetails {
  kind: RegistrationKind;
  sensitivity?: Sensitivity;
  person: PersonInput;
  /** `YYYY-MM-DD`. */
  registeredOn: string;
  wantsContact?: WantsContact;
  basis: BasisInput;
  members?: MemberInput[];
  notes?: NoteInput[];
  /** The record's id in the system it came from, so that importing it again adds nothing twice. */
  sourceId?: string;
}

/** Why a registration ends. */
export const REGISTRATION_OUTCOMES = [
  'in-contact-with-family',
  'reunited',
  'identified',
  'needs-met',
  'wants-no-contact',
  'died',
  'moved-on',
  'duplicate',
  'notice-ran-out',
  'other',
] as const;
export type RegistrationOutcome = (typeof REGISTRATION_OUTCOMES)[number];

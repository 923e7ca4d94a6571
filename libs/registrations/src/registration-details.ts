import type { BasisInput } from '#libs/consent';
import type { Sensitivity } from '#libs/kernel';
import type { PersonInput, PlaceInput } from '#libs/people';

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

/** What is sealed of a registration itself, under its own key. */
export interface RegistrationDetails {
  place?: PlaceInput;
  circumstances?: string;
  caregiver?: string;
  careArrangement?: string;
}

export interface NoteInput {
  text: string;
  /** When it was written, ISO 8601, where known. */
  writtenAt?: string;
  /** Its id in the system it came from. */
  sourceId?: string;
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
  notes?: NoteInput[];
  /** The record's id in the system it came from, so that importing it again adds nothing twice. */
  sourceId?: string;
}

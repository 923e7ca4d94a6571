import type { BasisInput } from '#libs/consent';
import type { FuzzyDate, PersonId } from '#libs/kernel';
import { at, dateOf, type BirthInput, type PersonInput, type RelationKind } from '#libs/people';

/** How contact was lost; the list of the field. */
export const CAUSES = [
  'armed-conflict',
  'other-violence',
  'disaster',
  'migration',
  'detention',
  'population-movement',
  'medical-evacuation',
  'trafficking',
  'abandonment',
  'death-of-caregiver',
  'adoption-or-care-placement',
  'other',
] as const;
export type Cause = (typeof CAUSES)[number];

/** Where, when and how contact was lost, as it was told. */
export interface CircumstancesInput {
  lostContact?: BirthInput;
  place?: string;
  cause?: Cause;
  withWhom?: string;
  lastNews?: string;
  narrative?: string;
}

export interface Circumstances extends CircumstancesInput {
  lostContactDate?: FuzzyDate;
}

export interface SoughtPersonInput {
  /** Of a sought person who is in the request already. */
  id?: PersonId;
  person: PersonInput;
  /** What the sought person is to the enquirer. */
  relation: RelationKind;
  circumstances?: CircumstancesInput;
  basis?: BasisInput;
}

/** All that an enquirer tells. It may stay incomplete until the interview is handed in. */
export interface InterviewInput {
  enquirer: { person: PersonInput; identityChecked?: boolean; basis?: BasisInput };
  soughtPersons?: SoughtPersonInput[];
  informationNoticeGiven?: boolean;
  story?: string;
}

/** What is sealed of a request itself, under the key of the case. */
export interface Story {
  story?: string;
  question?: string;
  refusal?: { reason: string; referralKind?: string; referredTo?: string; referral?: string };
  hold?: { reason: string };
  closing?: { words: string };
  withdrawal?: { words: string };
  /** What was new when the request was opened again. */
  reopening?: { words: string };
}

/** @throws InvalidInput where a date does not exist */
export function circumstancesOf(input: CircumstancesInput = {}, path: string): Circumstances {
  const { lostContact } = input;
  return { ...input, ...(lostContact && { lostContactDate: at(`${path}.lostContact`, () => dateOf(lostContact)) }) };
}

/** Something is known of how contact was lost, be it little. */
export function circumstancesKnown({ lostContact, place, cause, narrative }: CircumstancesInput): boolean {
  return Boolean(lostContact ?? place ?? cause ?? narrative);
}

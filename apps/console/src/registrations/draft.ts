import type { ContactWish, RegistrationInput, RegistrationKind, Sensitivity } from '../api/types.js';
import {
  emptyBasis,
  emptyPerson,
  emptyPlace,
  type BasisDraft,
  type PersonDraft,
  type PlaceDraft,
} from '../persons/draft.js';
import { basisOf, personOf, tidied } from '../persons/told.js';

export interface RegistrationDraft {
  kind: RegistrationKind | '';
  sensitivity: Sensitivity | '';
  person: PersonDraft;
  registeredOn: string;
  place: PlaceDraft;
  circumstances: string;
  caregiver: string;
  careArrangement: string;
  wantsContact: ContactWish | '';
  basis: BasisDraft;
}

export const emptyRegistration = (today: string): RegistrationDraft => ({
  kind: '',
  sensitivity: '',
  person: emptyPerson(),
  registeredOn: today,
  place: emptyPlace('registered'),
  circumstances: '',
  caregiver: '',
  careArrangement: '',
  wantsContact: '',
  basis: emptyBasis(),
});

export type MissingAnswer = 'kind' | 'name' | 'day' | 'basis';

/** What must be answered before it is sent. Where nobody knows a name, what people call the person is written down. */
export function missingAnswers(draft: RegistrationDraft): MissingAnswer[] {
  const missing: MissingAnswer[] = [];
  if (!draft.kind) missing.push('kind');
  if (!draft.person.names.some((name) => name.text.trim())) missing.push('name');
  if (!draft.registeredOn) missing.push('day');
  if (!basisOf(draft.basis)) missing.push('basis');
  return missing;
}

export const tidiedRegistration = (draft: RegistrationDraft): RegistrationDraft => ({
  ...draft,
  person: tidied(draft.person),
});

/** @returns undefined while an answer is missing that cannot be left out */
export function registrationOf(draft: RegistrationDraft, today: string): RegistrationInput | undefined {
  const basis = basisOf(draft.basis);
  if (!draft.kind || !draft.registeredOn || !basis) return undefined;
  const { place } = draft;
  return {
    kind: draft.kind,
    ...(draft.sensitivity && { sensitivity: draft.sensitivity }),
    person: personOf(draft.person, today),
    registeredOn: draft.registeredOn,
    ...(place.text.trim() && {
      place: { kind: place.kind, text: place.text.trim(), ...(place.country && { country: place.country }) },
    }),
    ...(draft.circumstances.trim() && { circumstances: draft.circumstances.trim() }),
    ...(draft.caregiver.trim() && { caregiver: draft.caregiver.trim() }),
    ...(draft.careArrangement.trim() && { careArrangement: draft.careArrangement.trim() }),
    ...(draft.wantsContact && { wantsContact: draft.wantsContact }),
    basis,
  };
}

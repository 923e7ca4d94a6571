import type { BasisInput, NameRole, PersonInput, RememberedDate } from '../api/types.js';
import { westernDigits } from '../sign-in/digits.js';
import {
  emptyBasis,
  emptyContact,
  emptyDate,
  emptyName,
  emptyPlace,
  newRow,
  type BasisDraft,
  type DateDraft,
  type NameDraft,
  type PersonDraft,
} from './draft.js';

/** A whole number as typed in any digits; undefined where it is none. */
export function numberOf(typed: string): number | undefined {
  const digits = westernDigits(typed);
  return /^\d+$/.test(digits) ? Number(digits) : undefined;
}

export function dateOf(draft: DateDraft): RememberedDate | undefined {
  const year = numberOf(draft.year);
  if (year === undefined) return undefined;
  const month = numberOf(draft.month);
  const day = month === undefined ? undefined : numberOf(draft.day);
  return {
    ...(draft.said.trim() && { said: draft.said.trim() }),
    calendar: draft.calendar,
    year,
    ...(month !== undefined && { month }),
    ...(day !== undefined && { day }),
    ...(draft.about && { about: true }),
  };
}

export function birthOf(draft: DateDraft, today: string): RememberedDate | undefined {
  if (draft.mode === 'date') return dateOf(draft);
  const age = numberOf(draft.age);
  if (age === undefined) return undefined;
  return { ...(draft.said.trim() && { said: draft.said.trim() }), age, statedOn: draft.statedOn || today };
}

export function draftOfDate(date: RememberedDate | undefined): DateDraft {
  const empty = emptyDate();
  if (!date) return empty;
  const said = date.said ?? '';
  if (date.age !== undefined)
    return { ...empty, mode: 'age', said, age: String(date.age), statedOn: date.statedOn ?? '' };
  return {
    ...empty,
    said,
    calendar: date.calendar ?? 'gregorian',
    year: date.year === undefined ? '' : String(date.year),
    month: date.month === undefined ? '' : String(date.month),
    day: date.day === undefined ? '' : String(date.day),
    about: date.about ?? false,
  };
}

const text = <K extends string>(key: K, value: string) =>
  (value.trim() ? { [key]: value.trim() } : {}) as Partial<Record<K, string>>;
const list = <K extends string, T>(key: K, value: T[]) =>
  (value.length > 0 ? { [key]: value } : {}) as Partial<Record<K, T[]>>;
const PART_ORDER: readonly NameRole[] = ['title', 'given', 'father', 'grandfather', 'family', 'clan', 'unknown'];

export const namesOf = (names: readonly NameDraft[]): PersonInput['names'] =>
  names
    .filter((name) => name.text.trim())
    .map((name) => ({
      text: name.text.trim(),
      kind: name.kind,
      ...text('language', name.language),
      ...list(
        'parts',
        PART_ORDER.flatMap((role) => {
          const part = name.parts[role]?.trim();
          return part ? [{ role, text: part }] : [];
        }),
      ),
    }));

/** Lines that were added but stayed empty are left out, so that lines on screen and in a refusal count the same. */
export function tidied(person: PersonDraft): PersonDraft {
  const named = person.names.filter((name) => name.text.trim());
  return {
    ...person,
    names: named.length > 0 ? named : person.names.slice(0, 1),
    places: person.places.filter((place) => place.text.trim()),
    contacts: person.contacts.filter((contact) => contact.value.trim()),
    relatives: person.relatives.filter((relative) => namesOf(relative.names).length > 0),
  };
}

export function personOf(draft: PersonDraft, today: string): PersonInput {
  const birth = birthOf(draft.birth, today);
  return {
    names: namesOf(draft.names),
    ...(birth && { birth }),
    ...(draft.sex && { sex: draft.sex }),
    ...list('languages', draft.languages),
    ...list(
      'places',
      draft.places
        .filter((place) => place.text.trim())
        .map((place) => ({
          kind: place.kind,
          text: place.text.trim(),
          ...text('country', place.country),
          ...text('postcode', place.postcode),
        })),
    ),
    ...text('occupation', draft.occupation),
    ...text('marks', draft.marks),
    ...list(
      'contacts',
      draft.contacts
        .filter((contact) => contact.value.trim())
        .map((contact) => ({
          kind: contact.kind,
          value: contact.value.trim(),
          ...text('safeHours', contact.safeHours),
          ...text('language', contact.language),
          ...text('mayBeSaid', contact.mayBeSaid),
        })),
    ),
    ...list('documents', draft.documents),
    ...list(
      'relatives',
      draft.relatives
        .map((relative) => ({ relative, names: namesOf(relative.names), birth: birthOf(relative.birth, today) }))
        .filter(({ names }) => names.length > 0)
        .map(({ relative, names, birth: born }) => ({ kind: relative.kind, names, ...(born && { birth: born }) })),
    ),
    ...list('protection', draft.protection),
  };
}

const draftOfNames = (names: PersonInput['names']): NameDraft[] =>
  names.length === 0
    ? [emptyName()]
    : names.map((name) => ({
        row: newRow(),
        text: name.text,
        kind: name.kind,
        language: name.language ?? '',
        parts: Object.fromEntries((name.parts ?? []).map((part) => [part.role, part.text])),
      }));

export function draftOfPerson(person: PersonInput): PersonDraft {
  return {
    names: draftOfNames(person.names),
    birth: draftOfDate(person.birth),
    sex: person.sex ?? '',
    languages: person.languages ?? [],
    places: (person.places ?? []).map((place) => ({ ...emptyPlace(place.kind), ...place })),
    occupation: person.occupation ?? '',
    marks: person.marks ?? '',
    contacts: (person.contacts ?? []).map((contact) => ({ ...emptyContact(), ...contact })),
    documents: person.documents ?? [],
    relatives: (person.relatives ?? []).map((relative) => ({
      row: newRow(),
      kind: relative.kind,
      names: draftOfNames(relative.names),
      birth: draftOfDate(relative.birth),
    })),
    protection: person.protection ?? [],
  };
}

/** A basis is sent once it says who agreed how; until then it is not recorded. */
export function basisOf(draft: BasisDraft): BasisInput | undefined {
  const { legalBasis, givenBy, how } = draft;
  if (!legalBasis || !givenBy || !how) return undefined;
  return {
    legalBasis,
    purposes: draft.purposes,
    givenBy,
    how,
    ...text('noticeVersion', draft.noticeVersion),
    ...text('noticeLanguage', draft.noticeLanguage),
    ...text('rationale', draft.rationale),
    ...list('restrictions', draft.restrictions),
    ...text('validUntil', draft.validUntil),
  };
}

export const draftOfBasis = (basis: BasisInput | undefined): BasisDraft => ({ ...emptyBasis(), ...basis });

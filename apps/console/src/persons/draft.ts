import type {
  CalendarName,
  ContactKind,
  GivenBy,
  GivenHow,
  LegalBasis,
  NameKind,
  NameRole,
  PlaceKind,
  ProtectionFlag,
  Purpose,
  RelativeKind,
} from '../api/types.js';

/**
 * What is being typed. Everything is text and nothing is missing, so that no half-written answer is lost;
 * `told.ts` turns it into what the service takes, leaving out what is empty. `row` only tells lines apart on screen.
 */
export interface NameDraft {
  row: string;
  text: string;
  kind: NameKind;
  language: string;
  parts: Partial<Record<NameRole, string>>;
}
export interface DateDraft {
  mode: 'date' | 'age';
  said: string;
  calendar: CalendarName;
  year: string;
  month: string;
  day: string;
  about: boolean;
  age: string;
  statedOn: string;
}
export interface PlaceDraft {
  row: string;
  kind: PlaceKind;
  text: string;
  country: string;
  postcode: string;
}
export interface ContactDraft {
  row: string;
  kind: ContactKind;
  value: string;
  safeHours: string;
  language: string;
  mayBeSaid: string;
}
export interface RelativeDraft {
  row: string;
  kind: RelativeKind;
  names: NameDraft[];
  birth: DateDraft;
}
export interface PersonDraft {
  names: NameDraft[];
  birth: DateDraft;
  sex: '' | 'female' | 'male';
  languages: string[];
  places: PlaceDraft[];
  occupation: string;
  marks: string;
  contacts: ContactDraft[];
  documents: { kind: string; number: string }[];
  relatives: RelativeDraft[];
  protection: ProtectionFlag[];
}
export interface BasisDraft {
  legalBasis: LegalBasis | '';
  purposes: Purpose[];
  givenBy: GivenBy | '';
  how: GivenHow | '';
  noticeVersion: string;
  noticeLanguage: string;
  rationale: string;
  restrictions: string[];
  validUntil: string;
}

export const newRow = () => crypto.randomUUID();
export const emptyName = (kind: NameKind = 'usual'): NameDraft => ({
  row: newRow(),
  text: '',
  kind,
  language: '',
  parts: {},
});
export const emptyDate = (): DateDraft => ({
  mode: 'date',
  said: '',
  calendar: 'gregorian',
  year: '',
  month: '',
  day: '',
  about: false,
  age: '',
  statedOn: '',
});
export const emptyPlace = (kind: PlaceKind): PlaceDraft => ({
  row: newRow(),
  kind,
  text: '',
  country: '',
  postcode: '',
});
export const emptyContact = (): ContactDraft => ({
  row: newRow(),
  kind: 'phone',
  value: '',
  safeHours: '',
  language: '',
  mayBeSaid: '',
});
export const emptyRelative = (kind: RelativeKind): RelativeDraft => ({
  row: newRow(),
  kind,
  names: [emptyName()],
  birth: emptyDate(),
});
export const emptyPerson = (): PersonDraft => ({
  names: [emptyName()],
  birth: emptyDate(),
  sex: '',
  languages: [],
  places: [],
  occupation: '',
  marks: '',
  contacts: [],
  documents: [],
  relatives: [],
  protection: [],
});
export const emptyBasis = (): BasisDraft => ({
  legalBasis: '',
  purposes: [],
  givenBy: '',
  how: '',
  noticeVersion: '',
  noticeLanguage: '',
  rationale: '',
  restrictions: [],
  validUntil: '',
});

export const firstNameOf = (person: PersonDraft): string => person.names[0]?.text.trim() ?? '';

/** What the API speaks (v1), written by hand until the types generated from `docs/openapi.json` take its place. */

export const ROLES = [
  'intake-volunteer',
  'caseworker',
  'supervisor',
  'child-protection-specialist',
  'liaison',
  'steward',
  'administrator',
  'analyst',
] as const;
export type Role = (typeof ROLES)[number];

export const SENSITIVITIES = ['open', 'restricted', 'protected'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

export interface Session {
  account: {
    id: string;
    name: string;
    email: string;
    role: Role;
    branchId: string;
    branchName: string;
    society: string;
  };
  demo: boolean;
}
export interface Challenge {
  challenge: string;
  next: 'totp';
}
export interface Enrolment {
  totpUri: string;
  totpSecret: string;
}

/** What every write answers: enough to find the record again, nothing about a person. */
export interface Receipt {
  id: string;
  reference?: string;
  state?: string;
  version: number;
}
export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

export interface Account {
  id: string;
  name: string;
  email: string;
  role: Role;
  branchId: string;
  branchName?: string;
  enrolled?: boolean;
}
export interface Branch {
  id: string;
  name: string;
  code: string;
}

export const WORK_KINDS = [
  'interview',
  'decision',
  'search',
  'match-review',
  'match-confirmation',
  'wishes',
  'review',
] as const;
export type WorkKind = (typeof WORK_KINDS)[number];
export interface WorkItem {
  kind: WorkKind;
  recordId: string;
  reference: string;
  people: { enquirer?: string; relation?: RelativeKind; sought: string[] };
  need: string;
  due?: string;
  late: boolean;
  sensitivity: Sensitivity;
  band?: Band;
}
export interface Work {
  items: WorkItem[];
  counts: Partial<Record<WorkKind, number>>;
}

export const NAME_KINDS = [
  'legal',
  'usual',
  'nickname',
  'religious',
  'alias',
  'before-marriage',
  'document-spelling',
] as const;
export type NameKind = (typeof NAME_KINDS)[number];
export const NAME_ROLES = ['given', 'father', 'grandfather', 'family', 'clan', 'title', 'unknown'] as const;
export type NameRole = (typeof NAME_ROLES)[number];
export interface NameInput {
  text: string;
  kind: NameKind;
  language?: string;
  parts?: { role: NameRole; text: string }[];
}

export const CALENDARS = ['gregorian', 'persian', 'ethiopic', 'islamic'] as const;
export type CalendarName = (typeof CALENDARS)[number];
/** A day, month or year in the speaker's calendar; read back it also carries the Gregorian days it may mean. */
export interface SpokenDate {
  said?: string;
  calendar?: CalendarName;
  year: number;
  month?: number;
  day?: number;
  about?: boolean;
  earliest?: string;
  latest?: string;
}
export interface StatedAge {
  said?: string;
  age: number;
  statedOn: string;
  earliest?: string;
  latest?: string;
}
export type BirthInput = SpokenDate | StatedAge;

export const PLACE_KINDS = ['birth', 'origin', 'residence', 'last-seen', 'registered', 'route'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];
export interface PlaceInput {
  kind: PlaceKind;
  text: string;
  country?: string;
  postcode?: string;
}

export const CONTACT_KINDS = ['phone', 'post', 'messaging', 'reach-through'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];
export interface ContactInput {
  kind: ContactKind;
  value: string;
  safeHours?: string;
  language?: string;
  mayBeSaid?: string;
}

export const RELATIVE_KINDS = [
  'mother',
  'father',
  'sibling',
  'spouse',
  'child',
  'grandparent',
  'aunt-or-uncle',
  'cousin',
  'caregiver',
  'companion',
  'other',
] as const;
export type RelativeKind = (typeof RELATIVE_KINDS)[number];
export interface RelativeInput {
  kind: RelativeKind;
  names: NameInput[];
  birth?: BirthInput;
}

export const PROTECTION_FLAGS = [
  'child',
  'trafficking-risk',
  'persecution-risk',
  'detention',
  'family-violence',
  'witness',
] as const;
export type ProtectionFlag = (typeof PROTECTION_FLAGS)[number];

export interface PersonInput {
  names: NameInput[];
  birth?: BirthInput;
  sex?: 'female' | 'male';
  languages?: string[];
  places?: PlaceInput[];
  occupation?: string;
  marks?: string;
  contacts?: ContactInput[];
  documents?: { kind: string; number: string }[];
  relatives?: RelativeInput[];
  protection?: ProtectionFlag[];
}

export const LEGAL_BASES = [
  'consent',
  'vital-interest',
  'public-interest',
  'legitimate-interest',
  'legal-obligation',
  'contract',
] as const;
export type LegalBasis = (typeof LEGAL_BASES)[number];
export const PURPOSES = [
  'trace',
  'match-within-society',
  'ask-partners-blindly',
  'share-with-partner',
  'share-with-icrc',
  'share-with-authority',
  'publish-enquirer-photo',
  'tell-fate',
  'tell-place',
  'give-contact',
  'pass-message',
  'reunite',
  'refer',
  'statistics',
] as const;
export type Purpose = (typeof PURPOSES)[number];
export const GIVEN_BY = ['self', 'guardian', 'representative', 'not-asked'] as const;
export type GivenBy = (typeof GIVEN_BY)[number];
export const GIVEN_HOW = ['spoken', 'signed', 'thumbprint', 'witnessed', 'none'] as const;
export type GivenHow = (typeof GIVEN_HOW)[number];
export interface BasisInput {
  legalBasis: LegalBasis;
  purposes: Purpose[];
  givenBy: GivenBy;
  how: GivenHow;
  noticeVersion?: string;
  noticeLanguage?: string;
  rationale?: string;
  restrictions?: string[];
  validUntil?: string;
}

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
export interface Circumstances {
  lostContact?: SpokenDate;
  place?: string;
  cause?: Cause;
  withWhom?: string;
  lastNews?: string;
  narrative?: string;
}
export interface SoughtPersonInput {
  id?: string;
  person: PersonInput;
  /** The sought person is the enquirer's … */
  relation: RelativeKind;
  circumstances?: Circumstances;
  basis?: BasisInput;
}
export interface Interview {
  enquirer?: { id?: string; person: PersonInput; identityChecked?: boolean; basis?: BasisInput };
  soughtPersons?: SoughtPersonInput[];
  informationNoticeGiven?: boolean;
  story?: string;
}

export const REQUEST_STATES = [
  'pre-case',
  'submitted',
  'open',
  'refused',
  'on-hold',
  'enquirer-unreachable',
  'located',
  'result-ready',
  'result-approved',
  'result-delivered',
  'closed',
] as const;
export type RequestState = (typeof REQUEST_STATES)[number];
export interface NextAction {
  code: string;
  due: string;
}
export interface AccountRef {
  id: string;
  name: string;
}
export interface TracingRequestSummary {
  id: string;
  reference: string;
  state: RequestState;
  sensitivity: Sensitivity;
  enquirer?: string;
  sought: string[];
  owner?: AccountRef;
  nextAction?: NextAction;
  reviewOn?: string;
  openedOn: string;
  version: number;
}
/** A button of the record: what may be done now, and where it may not, why. */
export interface OfferedAction {
  action: string;
  allowed: boolean;
  reasons?: { code: string; message: string }[];
}
export interface TimelineEntry {
  at: string;
  action: string;
  by: string;
}
export interface TracingRequest {
  id: string;
  reference: string;
  state: RequestState;
  sensitivity: Sensitivity;
  branch: AccountRef;
  owner?: AccountRef;
  interviewer?: AccountRef;
  nextAction?: NextAction;
  reviewOn?: string;
  openedOn: string;
  version: number;
  interview: Interview;
  /** What the supervisor still wants to know, where the interview was sent back. */
  question?: string;
  matches: { id: string; state: MatchState; band: Band }[];
  actions: OfferedAction[];
  timeline: TimelineEntry[];
}

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
export const CONTACT_WISHES = ['yes', 'no', 'not-asked'] as const;
export interface RegistrationInput {
  kind: RegistrationKind;
  sensitivity?: Sensitivity;
  person: PersonInput;
  registeredOn: string;
  place?: PlaceInput;
  circumstances?: string;
  caregiver?: string;
  careArrangement?: string;
  wantsContact?: (typeof CONTACT_WISHES)[number];
  basis: BasisInput;
}
export interface RegistrationSummary {
  id: string;
  reference: string;
  kind: RegistrationKind;
  sensitivity: Sensitivity;
  person: string;
  place?: string;
  registeredOn: string;
  version: number;
}
export interface Registration extends RegistrationInput {
  id: string;
  reference: string;
  sensitivity: Sensitivity;
  branch: AccountRef;
  notes: { at?: string; text: string }[];
  version: number;
}

export const MATCH_STATES = [
  'proposed',
  'in-review',
  'needs-information',
  'probable',
  'confirmed',
  'rejected',
  'superseded',
] as const;
export type MatchState = (typeof MATCH_STATES)[number];
export type Band = 'strong' | 'possible' | 'weak';
export type Level = 'exact' | 'close' | 'alias' | 'other-script' | 'partial' | 'different' | 'unknown';
export interface Evidence {
  field: string;
  level: Level;
  reason: string;
  /** Bits: each point doubles (or halves) the odds. */
  weight: number;
  left?: string;
  right?: string;
  reading?: string;
}
export interface MatchSummary {
  id: string;
  state: MatchState;
  band: Band;
  probability: number;
  requestReference: string;
  registrationReference: string;
  sought: string;
  registered: string;
  proposedAt: string;
  version: number;
}
export interface MatchReview {
  stage: 'first' | 'second';
  by: { name: string };
  at: string;
  decision: string;
  reason?: string;
}
export interface PotentialMatch {
  id: string;
  state: MatchState;
  version: number;
  band: Band;
  /** Of 100 pairs like this, between `low` and `high` are the same person. */
  bandMeaning: { low: number; high: number; about: number };
  probability: number;
  weight: number;
  prior: number;
  request: { id?: string; reference: string; relation: RelativeKind; enquirer?: string };
  registration: { id?: string; reference: string; kind: RegistrationKind; place?: string };
  soughtName: string;
  registeredName: string;
  evidence: Evidence[];
  reviews: MatchReview[];
  neededReviewers: number;
  settle: string[];
  actions: OfferedAction[];
}

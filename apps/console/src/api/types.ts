import type { components } from './schema.js';

/**
 * The words of the API under short names. Shapes come from the generated schema; the lists beside them are for choices on
 * screen, and `satisfies` refuses any that the service does not know.
 */
type Schema = components['schemas'];

export const ROLES = [
  'intake-volunteer',
  'caseworker',
  'supervisor',
  'child-protection-specialist',
  'liaison',
  'steward',
  'administrator',
  'analyst',
] as const satisfies readonly Schema['Role'][];
export type Notice = Schema['InformationNoticeDto'];
export type Role = Schema['Role'];

export const SENSITIVITIES = ['open', 'restricted', 'protected'] as const satisfies readonly Schema['Sensitivity'][];
export type Sensitivity = Schema['Sensitivity'];

export const WORK_KINDS = [
  'interview',
  'decision',
  'approval',
  'search',
  'search-action',
  'match-review',
  'match-confirmation',
  'wishes',
  'result',
  'contact',
  'review',
  'task',
] as const satisfies readonly Schema['WorkKind'][];
export type WorkKind = Schema['WorkKind'];

export const NAME_KINDS = [
  'legal',
  'usual',
  'nickname',
  'religious',
  'alias',
  'before-marriage',
  'document-spelling',
] as const satisfies readonly Schema['NameKind'][];
export type NameKind = Schema['NameKind'];

export type NameRole = Schema['NamePartRole'];

export const CALENDARS = [
  'gregorian',
  'persian',
  'ethiopic',
  'islamic',
] as const satisfies readonly Schema['Calendar'][];
export type CalendarName = Schema['Calendar'];

export const PLACE_KINDS = [
  'birth',
  'origin',
  'residence',
  'last-seen',
  'registered',
  'route',
] as const satisfies readonly Schema['PlaceKind'][];
export type PlaceKind = Schema['PlaceKind'];

export const CONTACT_KINDS = [
  'phone',
  'post',
  'messaging',
  'reach-through',
] as const satisfies readonly Schema['ContactKind'][];
export type ContactKind = Schema['ContactKind'];

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
] as const satisfies readonly Schema['RelationKind'][];
export type RelativeKind = Schema['RelationKind'];

export const PROTECTION_FLAGS = [
  'child',
  'trafficking-risk',
  'persecution-risk',
  'detention',
  'family-violence',
  'witness',
] as const satisfies readonly Schema['ProtectionFlag'][];
export type ProtectionFlag = Schema['ProtectionFlag'];

export const LEGAL_BASES = [
  'consent',
  'vital-interest',
  'public-interest',
  'legitimate-interest',
  'legal-obligation',
  'contract',
] as const satisfies readonly Schema['LegalBasis'][];
export type LegalBasis = Schema['LegalBasis'];

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
] as const satisfies readonly Schema['Purpose'][];
export type Purpose = Schema['Purpose'];

export const GIVEN_BY = [
  'self',
  'guardian',
  'representative',
  'not-asked',
] as const satisfies readonly Schema['GivenBy'][];
export type GivenBy = Schema['GivenBy'];

export const GIVEN_HOW = [
  'spoken',
  'signed',
  'thumbprint',
  'witnessed',
  'none',
] as const satisfies readonly Schema['GivenHow'][];
export type GivenHow = Schema['GivenHow'];

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
] as const satisfies readonly Schema['Cause'][];
export type Cause = Schema['Cause'];

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
] as const satisfies readonly Schema['TracingRequestState'][];
export type RequestState = Schema['TracingRequestState'];

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
] as const satisfies readonly Schema['RegistrationKind'][];
export type RegistrationKind = Schema['RegistrationKind'];

export const CONTACT_WISHES = ['yes', 'no', 'not-asked'] as const satisfies readonly Schema['WantsContact'][];
export type ContactWish = Schema['WantsContact'];

export const MATCH_STATES = [
  'proposed',
  'in-review',
  'needs-information',
  'probable',
  'confirmed',
  'rejected',
  'superseded',
] as const satisfies readonly Schema['PotentialMatchState'][];
export type MatchState = Schema['PotentialMatchState'];

export const REFUSAL_REASONS = [
  'outside-criteria',
  'no-family-link',
  'not-humanitarian',
  'would-do-harm',
  'duplicate',
  'other',
] as const satisfies readonly Schema['RefusalReason'][];
export type RefusalReason = Schema['RefusalReason'];

export type Band = Schema['Band'];
export type Level = Schema['Level'];

export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

export type Session = Schema['SessionDto'];
export type Challenge = Schema['ChallengeDto'];
export type Enrolment = Schema['TotpSetUpDto'];
export type PasskeyQuestion = Schema['PasskeyQuestionDto'];
export type PasskeyAnswer = Schema['PasskeyAnswerDto'];
export type OwnAccount = Schema['OwnAccountDto'];
export type Passkey = Schema['PasskeyDto'];
export type NewPasskeyQuestion = Schema['NewPasskeyQuestionDto'];
export type MadePasskey = Schema['MadePasskeyDto'];
export type Receipt = Schema['ReceiptDto'];
export type Invited = Schema['InvitedDto'];
export type Account = Schema['AccountDto'];
export type AccountState = Schema['AccountState'];
export type Branch = Schema['BranchDto'];
export type Colleague = Schema['ColleagueDto'];
export type Work = Schema['WorkDto'];
export type WorkItem = Schema['WorkItemDto'];
export type PersonInput = Schema['PersonDto'];
export type BasisInput = Schema['BasisDto'];
export type SoughtPersonInput = Schema['SoughtPersonDto'];
export type Interview = Schema['InterviewDto'];
export type NextAction = Schema['NextActionInputDto'];
export type Refusal = Schema['RefuseDto'];
export type TracingRequest = Schema['TracingRequestDto'];
export type TracingRequestSummary = Schema['RequestLineDto'];
export type OfferedAction = Schema['StepDto'];
export type RegistrationInput = Schema['NewRegistrationDto'];
export type RegistrationSummary = Schema['RegistrationLineDto'];
export type Registration = Schema['RegistrationDto'];
export type Evidence = Schema['EvidenceDto'];
export type MatchSummary = Schema['MatchLineDto'];
export type PotentialMatch = Schema['PotentialMatchDto'];
/** A birth or another remembered date: a day, month or year in the speaker's calendar, or an age on a day. */
export type RememberedDate = Schema['SpokenDateDto'];

/** The languages of the portal. */
export const PORTAL_LANGUAGES = [
  'en',
  'fr',
  'es',
  'ar',
  'fa-AF',
  'ps',
  'ti',
  'so',
  'uk',
  'ru',
] as const satisfies readonly Schema['PortalLanguage'][];
export type PortalLanguage = Schema['PortalLanguage'];
export type FamilyDesk = Schema['FamilyDeskDto'];
export type FamilyCard = Schema['FamilyCardDto'];
export type FamilyLetter = Schema['FamilyMessageDto'];
export type IssuedCard = Schema['IssuedFamilyCardDto'];

import type { components } from './schema.js';

/** The words of partners and the exchange under short names; see types.ts. */
type Schema = components['schemas'];

export const EXCHANGE_PURPOSES = [
  'share-with-partner',
  'ask-partners-blindly',
  'share-with-icrc',
  'refer',
] as const satisfies readonly Schema['ExchangePurpose'][];
export const DISTRUST_REASONS = [
  'compromise',
  'alarm',
  'keys-lost',
  'agreement-ended',
  'mistake',
] as const satisfies readonly Schema['DistrustReason'][];
export type DistrustReason = Schema['DistrustReason'];
export type ExchangePurpose = Schema['ExchangePurpose'];
export type PartnerState = Schema['PartnerState'];
export type Partner = Schema['PartnerDto'];
export type NewPartner = Schema['NewPartnerDto'];
export type PartnerKeyInput = Schema['PartnerKeyDto'];

/** What an enquiry may carry. */
export const ENQUIRY_FIELDS = [
  'names',
  'sex',
  'birth',
  'places',
  'languages',
  'occupation',
  'marks',
  'relation',
  'relatives',
  'circumstances',
] as const satisfies readonly Schema['EnquiryField'][];
export type EnquiryField = Schema['EnquiryField'];
export const DISCLOSED_FIELDS = [
  ...ENQUIRY_FIELDS,
  'fate',
  'whereabouts',
  'contacts',
  'files',
] as const satisfies readonly Schema['DisclosedField'][];
export type SharedField = Schema['SharedField'];
export const RECALL_CAUSES = [
  'consent-withdrawn',
  'objection',
  'erasure',
  'sent-in-error',
  'protection',
  'expired',
  'compromise',
] as const satisfies readonly Schema['RecallCause'][];
export type RecallCause = Schema['RecallCause'];
export const DELETION_EXCEPTIONS = [
  'legal-obligation',
  'printed',
  'told-to-family',
] as const satisfies readonly Schema['DeletionException'][];
export type DeletionException = Schema['DeletionException'];
export type Enquiry = Schema['EnquiryDto'];
export type NewEnquiry = Schema['NewEnquiryDto'];
export type Disclosure = Schema['DisclosureDto'];
export type NewDisclosure = Schema['NewDisclosureDto'];
export type DisclosureState = Schema['DisclosureState'];
export type PartnerEnquiryLine = Schema['PartnerEnquiryLineDto'];
export type PartnerEnquiry = Schema['PartnerEnquiryDto'];
/** How somebody of ours compares with whom a partner asks about. */
interface AskedEvidence {
  field: string;
  level: string;
  reason: string;
  asked?: string;
  found?: string;
}
export type EnquiryFinding = Omit<Schema['EnquiryFindingDto'], 'evidence'> & { evidence: AskedEvidence[] };
export type EnquiryFindingVerb = 'judge-probable' | 'confirm' | 'rule-out' | 'reopen';
export type PartnerRecord = Schema['PartnerRecordDto'];
export type PartnerFile = Schema['PartnerFileDto'];
export type DisclosureFile = Schema['DisclosureFileDto'];
export type Recall = Schema['RecallDto'];
export type ReceivedRecall = Schema['ReceivedRecallDto'];

export const OUTGOING_STATES = [
  'waiting',
  'sealed',
  'delivered',
  'dead',
  'dropped',
] as const satisfies readonly Schema['OutgoingState'][];
export type OutgoingState = Schema['OutgoingState'];
export const INCOMING_STATES = [
  'waiting',
  'acted-upon',
  'recalled',
  'broken',
  'refused',
] as const satisfies readonly Schema['IncomingState'][];
export type IncomingState = Schema['IncomingState'];
export type OutgoingMessage = Schema['OutgoingMessageDto'];
export type IncomingMessage = Schema['IncomingMessageDto'];
export type ExchangeReceipt = Schema['ExchangeReceiptDto'];
export type DeskAction = Schema['DeskAction'];
export type OwnKeys = Schema['OwnKeysDto'];
export type PartnerHealth = Schema['PartnerHealthDto'];
export type PartnerConcern = Schema['PartnerConcern'];
export type ExchangeRefusals = Schema['RefusalCountDto'][];
export interface ExchangeHealth {
  items: PartnerHealth[];
  strangers: ExchangeRefusals;
}

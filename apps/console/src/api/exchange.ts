import { read, write } from './client.js';
import type {
  DeletionException,
  Disclosure,
  Enquiry,
  EnquiryFindingVerb,
  NewDisclosure,
  NewEnquiry,
  PartnerEnquiry,
  PartnerEnquiryLine,
  PartnerRecord,
  Recall,
  RecallCause,
  ReceivedRecall,
  SharedField,
} from './exchange-types.js';
import type { Receipt } from './types.js';

/** What goes between partners and us: enquiries, disclosures, records, recalls. */

interface Items<T> {
  items: T[];
}
const itemsOf = async <T>(path: string, query: Record<string, string | undefined>, signal?: AbortSignal) =>
  (await read<Items<T>>(path, query, signal)).items;
const step = (path: string, version: number, body: object = {}) => write<Receipt>('POST', path, { body, version });

export const readEnquiries = (requestId: string, signal?: AbortSignal) =>
  itemsOf<Enquiry>(`/tracing-requests/${requestId}/enquiries`, {}, signal);
export const prepareEnquiry = (requestId: string, enquiry: NewEnquiry) =>
  write<Receipt>('POST', `/tracing-requests/${requestId}/enquiries`, { body: enquiry });
export const addToEnquiry = (id: string, version: number, content: Omit<NewEnquiry, 'soughtId' | 'partnerId'>) =>
  step(`/enquiries/${id}/add`, version, content);
export const takeEnquiry = (id: string, version: number, verb: 'cancel' | 'end') =>
  step(`/enquiries/${id}/${verb}`, version);

export const readDisclosuresOf = (dossierId: string, signal?: AbortSignal) =>
  itemsOf<Disclosure>(`/dossiers/${dossierId}/disclosures`, {}, signal);
export const readDisclosures = (partnerId: string | undefined, signal?: AbortSignal) =>
  itemsOf<Disclosure>('/disclosures', { partnerId }, signal);
export const prepareDisclosure = (dossierId: string, disclosure: NewDisclosure) =>
  write<Receipt>('POST', `/dossiers/${dossierId}/disclosures`, { body: disclosure });
export const takeDisclosure = (id: string, version: number, verb: 'approve' | 'cancel' | 'correct' | 'send-again') =>
  step(`/disclosures/${id}/${verb}`, version);
export const recallDisclosure = (id: string, version: number, cause: RecallCause) =>
  step(`/disclosures/${id}/recall`, version, { cause });

/** Where a file that came with a partner's record is opened. */
export const partnerFileAt = (id: string, part: 'content' | 'preview') => `/api/v1/partner-files/${id}/${part}`;

export const readPartnerEnquiries = (signal?: AbortSignal) =>
  itemsOf<PartnerEnquiryLine>('/partner-enquiries', {}, signal);
export const readPartnerEnquiry = (id: string, signal?: AbortSignal) =>
  read<PartnerEnquiry>(`/partner-enquiries/${id}`, {}, signal);
export type AnswerVerb = 'answer-nothing' | 'offer-to-talk' | 'end';
export const answerPartner = (id: string, version: number, verb: AnswerVerb) =>
  step(`/partner-enquiries/${id}/${verb}`, version);
export const askPartnerForMore = (id: string, version: number, wanted: SharedField[]) =>
  step(`/partner-enquiries/${id}/ask-for-more`, version, { wanted });
export const giveEnquiry = (id: string, version: number, to: string) =>
  step(`/partner-enquiries/${id}/give`, version, { to });
export const judgeEnquiryFinding = (id: string, version: number, verb: EnquiryFindingVerb, reason: string) =>
  step(`/enquiry-findings/${id}/${verb}`, version, { reason });

export const readPartnerRecords = (signal?: AbortSignal) => itemsOf<PartnerRecord>('/partner-records', {}, signal);
export const readPartnerRecordsOf = (dossierId: string, signal?: AbortSignal) =>
  itemsOf<PartnerRecord>(`/dossiers/${dossierId}/partner-records`, {}, signal);
export const takeRecord = (id: string, version: number, verb: 'accept' | 'decline' | 'delete') =>
  step(`/partner-records/${id}/${verb}`, version);
export const keepRecord = (id: string, version: number, exception: DeletionException) =>
  step(`/partner-records/${id}/keep`, version, { exception });

export const readRecalls = (which: 'overdue' | 'all', signal?: AbortSignal) =>
  itemsOf<Recall>('/recalls', { which }, signal);
export const readReceivedRecalls = (signal?: AbortSignal) => itemsOf<ReceivedRecall>('/recalls-received', {}, signal);
export const excuseRecall = (id: string, version: number) => step(`/recalls/${id}/excuse`, version);

import { read, write } from './client.js';
import type { components } from './schema.js';
import type { GivenBy, GivenHow, Page, Purpose, Receipt } from './types.js';

/** What the people of a record agreed to, do not want, and asked for by right. */

type Schema = components['schemas'];

export const RIGHTS = [
  'copy',
  'correction',
  'restriction',
  'objection',
  'erasure',
] as const satisfies readonly Schema['Right'][];
export type Right = Schema['Right'];
export type DossierRights = Schema['DossierRightsDto'];
export type PersonRights = Schema['PersonRightsDto'];
export type StandingBasis = Schema['StandingBasisDto'];
export type RightsRequest = Schema['RightsRequestDto'];
export type OwnNo = Schema['OwnNo'];
export type OpenRightsRequest = Schema['OpenRightsRequestDto'];

/** Who said no, and how. */
export interface SaidNo {
  by: GivenBy;
  how: GivenHow;
  reason?: string;
}
export type RightsVerb = 'check-identity' | 'extend' | 'answer' | 'refuse';
/** Under which name the words of each step are sent. */
const WORDS = {
  'check-identity': 'how',
  extend: 'reason',
  answer: 'answer',
  refuse: 'reason',
} as const satisfies Record<RightsVerb, string>;

const PAGE_SIZE = 25;

/** All that wait for an answer, the next due first. Every reading is logged. */
export const readOpenRights = (cursor: string | undefined, signal?: AbortSignal) =>
  read<Page<OpenRightsRequest>>('/rights-requests', { cursor, limit: PAGE_SIZE }, signal);
/** Every reading is logged. */
export const readRightsOf = (dossierId: string, signal?: AbortSignal) =>
  read<DossierRights>(`/dossiers/${dossierId}/rights`, {}, signal);
export const restrict = ({ id, version }: StandingBasis, restrictions: readonly string[], said: SaidNo) =>
  write<Receipt>('POST', `/bases/${id}/restrict`, { body: { ...said, restrictions }, version });
/** All purposes of an agreement end it; some of them narrow it. */
export const takeBack = ({ id, version, purposes }: StandingBasis, given: readonly Purpose[], said: SaidNo) =>
  purposes.every((purpose) => given.includes(purpose))
    ? write<Receipt>('POST', `/bases/${id}/withdraw`, { body: said, version })
    : write<Receipt>('POST', `/bases/${id}/narrow`, { body: { ...said, purposes: given }, version });
/** To what nobody asked them about; of all purposes, it ends the ground. */
export const object = ({ id, version }: StandingBasis, given: readonly Purpose[], said: SaidNo) =>
  write<Receipt>('POST', `/bases/${id}/object`, { body: { ...said, purposes: given }, version });
export const receiveRightsRequest = (personId: string, kind: Right, asked: string) =>
  write<Receipt>('POST', `/persons/${personId}/rights-requests`, { body: { kind, asked } });
export const takeRightsStep = (id: string, version: number, verb: RightsVerb, words: string) =>
  write<Receipt>('POST', `/rights-requests/${id}/${verb}`, { body: { [WORDS[verb]]: words }, version });

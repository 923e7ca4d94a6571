import { dayOf, type Role } from '#libs/kernel';
import { CASEWORK, EVERYBODY, READERS, reason, RECORDERS, REVIEWERS } from './roles.js';
import type { Cell } from './seeded-dossiers.js';
import type { SeededExchange } from './seeded-partners.js';
import { OPEN_REQUEST_RULES } from './who-may-what-with-open-requests.js';
import { RULES_AFTER_LOCATING } from './who-may-what-after-locating.js';
import { LIST_RULES } from './who-may-what-of-lists.js';
import { FAMILY_RULES } from './who-may-what-for-families.js';
import { EXPORT_RULES } from './who-may-what-of-exports.js';
import { STEWARDSHIP_RULES } from './who-may-what-of-stewardship.js';
import { MATCH_RULES } from './who-may-what-of-matches.js';
import { PARTNER_RULES } from './who-may-what-of-partners.js';

// The rule of who sees and does what, for the third time: it stands in the Cedar policies and in the database's policies
// too, and whoever changes one of the three has to change the other two.

const IN_BRANCH: Record<Cell['sensitivity'], readonly Role[]> = {
  open: CASEWORK,
  restricted: ['caseworker', 'supervisor', 'child-protection-specialist'],
  protected: ['supervisor'],
};

export function sees(role: Role, { where, sensitivity, assigned }: Cell): boolean {
  if (role === 'steward') return true;
  if (assigned && CASEWORK.includes(role)) return true;
  if (where === 'other' || (where === 'shared' && sensitivity === 'protected')) return false;
  return IN_BRANCH[sensitivity].includes(role);
}

export function seesMatch(role: Role, { request, registration }: { request: Cell; registration: Cell }): boolean {
  const both = request.sensitivity === 'protected' || registration.sensitivity === 'protected';
  const [one, other] = [sees(role, request), sees(role, registration)];
  return both ? one && other : one || other;
}

/**
 * What crosses the border lies in a case and is seen by those who see the case. Beside them the liaison sees what went to whom; a
 * record that was called back only the steward sees; and somebody of ours whom a partner may mean is for those who see both.
 */
export function seesOfExchange(
  kind: ExchangeKind,
  role: Role,
  { cell, foundIn }: Pick<SeededExchange, 'cell' | 'foundIn'>,
  state?: string,
): boolean {
  if (kind === 'disclosure' || kind === 'recall') return role === 'liaison' || sees(role, cell);
  if (kind === 'partner-record') return sees(role, cell) && (state !== 'frozen' || role === 'steward');
  if (kind === 'enquiry-finding') return sees(role, cell) && sees(role, foundIn);
  return sees(role, cell);
}

/** Of a case, only those assigned and the supervisors of its branch get to this. */
export function onTheCase(role: Role, { where, assigned }: Cell): boolean {
  return assigned || (role === 'supervisor' && where === 'own');
}

/** What a route is about and whose it is. `roles` see the record and may do this; a step starts in `state`. */
export type Rule =
  | { about: 'nothing' }
  | { about: 'all'; roles: readonly Role[]; status?: number }
  | {
      about: RecordKind;
      roles: readonly Role[];
      state?: string;
      body?: object | ((known: Known) => object);
      /** Only for those who do casework on this very case. */
      onTheCase?: true;
      /** What those who may are answered, where it is not 200: what else it takes is shown by the tests of that room. */
      status?: number | ((cell: Cell) => number);
    };

/** What the exchange keeps around a request, of ours and of theirs. */
const EXCHANGE_KINDS = [
  'enquiry',
  'disclosure',
  'recall',
  'partner-record',
  'partner-file',
  'partner-enquiry',
  'enquiry-finding',
] as const;
export type ExchangeKind = (typeof EXCHANGE_KINDS)[number];

/** The records of the matrix; a sought person, their basis, a release, a search action and files stand for those of a request. */
export const RECORD_KINDS = [
  'request',
  'registration',
  'match',
  'person',
  'basis',
  'release',
  'search',
  'file',
  'retention',
  'rights',
  'breach',
  'export',
  'reunification',
  'referral',
  'card',
  'message',
  'task',
  'list',
  'finding',
  'partner',
  'dead-letter',
  ...EXCHANGE_KINDS,
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** What bodies are made of. */
export interface Known {
  soughtId: string;
  /** A member of staff of the branch that asks. */
  colleague: string;
  /** The other branch. */
  elsewhere: string;
  /** A Society that is trusted. */
  partnerId: string;
}

const basis = { legalBasis: 'public-interest', purposes: ['trace'], givenBy: 'not-asked', how: 'none' };
const said = { by: 'self', how: 'spoken' };

export const RULES: Record<string, Rule> = {
  ...RULES_AFTER_LOCATING,
  ...MATCH_RULES,
  ...LIST_RULES,
  ...EXPORT_RULES,
  ...PARTNER_RULES,
  'GET /session': { about: 'all', roles: EVERYBODY },
  'POST /session': { about: 'nothing' },
  'DELETE /session': { about: 'nothing' },
  'POST /session/totp': { about: 'nothing' },
  'POST /session/begin-passkey': { about: 'nothing' },
  'POST /session/passkey': { about: 'nothing' },
  'GET /own-account': { about: 'all', roles: EVERYBODY },
  // The password of the example is nobody's, and its passkey answers no question (400); the tests of row 7 show the rest.
  'POST /own-account/change-password': { about: 'all', roles: EVERYBODY, status: 400 },
  'POST /own-account/begin-passkey': { about: 'all', roles: EVERYBODY, status: 400 },
  'POST /own-account/passkeys': { about: 'all', roles: EVERYBODY, status: 400 },
  'POST /own-account/passkeys/{id}/remove': { about: 'all', roles: EVERYBODY, status: 404 },
  'POST /own-account/end-other-sessions': { about: 'all', roles: EVERYBODY },
  'POST /enrolments/{token}': { about: 'nothing' },
  'POST /enrolments/{token}/confirm': { about: 'nothing' },
  'GET /accounts': { about: 'all', roles: ['administrator'] },
  'POST /accounts': { about: 'all', roles: ['administrator'], status: 201 },
  'POST /accounts/{id}/record-training': { about: 'all', roles: ['administrator'] },
  'POST /accounts/{id}/change': { about: 'all', roles: ['administrator'] },
  'POST /accounts/{id}/disable': { about: 'all', roles: ['administrator'] },
  'POST /accounts/{id}/invite-again': { about: 'all', roles: ['administrator'] },
  'GET /colleagues': { about: 'all', roles: READERS },
  'GET /branches': { about: 'all', roles: EVERYBODY },
  'POST /branches': { about: 'all', roles: ['administrator'], status: 201 },
  'GET /reports': { about: 'all', roles: ['analyst', 'supervisor', 'steward'] },
  'GET /reports/sheet': { about: 'all', roles: ['analyst', 'supervisor', 'steward'] },
  'GET /work': { about: 'all', roles: EVERYBODY },
  // A call back that waits for any caseworker.
  'POST /tasks/{id}/done': { about: 'task', roles: ['caseworker', 'supervisor'], state: 'open' },
  'GET /tracing-requests': { about: 'all', roles: READERS },
  'POST /tracing-requests': { about: 'all', roles: ['intake-volunteer', 'caseworker'], status: 201 },
  'POST /tracing-requests/first-contacts': {
    about: 'all',
    roles: ['intake-volunteer', 'caseworker'],
    status: 201,
  },
  'GET /tracing-requests/{id}': { about: 'request', roles: READERS },
  'PUT /tracing-requests/{id}/interview': { about: 'request', roles: RECORDERS, state: 'pre-case' },
  'POST /tracing-requests/{id}/complete-interview': { about: 'request', roles: ['caseworker'], state: 'pre-case' },
  'POST /tracing-requests/{id}/accept': { about: 'request', roles: ['supervisor'], state: 'submitted' },
  'POST /tracing-requests/{id}/refuse': {
    about: 'request',
    roles: ['supervisor'],
    state: 'submitted',
    body: { reason: 'other', noReferralExists: true },
  },
  'POST /tracing-requests/{id}/ask-for-more': {
    about: 'request',
    roles: ['supervisor'],
    state: 'submitted',
    body: { question: 'Where was it?' },
  },
  'POST /places/suggestions': { about: 'all', roles: EVERYBODY },
  'GET /dossiers/{id}/files': { about: 'request', roles: READERS },
  'POST /dossiers/{id}/files': {
    about: 'request',
    roles: RECORDERS,
    body: { kind: 'letter', name: 'A letter' },
    status: 201,
  },
  'POST /files/{id}/content': { about: 'file', roles: RECORDERS, state: 'announced' },
  'POST /files/{id}/remove': { about: 'file', roles: REVIEWERS, state: 'announced', body: { reason } },
  'GET /files/{id}/content': { about: 'file', roles: READERS },
  'GET /files/{id}/preview': { about: 'file', roles: READERS },
  'GET /mailbox': { about: 'all', roles: READERS },
  ...OPEN_REQUEST_RULES,
  ...FAMILY_RULES,
  'GET /registrations': { about: 'all', roles: READERS },
  'POST /registrations': { about: 'all', roles: RECORDERS, status: 201 },
  'GET /registrations/{id}': { about: 'registration', roles: READERS },
  ...STEWARDSHIP_RULES,
  'GET /information-notices': { about: 'all', roles: EVERYBODY },
  'GET /persons/{id}/bases': { about: 'person', roles: READERS },
  'POST /persons/{id}/bases': { about: 'person', roles: RECORDERS, body: basis, status: 201 },
  'POST /bases/{id}/revise': { about: 'basis', roles: RECORDERS, state: 'standing', body: basis },
  // The sought person was never asked and agreed to nothing: whoever may write it down is told to note an objection (409).
  'POST /bases/{id}/narrow': {
    about: 'basis',
    roles: RECORDERS,
    state: 'standing',
    body: { ...said, purposes: ['match-within-society'] },
    status: 409,
  },
  'POST /bases/{id}/object': {
    about: 'basis',
    roles: RECORDERS,
    state: 'standing',
    body: { ...said, purposes: ['match-within-society'] },
  },
  'POST /bases/{id}/restrict': {
    about: 'basis',
    roles: RECORDERS,
    state: 'standing',
    body: { ...said, restrictions: ['not-to-authorities'] },
  },
  'POST /bases/{id}/withdraw': { about: 'basis', roles: RECORDERS, state: 'standing', body: said, status: 409 },
  // Nobody here is at risk: the specialist is told so (409), and the tests of consent show the rest.
  'POST /persons/{id}/protection-releases': {
    about: 'person',
    roles: ['child-protection-specialist'],
    body: { purpose: 'share-with-icrc', validUntil: dayOf(new Date(Date.now() + 86_400_000)), reason },
    status: 409,
  },
  'POST /protection-releases/{id}/end': { about: 'release', roles: ['child-protection-specialist'] },
  'POST /registrations/{id}/correct': {
    about: 'registration',
    roles: REVIEWERS,
    state: 'active',
    body: { person: { names: [{ text: 'Somebody Else', kind: 'usual' }] }, source: 'Their card.' },
  },
  // Those seeded are adults: what is for children is refused for that reason (409).
  'POST /registrations/{id}/record-care': {
    about: 'registration',
    roles: REVIEWERS,
    state: 'active',
    body: { kind: 'with-relatives', since: '2026-01-01', caregiver: 'An aunt.' },
    status: 409,
  },
  'POST /registrations/{id}/propose-best-interests': {
    about: 'registration',
    roles: REVIEWERS,
    state: 'active',
    body: { about: 'tracing', proposal: 'Look for the family.', reasons: reason, childsView: 'Yes.' },
    status: 409,
  },
  'POST /registrations/{id}/decide-best-interests': {
    about: 'registration',
    roles: ['supervisor', 'child-protection-specialist'],
    state: 'active',
    body: { agreed: true, reasons: reason },
    status: 409,
  },
  'POST /registrations/{id}/plan-follow-up': {
    about: 'registration',
    roles: REVIEWERS,
    state: 'active',
    body: { kind: 'visit', due: '2096-01-01' },
  },
  'POST /registrations/{id}/record-follow-up': {
    about: 'registration',
    roles: RECORDERS,
    state: 'active',
    body: { followUpId: '01900000-0000-7000-8000-000000000001', result: 'done' },
    status: 409,
  },
  'POST /registrations/{id}/record-wishes': {
    about: 'registration',
    roles: RECORDERS,
    state: 'active',
    body: { wantsContact: 'no' },
  },
  'POST /registrations/{id}/close': {
    about: 'registration',
    roles: ['supervisor'],
    state: 'active',
    body: { outcome: 'moved-on', reason },
  },
  'POST /registrations/{id}/withdraw': { about: 'registration', roles: REVIEWERS, state: 'active', body: said },
  'POST /registrations/{id}/reopen': {
    about: 'registration',
    roles: ['supervisor'],
    state: 'closed',
    body: { reason },
  },
  'POST /registrations/{id}/reassign': {
    about: 'registration',
    roles: ['supervisor'],
    state: 'active',
    body: ({ colleague }) => ({ ownerId: colleague }),
    status: ({ where }) => (where === 'own' ? 200 : 400),
  },
  'POST /registrations/{id}/share': {
    about: 'registration',
    roles: ['supervisor'],
    state: 'active',
    body: { branchId: '01900000-0000-7000-8000-000000000001' },
    status: 409,
  },
  'POST /registrations/{id}/end-sharing': {
    about: 'registration',
    roles: ['supervisor'],
    state: 'active',
    body: { branchId: '01900000-0000-7000-8000-000000000001' },
    status: ({ where }) => (where === 'own' ? 200 : 409),
  },
  'POST /registrations/{id}/offer-transfer': {
    about: 'registration',
    roles: ['supervisor'],
    state: 'active',
    body: { branchId: '01900000-0000-7000-8000-000000000001' },
    status: 409,
  },
  'POST /registrations/{id}/take-over': { about: 'registration', roles: ['supervisor'], state: 'active', status: 409 },
  'POST /registrations/{id}/decline-transfer': {
    about: 'registration',
    roles: ['supervisor'],
    state: 'active',
    status: 409,
  },
};

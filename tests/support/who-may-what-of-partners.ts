import { EVERYBODY, READERS, reason, REVIEWERS, STEWARD } from './roles.js';
import { FINGERPRINTS } from './seeded-partners.js';
import type { Rule } from './who-may-what.js';

// Who may do what in the exchange with other Societies. Whoever was seeded has agreed to nothing that goes to a partner: those who
// may prepare, approve or send are told so (409), and the tests of the exchange show the rest.

/** Whoever may know which Societies are trusted, and what they hold. */
const KNOW_PARTNERS = EVERYBODY.filter((role) => role !== 'intake-volunteer' && role !== 'analyst');
/** Whoever answers for the exchange as a whole. */
const KEEPERS = ['liaison', 'steward', 'administrator'] as const;
const TRUSTING = ['steward', 'administrator'] as const;
const ANSWERING = ['liaison', 'supervisor', 'child-protection-specialist'] as const;
const fields = ['names'];
const compared = { fingerprints: FINGERPRINTS };

/** The trust registry. */
const REGISTRY_RULES: Record<string, Rule> = {
  'GET /partners': { about: 'all', roles: KNOW_PARTNERS },
  'POST /partners': { about: 'all', roles: ['liaison', 'administrator'], status: 201 },
  'GET /partners/{id}': { about: 'partner', roles: KNOW_PARTNERS },
  'POST /partners/{id}/approve': { about: 'partner', roles: TRUSTING, state: 'proposed', body: compared },
  'POST /partners/{id}/suspend': { about: 'partner', roles: KEEPERS, state: 'paired', body: { reason: 'alarm' } },
  'POST /partners/{id}/resume': { about: 'partner', roles: TRUSTING, state: 'suspended', body: compared },
  'POST /partners/{id}/revoke': { about: 'partner', roles: TRUSTING, state: 'paired', body: { reason: 'mistake' } },
};

/** What goes between us and partners, without what it says of anybody. */
const DESK_RULES: Record<string, Rule> = {
  'GET /partners/health': { about: 'all', roles: KEEPERS },
  'POST /partners/{id}/resume-enquiries': { about: 'partner', roles: KEEPERS, state: 'paired' },
  'GET /exchange/outbox': { about: 'all', roles: KEEPERS },
  'POST /exchange/outbox/{id}/send-again': { about: 'dead-letter', roles: KEEPERS, state: 'dead' },
  'POST /exchange/outbox/{id}/give-up': { about: 'dead-letter', roles: KEEPERS, state: 'dead' },
  'GET /exchange/inbox': { about: 'all', roles: KEEPERS },
  'GET /exchange/keys': { about: 'all', roles: KEEPERS },
};

/** What we ask partners, and what they hold of ours. The liaison sees of every case what went to whom, and nothing else of it. */
const OURS_RULES: Record<string, Rule> = {
  'GET /tracing-requests/{id}/enquiries': { about: 'request', roles: READERS },
  'POST /tracing-requests/{id}/enquiries': {
    about: 'request',
    roles: REVIEWERS,
    state: 'open',
    body: ({ soughtId, partnerId }) => ({ soughtId, partnerId, fields }),
    status: 409,
  },
  'GET /enquiries/{id}': { about: 'enquiry', roles: READERS },
  'POST /enquiries/{id}/add': { about: 'enquiry', roles: REVIEWERS, state: 'nothing', body: { fields }, status: 409 },
  'POST /enquiries/{id}/cancel': { about: 'enquiry', roles: REVIEWERS, state: 'prepared' },
  'POST /enquiries/{id}/end': { about: 'enquiry', roles: REVIEWERS, state: 'asked' },
  'GET /dossiers/{id}/disclosures': { about: 'request', roles: READERS },
  'POST /dossiers/{id}/disclosures': {
    about: 'request',
    roles: REVIEWERS,
    state: 'open',
    body: ({ soughtId: personId, partnerId }) => ({ personId, partnerId, fields }),
    status: 409,
  },
  'GET /disclosures': { about: 'all', roles: KNOW_PARTNERS },
  'GET /disclosures/{id}': { about: 'disclosure', roles: READERS },
  'POST /disclosures/{id}/approve': {
    about: 'disclosure',
    roles: ['supervisor', 'child-protection-specialist'],
    state: 'prepared',
    status: 409,
  },
  'POST /disclosures/{id}/cancel': { about: 'disclosure', roles: [...REVIEWERS, 'steward'], state: 'prepared' },
  'POST /disclosures/{id}/send-again': {
    about: 'disclosure',
    roles: ['liaison', 'supervisor'],
    state: 'undelivered',
    status: 409,
  },
  'POST /disclosures/{id}/correct': { about: 'disclosure', roles: REVIEWERS, state: 'accepted', status: 409 },
  'POST /disclosures/{id}/recall': {
    about: 'disclosure',
    roles: [...REVIEWERS, 'steward'],
    state: 'sent',
    body: { cause: 'objection' },
  },
  'GET /recalls': { about: 'all', roles: KNOW_PARTNERS },
  'GET /recalls-received': { about: 'all', roles: KEEPERS },
  'POST /recalls/{id}/excuse': { about: 'recall', roles: STEWARD, state: 'overdue' },
};

/** What partners ask us, and what we hold of theirs. */
const THEIRS_RULES: Record<string, Rule> = {
  'GET /partner-enquiries': { about: 'all', roles: READERS },
  'GET /partner-enquiries/{id}': { about: 'partner-enquiry', roles: READERS },
  'POST /partner-enquiries/{id}/give': {
    about: 'partner-enquiry',
    roles: ['liaison', 'supervisor'],
    state: 'searching',
    body: ({ colleague }) => ({ to: colleague }),
  },
  'POST /partner-enquiries/{id}/answer-nothing': { about: 'partner-enquiry', roles: ANSWERING, state: 'searching' },
  'POST /partner-enquiries/{id}/ask-for-more': {
    about: 'partner-enquiry',
    roles: ANSWERING,
    state: 'searching',
    body: { wanted: ['birth'] },
  },
  // Nobody was found.
  'POST /partner-enquiries/{id}/offer-to-talk': {
    about: 'partner-enquiry',
    roles: ANSWERING,
    state: 'searching',
    status: 409,
  },
  'POST /partner-enquiries/{id}/end': {
    about: 'partner-enquiry',
    roles: ['liaison', 'supervisor'],
    state: 'searching',
  },
  'POST /enquiry-findings/{id}/judge-probable': {
    about: 'enquiry-finding',
    roles: REVIEWERS,
    state: 'proposed',
    body: { reason },
  },
  'POST /enquiry-findings/{id}/confirm': {
    about: 'enquiry-finding',
    roles: REVIEWERS,
    state: 'probable',
    body: { reason },
  },
  'POST /enquiry-findings/{id}/rule-out': {
    about: 'enquiry-finding',
    roles: REVIEWERS,
    state: 'proposed',
    body: { reason },
  },
  'POST /enquiry-findings/{id}/reopen': {
    about: 'enquiry-finding',
    roles: ['supervisor'],
    state: 'found',
    body: { reason },
  },
  'GET /partner-records': { about: 'all', roles: KNOW_PARTNERS },
  'GET /dossiers/{id}/partner-records': { about: 'request', roles: READERS },
  'GET /partner-records/{id}': { about: 'partner-record', roles: READERS, state: 'received' },
  // Announced, and not there yet: whoever may read the record is told so.
  'GET /partner-files/{id}/content': { about: 'partner-file', roles: READERS, state: 'received', status: 409 },
  'GET /partner-files/{id}/preview': { about: 'partner-file', roles: READERS, state: 'received', status: 409 },
  'POST /partner-records/{id}/accept': { about: 'partner-record', roles: [...REVIEWERS, 'liaison'], state: 'received' },
  'POST /partner-records/{id}/decline': {
    about: 'partner-record',
    roles: [...REVIEWERS, 'liaison'],
    state: 'received',
  },
  // Frozen is gone for everybody but the steward, who judges what becomes of it.
  'POST /partner-records/{id}/keep': {
    about: 'partner-record',
    roles: STEWARD,
    state: 'frozen',
    body: { exception: 'legal-obligation' },
  },
  'POST /partner-records/{id}/delete': { about: 'partner-record', roles: STEWARD, state: 'frozen' },
};

export const PARTNER_RULES: Record<string, Rule> = {
  ...REGISTRY_RULES,
  ...DESK_RULES,
  ...OURS_RULES,
  ...THEIRS_RULES,
};

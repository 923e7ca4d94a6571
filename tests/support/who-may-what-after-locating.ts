import { EVERYBODY, READERS, reason, RECORDERS, REVIEWERS } from './roles.js';
import type { Rule } from './who-may-what.js';

// Who may do what once somebody was located: wishes and results, reunifications, messages, referrals.

/** A letter between two people nobody else knows. */
export const aMessage = {
  writer: { names: [{ text: 'Somebody Writing', kind: 'legal' }] },
  addressee: { names: [{ text: 'Somebody Reading', kind: 'legal' }] },
  relation: 'sibling',
  address: 'A street.',
  language: 'en',
  text: 'All is well.',
  given: 'spoken',
};

export const RULES_AFTER_LOCATING: Record<string, Rule> = {
  'GET /tracing-requests/{id}/result': { about: 'request', roles: REVIEWERS, state: 'located', onTheCase: true },
  // Nobody is located in these requests, and nothing is prepared: what follows from that is shown by the tests of wishes.
  'POST /tracing-requests/{id}/record-wishes': {
    about: 'request',
    roles: REVIEWERS,
    state: 'located',
    onTheCase: true,
    status: 409,
    body: {
      soughtId: '01900000-0000-7000-8000-000000000001',
      documentedFate: { document: 'court-decision', reference: '1', issuedBy: 'a court' },
    },
  },
  'POST /tracing-requests/{id}/prepare-result': {
    about: 'request',
    roles: ['caseworker'],
    state: 'located',
    onTheCase: true,
    status: 409,
    body: { language: 'en' },
  },
  'POST /tracing-requests/{id}/approve-result': {
    about: 'request',
    roles: ['supervisor'],
    state: 'result-ready',
    onTheCase: true,
    status: 409,
  },
  'POST /tracing-requests/{id}/deliver-result': {
    about: 'request',
    roles: ['caseworker'],
    state: 'result-approved',
    onTheCase: true,
    status: 409,
    body: { mode: 'in-person', where: 'Here.', on: '2026-01-15', supportOffered: 'A talk.' },
  },
  'GET /tracing-requests/{id}/reunifications': { about: 'request', roles: READERS },
  // Where nothing is said yet the conditions are not met: what follows from that is shown by the tests of reunification.
  'POST /tracing-requests/{id}/reunifications': {
    about: 'request',
    roles: ['caseworker'],
    state: 'open',
    status: 409,
    body: { personIds: [], contactRestored: { on: '2026-01-15', text: 'They speak.' } },
  },
  'GET /reunifications/{id}': { about: 'reunification', roles: READERS },
  'POST /reunifications/{id}/record-statement': {
    about: 'reunification',
    roles: REVIEWERS,
    state: 'opened',
    body: { kind: 'documents', answer: 'yes', on: '2026-01-15', text: 'All there.' },
  },
  'POST /reunifications/{id}/verify-relation': {
    about: 'reunification',
    roles: REVIEWERS,
    state: 'opened',
    status: 409,
  },
  'POST /reunifications/{id}/confirm-willingness': {
    about: 'reunification',
    roles: REVIEWERS,
    state: 'relation-verified',
    status: 409,
  },
  'POST /reunifications/{id}/authorise': {
    about: 'reunification',
    roles: ['supervisor'],
    state: 'willing',
    status: 409,
  },
  'POST /reunifications/{id}/plan-journey': {
    about: 'reunification',
    roles: ['caseworker'],
    state: 'authorised',
    status: 409,
  },
  'POST /reunifications/{id}/hand-over': {
    about: 'reunification',
    roles: REVIEWERS,
    state: 'travel-planned',
    status: 409,
    body: { on: '2026-01-15' },
  },
  'POST /reunifications/{id}/record-follow-up': {
    about: 'reunification',
    roles: REVIEWERS,
    state: 'handed-over',
    status: 409,
    body: { on: '2026-01-15', text: 'They are well.' },
  },
  'POST /reunifications/{id}/close': {
    about: 'reunification',
    roles: ['supervisor'],
    state: 'in-follow-up',
    status: 409,
  },
  'POST /reunifications/{id}/suspend': { about: 'reunification', roles: REVIEWERS, state: 'opened', body: { reason } },
  'POST /reunifications/{id}/resume': { about: 'reunification', roles: REVIEWERS, state: 'suspended' },
  'POST /reunifications/{id}/resume-follow-up': {
    about: 'reunification',
    roles: REVIEWERS,
    state: 'suspended',
    status: 409,
  },
  'POST /reunifications/{id}/end': { about: 'reunification', roles: ['supervisor'], state: 'opened', body: { reason } },
  'GET /service-providers': { about: 'all', roles: EVERYBODY },
  'POST /service-providers': { about: 'all', roles: ['administrator', 'supervisor'], status: 201 },
  // The record asked for is none of these.
  'PUT /service-providers/{id}': { about: 'all', roles: ['administrator', 'supervisor'], status: 404 },
  'GET /dossiers/{id}/referrals': { about: 'request', roles: READERS },
  // There is no such service.
  'POST /persons/{id}/referrals': {
    about: 'person',
    roles: RECORDERS,
    status: 409,
    body: { providerId: '01900000-0000-7000-8000-000000000001', need: 'shelter', why: 'No roof.' },
  },
  'POST /referrals/{id}/agree': {
    about: 'referral',
    roles: RECORDERS,
    state: 'proposed',
    body: { agrees: true, given: 'spoken', on: '2026-01-15' },
  },
  // Nobody agreed to it.
  'POST /referrals/{id}/send': {
    about: 'referral',
    roles: REVIEWERS,
    state: 'agreed',
    status: 409,
    body: { told: 'A name.' },
  },
  'POST /referrals/{id}/accept': { about: 'referral', roles: REVIEWERS, state: 'sent' },
  'POST /referrals/{id}/decline': { about: 'referral', roles: REVIEWERS, state: 'sent', body: { reason } },
  'POST /referrals/{id}/withdraw': { about: 'referral', roles: RECORDERS, state: 'proposed', body: { reason } },
  'POST /referrals/{id}/complete': {
    about: 'referral',
    roles: REVIEWERS,
    state: 'accepted',
    body: { outcome: 'They go there.' },
  },
  'GET /red-cross-messages': { about: 'all', roles: READERS },
  'POST /red-cross-messages': { about: 'all', roles: ['intake-volunteer', 'caseworker'], status: 201 },
  'GET /red-cross-messages/{id}': { about: 'message', roles: READERS },
  // None of these was delivered.
  'POST /red-cross-messages/{id}/replies': {
    about: 'message',
    roles: ['intake-volunteer', 'caseworker'],
    state: 'collected',
    status: 409,
    body: aMessage,
  },
  'POST /red-cross-messages/{id}/check': {
    about: 'message',
    roles: ['caseworker', 'supervisor'],
    state: 'collected',
    body: { familyNewsOnly: true, readable: true },
  },
  'POST /red-cross-messages/{id}/refuse': {
    about: 'message',
    roles: ['caseworker', 'supervisor'],
    state: 'collected',
    body: { reason: 'too-long' },
  },
  'POST /red-cross-messages/{id}/become-tracing-request': {
    about: 'message',
    roles: ['caseworker'],
    state: 'collected',
    status: 409,
    body: { requestId: '01900000-0000-7000-8000-000000000001' },
  },
  'POST /red-cross-messages/{id}/forward': {
    about: 'message',
    roles: ['caseworker'],
    state: 'checked',
    body: { way: 'By post.' },
  },
  'POST /red-cross-messages/{id}/deliver': {
    about: 'message',
    roles: ['intake-volunteer', 'caseworker'],
    state: 'forwarded',
    body: { mode: 'handed-over', where: 'Here.', on: '2026-01-15', replyInvited: true },
  },
  'POST /red-cross-messages/{id}/return': {
    about: 'message',
    roles: ['intake-volunteer', 'caseworker'],
    state: 'forwarded',
    body: { reason: 'moved' },
  },
  'POST /red-cross-messages/{id}/close': {
    about: 'message',
    roles: ['caseworker'],
    state: 'returned',
    body: { writerTold: 'On the phone.' },
  },
};

import { daysAfter, newId } from '#libs/kernel';
import { REVIEWERS } from './roles.js';
import { interviewAbout, type Cell } from './seeded-dossiers.js';
import type { Rule } from './who-may-what.js';

const OF_OWN_BRANCH = (refused: number) => (cell: Cell) => (cell.where === 'own' ? 200 : refused);
const soon = daysAfter(new Date(), 30);

/** Who does what with a request once it is open, and with its search actions. */
export const OPEN_REQUEST_RULES: Record<string, Rule> = {
  'POST /tracing-requests/{id}/put-on-hold': {
    about: 'request',
    roles: ['caseworker'],
    state: 'open',
    body: { reason: 'Travelling.', until: soon },
  },
  'POST /tracing-requests/{id}/resume': { about: 'request', roles: ['caseworker'], state: 'on-hold', body: {} },
  'POST /tracing-requests/{id}/contact-attempts': {
    about: 'request',
    roles: REVIEWERS,
    state: 'open',
    body: { outcome: 'no-answer' },
  },
  // Nobody has tried to reach them yet.
  'POST /tracing-requests/{id}/lose-enquirer': { about: 'request', roles: ['caseworker'], state: 'open', status: 409 },
  'POST /tracing-requests/{id}/regain-enquirer': {
    about: 'request',
    roles: ['caseworker'],
    state: 'enquirer-unreachable',
  },
  'POST /tracing-requests/{id}/record-as-located': {
    about: 'request',
    roles: REVIEWERS,
    state: 'open',
    body: ({ soughtId }) => ({ soughtId, certainty: 'documented', source: 'A letter.' }),
  },
  'POST /tracing-requests/{id}/continue-search': {
    about: 'request',
    roles: ['caseworker'],
    state: 'result-delivered',
    body: {},
  },
  'POST /tracing-requests/{id}/close': {
    about: 'request',
    roles: ['supervisor'],
    state: 'open',
    body: { outcome: 'not-located', keep: { category: 'without-result' } },
  },
  'POST /tracing-requests/{id}/withdraw': { about: 'request', roles: ['caseworker'], state: 'open', body: {} },
  'POST /tracing-requests/{id}/reopen': {
    about: 'request',
    roles: ['supervisor'],
    state: 'closed',
    body: { newElement: 'A letter came.' },
  },
  'POST /tracing-requests/{id}/reassign': {
    about: 'request',
    roles: ['supervisor'],
    state: 'open',
    body: ({ colleague }) => ({ ownerId: colleague }),
    status: OF_OWN_BRANCH(400),
  },
  'POST /tracing-requests/{id}/set-next-action': {
    about: 'request',
    roles: REVIEWERS,
    state: 'open',
    body: { code: 'field-visit', due: soon },
  },
  'POST /tracing-requests/{id}/review': { about: 'request', roles: REVIEWERS, state: 'open', body: { reviewOn: soon } },
  'POST /tracing-requests/{id}/change-sensitivity': {
    about: 'request',
    roles: REVIEWERS,
    state: 'open',
    body: { sensitivity: 'protected' },
  },
  'POST /tracing-requests/{id}/corrections': {
    about: 'request',
    roles: REVIEWERS,
    state: 'open',
    body: ({ soughtId }) => ({
      source: 'Her brother.',
      interview: interviewAbout({ names: [{ text: 'Somebody Sought', kind: 'legal' }] }, soughtId),
    }),
  },
  // With a request that is not there.
  'POST /tracing-requests/{id}/mark-duplicate': {
    about: 'request',
    roles: REVIEWERS,
    state: 'open',
    body: { otherId: newId() },
    status: 404,
  },
  'POST /tracing-requests/{id}/dismiss-duplicate': {
    about: 'request',
    roles: ['supervisor'],
    state: 'open',
    body: { otherId: newId() },
    status: 404,
  },
  'POST /tracing-requests/{id}/merge': {
    about: 'request',
    roles: ['supervisor'],
    state: 'open',
    body: { otherId: newId() },
    status: 404,
  },
  'POST /tracing-requests/{id}/undo-merge': {
    about: 'request',
    roles: ['supervisor'],
    state: 'open',
    body: { otherId: newId() },
    status: 404,
  },
  'POST /tracing-requests/{id}/offer-transfer': {
    about: 'request',
    roles: ['supervisor'],
    state: 'open',
    body: ({ elsewhere }) => ({ branchId: elsewhere }),
    status: OF_OWN_BRANCH(403),
  },
  // Nothing is offered.
  'POST /tracing-requests/{id}/accept-transfer': {
    about: 'request',
    roles: ['supervisor'],
    state: 'open',
    body: {},
    status: 409,
  },
  'POST /tracing-requests/{id}/decline-transfer': {
    about: 'request',
    roles: ['supervisor'],
    state: 'open',
    body: {},
    status: 409,
  },
  'POST /tracing-requests/{id}/take-back-transfer': {
    about: 'request',
    roles: ['supervisor'],
    state: 'open',
    body: {},
    status: 409,
  },
  'POST /tracing-requests/{id}/share': {
    about: 'request',
    roles: ['supervisor'],
    state: 'open',
    body: ({ elsewhere }) => ({ branchId: elsewhere }),
    status: OF_OWN_BRANCH(403),
  },
  'POST /tracing-requests/{id}/end-sharing': {
    about: 'request',
    roles: ['supervisor'],
    state: 'open',
    body: ({ elsewhere }) => ({ branchId: elsewhere }),
    status: OF_OWN_BRANCH(403),
  },
  'POST /tracing-requests/{id}/search-actions': {
    about: 'request',
    roles: ['caseworker'],
    state: 'open',
    body: ({ soughtId }) => ({ soughtId, kind: 'field-visit', due: soon }),
  },
  // Only enquiries at authorities are approved, and this is none.
  'POST /search-actions/{id}/approve': {
    about: 'search',
    roles: ['supervisor', 'child-protection-specialist'],
    state: 'planned',
    status: 409,
  },
  'POST /search-actions/{id}/begin': { about: 'search', roles: ['caseworker'], state: 'planned' },
  'POST /search-actions/{id}/record-outcome': {
    about: 'search',
    roles: ['caseworker'],
    state: 'under-way',
    body: { outcome: 'nothing-found', source: 'The list at the gate.' },
  },
  'POST /search-actions/{id}/abandon': {
    about: 'search',
    roles: ['caseworker', 'supervisor'],
    state: 'planned',
    body: { reason: 'The camp is closed.' },
  },
};

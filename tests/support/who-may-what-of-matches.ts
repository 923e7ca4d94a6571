import { READERS, reason, REVIEWERS } from './roles.js';
import type { Rule } from './who-may-what.js';

// Who may do what with a potential match.

export const MATCH_RULES: Record<string, Rule> = {
  'GET /potential-matches': { about: 'all', roles: READERS },
  'GET /potential-matches/{id}': { about: 'match', roles: READERS },
  // Taking a match is for those assigned: the others are told so (409), which the tests of matching show.
  'POST /potential-matches/{id}/take': { about: 'match', roles: ['caseworker'], state: 'proposed' },
  'POST /potential-matches/{id}/ask-for-evidence': {
    about: 'match',
    roles: ['caseworker'],
    state: 'in-review',
    body: { what: 'a photo', from: 'the family' },
  },
  'POST /potential-matches/{id}/resume-review': { about: 'match', roles: ['caseworker'], state: 'needs-information' },
  'POST /potential-matches/{id}/reject': {
    about: 'match',
    roles: ['caseworker'],
    state: 'in-review',
    body: { reason },
  },
  'POST /potential-matches/{id}/judge-probable': {
    about: 'match',
    roles: ['caseworker'],
    state: 'in-review',
    body: { reason },
  },
  'POST /potential-matches/{id}/confirm': {
    about: 'match',
    roles: REVIEWERS,
    state: 'probable',
    body: { reason, documentedSource: 'A letter of the authorities.' },
  },
  'POST /potential-matches/{id}/reassign': {
    about: 'match',
    roles: ['supervisor'],
    state: 'in-review',
    body: ({ colleague }) => ({ reviewerId: colleague }),
  },
  'POST /potential-matches/{id}/reopen': { about: 'match', roles: ['supervisor'], state: 'rejected', body: { reason } },
  'POST /potential-matches/{id}/supersede': {
    about: 'match',
    roles: ['supervisor'],
    state: 'rejected',
    body: { reason },
  },
};

import { READERS, reason, REVIEWERS as BRING_IN } from './roles.js';
import type { Rule } from './who-may-what.js';

/** Lists of people from elsewhere. */
export const LIST_RULES: Record<string, Rule> = {
  'GET /lists': { about: 'all', roles: READERS },
  'POST /lists': { about: 'all', roles: BRING_IN, status: 201 },
  'GET /lists/{id}': { about: 'list', roles: READERS },
  'POST /lists/{id}/content': { about: 'list', roles: BRING_IN, state: 'announced' },
  // Nothing was sent for those seeded: whoever may is told that no column holds names, or that no row can be imported.
  'POST /lists/{id}/check': { about: 'list', roles: BRING_IN, state: 'recognised', body: {}, status: 409 },
  'POST /lists/{id}/start': { about: 'list', roles: BRING_IN, state: 'checked', status: 409 },
  'POST /lists/{id}/cancel': { about: 'list', roles: BRING_IN, state: 'announced' },
  'GET /lists/{id}/report': { about: 'list', roles: READERS, state: 'checked', status: 409 },
  'POST /lists/{id}/compare': { about: 'list', roles: ['caseworker'], state: 'recognised', body: {}, status: 409 },
  'GET /lists/{id}/findings': { about: 'list', roles: READERS, state: 'compared' },
  // The one proposal of each seeded list is judged by nobody yet.
  'POST /lists/{id}/close': { about: 'list', roles: ['caseworker'], state: 'compared', status: 409 },
  'POST /list-findings/{id}/follow-up': {
    about: 'finding',
    roles: ['caseworker'],
    state: 'proposed',
    body: { reason },
  },
  'POST /list-findings/{id}/rule-out': {
    about: 'finding',
    roles: ['caseworker'],
    state: 'proposed',
    body: { reason },
  },
};

import { READERS, RECORDERS } from './roles.js';
import type { Rule } from './who-may-what.js';

/** Who gives families their cards, reads what they write and answers. */
export const FAMILY_RULES: Record<string, Rule> = {
  'GET /tracing-requests/{id}/family-access': { about: 'request', roles: READERS },
  'POST /tracing-requests/{id}/family-cards': {
    about: 'request',
    roles: RECORDERS,
    body: { language: 'en', word: 'mulberry' },
    status: 201,
  },
  'POST /family-cards/{id}/cancel': { about: 'card', roles: RECORDERS, state: 'active' },
  'POST /family-cards/{id}/re-issue': {
    about: 'card',
    roles: RECORDERS,
    state: 'active',
    body: { word: 'mulberry' },
    status: 201,
  },
  'POST /tracing-requests/{id}/family-answers': {
    about: 'request',
    roles: RECORDERS,
    body: { text: 'We got your letter.' },
    status: 201,
  },
  'POST /tracing-requests/{id}/invite-to-talk': { about: 'request', roles: RECORDERS, status: 201 },
  'POST /tracing-requests/{id}/end-invitation': { about: 'request', roles: RECORDERS, status: 201 },
};

import { daysAfter } from '#libs/kernel';
import { READERS, reason, STEWARD } from './roles.js';
import type { Rule } from './who-may-what.js';

// Who may do what with retention, erasure, what people ask for under their rights, and breaches.

export const STEWARDSHIP_RULES: Record<string, Rule> = {
  'GET /retention-times': { about: 'all', roles: STEWARD },
  'PUT /retention-times': { about: 'all', roles: STEWARD },
  'GET /retention': { about: 'all', roles: STEWARD },
  'GET /retention/{id}': { about: 'retention', roles: STEWARD },
  'POST /retention/{id}/hold': { about: 'retention', roles: STEWARD, state: 'due', body: { reason } },
  'POST /retention/{id}/lift-hold': { about: 'retention', roles: STEWARD, state: 'on-hold' },
  'POST /retention/{id}/archive': {
    about: 'retention',
    roles: STEWARD,
    state: 'due',
    body: { until: daysAfter(new Date(), 30) },
  },
  'POST /retention/{id}/anonymise': { about: 'retention', roles: STEWARD, state: 'due' },
  'POST /retention/{id}/erase': { about: 'retention', roles: STEWARD, state: 'due' },
  'POST /dossiers/{id}/erase': { about: 'retention', roles: STEWARD, state: 'due', status: 201 },
  'POST /persons/{id}/erase': { about: 'person', roles: STEWARD, state: 'not-ordered', status: 201 },
  'GET /persons/{id}/copy': { about: 'person', roles: STEWARD },
  'GET /persons/{id}/copy-page': { about: 'person', roles: STEWARD },
  'GET /persons/{id}/access-history': { about: 'person', roles: STEWARD },
  'POST /persons/{id}/rights-requests': {
    about: 'person',
    roles: ['caseworker', 'supervisor', 'steward'],
    body: { kind: 'copy', asked: 'What do you know of me?' },
    status: 201,
  },
  'GET /dossiers/{id}/rights': { about: 'request', roles: READERS },
  'GET /rights-requests': { about: 'all', roles: STEWARD },
  'GET /rights-requests/{id}': { about: 'rights', roles: READERS },
  'POST /rights-requests/{id}/check-identity': {
    about: 'rights',
    roles: ['caseworker', 'supervisor', 'steward'],
    state: 'received',
    body: { how: 'by their card' },
  },
  'POST /rights-requests/{id}/extend': { about: 'rights', roles: STEWARD, state: 'identity-checked', body: { reason } },
  'POST /rights-requests/{id}/answer': {
    about: 'rights',
    roles: STEWARD,
    state: 'identity-checked',
    body: { answer: 'A copy was handed over.' },
  },
  'POST /rights-requests/{id}/refuse': { about: 'rights', roles: STEWARD, state: 'received', body: { reason } },
  'GET /breaches': { about: 'all', roles: STEWARD },
  'POST /breaches': { about: 'all', roles: STEWARD, status: 201 },
  'GET /breaches/{id}': { about: 'breach', roles: STEWARD },
  'GET /breaches/{id}/affected': { about: 'breach', roles: STEWARD },
  'POST /breaches/{id}/assess': {
    about: 'breach',
    roles: STEWARD,
    state: 'opened',
    body: { risk: 'Their place could become known.', accounts: ['01900000-0000-7000-8000-000000000001'], dossiers: [] },
  },
  'POST /breaches/{id}/notify': {
    about: 'breach',
    roles: STEWARD,
    state: 'assessed',
    body: { informed: 'The authority.' },
  },
  'POST /breaches/{id}/judge-not-notifiable': { about: 'breach', roles: STEWARD, state: 'assessed', body: { reason } },
  'POST /breaches/{id}/close': {
    about: 'breach',
    roles: STEWARD,
    state: 'notified',
    body: { measures: 'A new lock.' },
  },
};

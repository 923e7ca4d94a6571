import { EXPORTERS, reason } from './roles.js';
import type { Rule } from './who-may-what.js';

/** Lists of persons that leave Relink; one that somebody else of the branch has asked for. */
export const EXPORT_RULES: Record<string, Rule> = {
  'GET /exports': { about: 'all', roles: EXPORTERS },
  'POST /exports': { about: 'all', roles: EXPORTERS, status: 201 },
  'GET /exports/{id}': { about: 'export', roles: EXPORTERS },
  'POST /exports/{id}/approve': { about: 'export', roles: EXPORTERS, state: 'asked' },
  'POST /exports/{id}/refuse': { about: 'export', roles: EXPORTERS, state: 'asked', body: { reason } },
  // Somebody else asked for it, and nobody else gets it.
  'POST /exports/{id}/take-back': { about: 'export', roles: EXPORTERS, state: 'asked', status: 409 },
  'POST /exports/{id}/show-key': { about: 'export', roles: EXPORTERS, state: 'ready', status: 409 },
  'POST /exports/{id}/download': {
    about: 'export',
    roles: EXPORTERS,
    state: 'key-shown',
    body: { key: 'k'.repeat(43) },
    status: 409,
  },
};

import { walk, type Life } from '#libs/testing';
import {
  searchActionWorkflow as table,
  type SearchActionAction as Action,
  type SearchActionGuard as Guard,
  type SearchActionState as State,
} from './search-action.workflow.js';

/** The same life written down a second time, from the domain's page, so that a slip in the table is noticed. */
const LIFE: Life<State, Action, Guard> = {
  plan: {
    from: ['none'],
    to: 'planned',
    by: ['caseworker'],
    guards: [
      'request-open',
      'permit-for-purpose',
      'nobody-needs-protection',
      'consent-or-vital-interest',
      'receiver-named',
      'harm-checked',
    ],
  },
  approve: {
    from: ['planned'],
    to: 'planned',
    by: ['supervisor', 'child-protection-specialist'],
    guards: ['approval-needed', 'not-the-planner', 'not-approved-by-you'],
  },
  begin: {
    from: ['planned'],
    to: 'under-way',
    by: ['caseworker'],
    guards: [
      'request-open',
      'permit-for-purpose',
      'nobody-needs-protection',
      'consent-or-vital-interest',
      'two-approvals',
    ],
  },
  'record-outcome': { from: ['under-way'], to: 'done', by: ['caseworker'], guards: ['outcome-recorded'] },
  abandon: {
    from: ['planned', 'under-way'],
    to: 'abandoned',
    by: ['caseworker', 'supervisor'],
    guards: ['reason-given'],
  },
};

describe('a search action', () => {
  it('knows four states and five actions: 25 pairs, 6 of them possible, each as its life says', () => {
    expect(walk(table, LIFE)).toEqual({ pairs: 25, possible: 6, departures: [] });
  });
});

import { walk, type Life } from '#libs/testing';
import {
  resultWorkflow as table,
  type ResultAction as Action,
  type ResultGuard as Guard,
  type ResultState as State,
} from './result.workflow.js';

/** The same life written down a second time, from the domain's page, so that a slip in the table is noticed. */
const LIFE: Life<State, Action, Guard> = {
  prepare: { from: ['none'], to: 'prepared', by: ['caseworker'], guards: 1 },
  approve: { from: ['prepared'], to: 'approved', by: ['supervisor'], guards: 0 },
  deliver: { from: ['approved'], to: 'delivered', by: ['caseworker'], guards: 0 },
  'make-void': {
    from: ['prepared', 'approved'],
    to: 'void',
    by: ['caseworker', 'supervisor', 'child-protection-specialist', 'system'],
    guards: 0,
  },
};

describe('a result', () => {
  it('knows four states and four actions: 20 pairs, 5 of them possible, each as its life says', () => {
    expect(walk(table, LIFE)).toEqual({ pairs: 20, possible: 5, departures: [] });
  });
});

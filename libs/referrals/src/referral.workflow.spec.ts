import { walk, type Life } from '#libs/testing';
import { type Doer } from '#libs/workflow';
import {
  referralWorkflow as table,
  type ReferralAction as Action,
  type ReferralGuard as Guard,
  type ReferralState as State,
} from './referral.workflow.js';

const CASEWORK: readonly Doer[] = ['caseworker', 'supervisor', 'child-protection-specialist'];
const RECORDERS: readonly Doer[] = ['intake-volunteer', ...CASEWORK];

/** The same life written down a second time, from the domain's page, so that a slip in the table is noticed. */
const LIFE: Life<State, Action, Guard> = {
  propose: { from: ['none'], to: 'proposed', by: RECORDERS, guards: 1 },
  agree: { from: ['proposed'], to: 'agreed', by: RECORDERS, guards: 1 },
  send: { from: ['agreed'], to: 'sent', by: CASEWORK, guards: 2 },
  accept: { from: ['sent'], to: 'accepted', by: CASEWORK, guards: 0 },
  decline: { from: ['sent'], to: 'declined', by: CASEWORK, guards: 1 },
  complete: { from: ['accepted'], to: 'completed', by: CASEWORK, guards: 1 },
  withdraw: { from: ['proposed', 'agreed', 'sent', 'accepted'], to: 'withdrawn', by: RECORDERS, guards: 1 },
};

describe('a referral', () => {
  it('knows seven states and seven actions: 56 pairs, 10 of them possible, each as its life says', () => {
    expect(walk(table, LIFE)).toEqual({ pairs: 56, possible: 10, departures: [] });
  });
});

import { walk, type Life } from '#libs/testing';
import type { Doer } from '#libs/workflow';
import {
  partnerWorkflow as table,
  type PartnerAction as Action,
  type PartnerGuard as Guard,
  type PartnerState as State,
} from './partner.workflow.js';

const APPROVERS: readonly Doer[] = ['steward', 'administrator'];

const LIFE: Life<State, Action, Guard> = {
  propose: { from: ['none'], to: 'proposed', by: ['liaison', 'administrator'], guards: 1 },
  approve: { from: ['proposed'], to: 'paired', by: APPROVERS, guards: 3 },
  'rotate-keys': { from: ['paired'], to: 'paired', by: ['system'], guards: 2 },
  suspend: { from: ['paired'], to: 'suspended', by: ['liaison', ...APPROVERS, 'system'], guards: 1 },
  resume: { from: ['suspended'], to: 'paired', by: APPROVERS, guards: 3 },
  revoke: { from: ['proposed', 'paired', 'suspended'], to: 'revoked', by: APPROVERS, guards: 1 },
};

describe('a partner', () => {
  it('knows four states and six actions: 30 pairs, 8 of them possible, each as its life says', () => {
    expect(walk(table, LIFE)).toEqual({ pairs: 30, possible: 8, departures: [] });
  });
});

import { walk, type Life } from '#libs/testing';
import { type Doer } from '#libs/workflow';
import {
  reunificationWorkflow as table,
  type ReunificationAction as Action,
  type ReunificationGuard as Guard,
  type ReunificationState as State,
} from './reunification.workflow.js';

const CASEWORK: readonly Doer[] = ['caseworker', 'supervisor', 'child-protection-specialist'];
const BEFORE: readonly State[] = ['opened', 'relation-verified', 'willing', 'authorised', 'travel-planned'];
const AFTER: readonly State[] = ['handed-over', 'in-follow-up'];

/** The same life written down a second time, from the domain's page, so that a slip in the table is noticed. */
const LIFE: Life<State, Action, Guard> = {
  open: { from: ['none'], to: 'opened', by: ['caseworker'], guards: 1 },
  'verify-relation': { from: ['opened'], to: 'relation-verified', by: CASEWORK, guards: 1 },
  'confirm-willingness': { from: ['relation-verified'], to: 'willing', by: CASEWORK, guards: 4 },
  authorise: { from: ['willing'], to: 'authorised', by: ['supervisor'], guards: 3 },
  'plan-journey': { from: ['authorised'], to: 'travel-planned', by: ['caseworker'], guards: 1 },
  'hand-over': { from: ['travel-planned'], to: 'handed-over', by: CASEWORK, guards: 6 },
  'record-follow-up': { from: AFTER, to: 'in-follow-up', by: CASEWORK, guards: 1 },
  close: { from: ['in-follow-up'], to: 'closed', by: ['supervisor'], guards: 1 },
  suspend: { from: [...BEFORE, ...AFTER], to: 'suspended', by: CASEWORK, guards: 1 },
  resume: { from: ['suspended'], to: 'opened', by: CASEWORK, guards: 1 },
  'resume-follow-up': { from: ['suspended'], to: 'in-follow-up', by: CASEWORK, guards: 1 },
  end: { from: [...BEFORE, ...AFTER, 'suspended'], to: 'ended', by: ['supervisor'], guards: 1 },
};

describe('a reunification', () => {
  it('knows ten states and twelve actions: 132 pairs, 26 of them possible, each as its life says', () => {
    expect(walk(table, LIFE)).toEqual({ pairs: 132, possible: 26, departures: [] });
  });
});

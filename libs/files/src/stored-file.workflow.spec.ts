import { walk, type Life } from '#libs/testing';
import { type Doer } from '#libs/workflow';
import {
  storedFileWorkflow as table,
  type StoredFileAction as Action,
  type StoredFileGuard as Guard,
  type StoredFileState as State,
} from './stored-file.workflow.js';

const STAFF: readonly Doer[] = ['intake-volunteer', 'caseworker', 'supervisor', 'child-protection-specialist'];
/** The same life written down a second time, so that a slip in the table is noticed. */
const LIFE: Life<State, Action, Guard> = {
  announce: { from: ['none'], to: 'announced', by: [...STAFF, 'system'], guards: 0 },
  receive: {
    from: ['announced'],
    to: 'received',
    by: [...STAFF, 'system'],
    guards: ['arrived-whole', 'type-accepted'],
  },
  pass: { from: ['received'], to: 'ready', by: ['system'], guards: ['nothing-hidden', 'scanner-content'] },
  refuse: { from: ['announced', 'received'], to: 'refused', by: ['system'], guards: 0 },
  remove: {
    from: ['announced', 'received', 'ready', 'refused'],
    to: 'removed',
    by: STAFF.slice(1),
    guards: ['removal-reason-given'],
  },
};

describe('a file', () => {
  it('knows five states and five actions: 30 pairs, 9 of them possible, each as its life says', () => {
    expect(walk(table, LIFE)).toEqual({ pairs: 30, possible: 9, departures: [] });
  });
});

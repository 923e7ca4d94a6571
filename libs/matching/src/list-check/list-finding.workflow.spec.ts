import { describe, expect, it } from '@jest/globals';
import { walk, type Life } from '#libs/testing';
import {
  listFindingWorkflow as table,
  type ListFindingAction as Action,
  type ListFindingState as State,
} from './list-finding.workflow.js';

type Guard = keyof typeof table.guards;

/** The same life written down a second time, so that a slip in the table is noticed. */
const LIFE: Life<State, Action, Guard> = {
  propose: { from: ['none'], to: 'proposed', by: ['system'], guards: ['permit-for-matching'] },
  'follow-up': { from: ['proposed'], to: 'lead', by: ['caseworker'], guards: ['reason-given'] },
  'rule-out': { from: ['proposed'], to: 'ruled-out', by: ['caseworker'], guards: ['reason-given'] },
};

describe('somebody on a list', () => {
  it('is judged in three steps: 12 pairs, 3 of them possible, each as its life says', () => {
    expect(walk(table, LIFE)).toEqual({ pairs: 12, possible: 3, departures: [] });
  });
});

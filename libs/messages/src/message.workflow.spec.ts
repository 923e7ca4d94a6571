import { walk, type Life } from '#libs/testing';
import {
  messageWorkflow as table,
  type MessageAction as Action,
  type MessageGuard as Guard,
  type MessageState as State,
} from './message.workflow.js';

/** The same life written down a second time, from the domain's page, so that a slip in the table is noticed. */
const LIFE: Life<State, Action, Guard> = {
  collect: { from: ['none'], to: 'collected', by: ['intake-volunteer', 'caseworker'], guards: 1 },
  check: { from: ['collected'], to: 'checked', by: ['caseworker', 'supervisor'], guards: 4 },
  refuse: { from: ['collected'], to: 'refused', by: ['caseworker', 'supervisor'], guards: 2 },
  'become-tracing-request': { from: ['collected'], to: 'closed', by: ['caseworker'], guards: 1 },
  forward: { from: ['checked'], to: 'forwarded', by: ['caseworker'], guards: 1 },
  deliver: { from: ['forwarded'], to: 'delivered', by: ['intake-volunteer', 'caseworker'], guards: 2 },
  return: { from: ['forwarded'], to: 'returned', by: ['intake-volunteer', 'caseworker'], guards: 1 },
  close: { from: ['delivered', 'returned'], to: 'closed', by: ['caseworker'], guards: 1 },
};

describe('a Red Cross Message', () => {
  it('knows seven states and eight actions: 64 pairs, 9 of them possible, each as its life says', () => {
    expect(walk(table, LIFE)).toEqual({ pairs: 64, possible: 9, departures: [] });
  });
});

import { walk, type Life } from '#libs/testing';
import {
  tracingRequestWorkflow as table,
  type TracingRequestAction as Action,
  type TracingRequestGuard as Guard,
  type TracingRequestState as State,
} from './tracing-request.workflow.js';

/** The same life written down a second time, from the domain's page, so that a slip in the table is noticed. */
const LIFE: Life<State, Action, Guard> = {
  'register-contact': { from: ['none'], to: 'pre-case', by: ['intake-volunteer', 'caseworker', 'portal'], guards: 0 },
  'complete-interview': { from: ['pre-case'], to: 'submitted', by: ['caseworker'], guards: 6 },
  accept: { from: ['submitted'], to: 'open', by: ['supervisor'], guards: 4 },
  refuse: { from: ['submitted'], to: 'refused', by: ['supervisor'], guards: 2 },
  'ask-for-more': { from: ['submitted'], to: 'pre-case', by: ['supervisor'], guards: 1 },
  'record-search-action': { from: ['open'], to: 'open', by: ['caseworker'], guards: 1 },
  'put-on-hold': { from: ['open'], to: 'on-hold', by: ['caseworker'], guards: 2 },
  resume: { from: ['on-hold'], to: 'open', by: ['caseworker'], guards: 0 },
  'lose-enquirer': { from: ['open'], to: 'enquirer-unreachable', by: ['caseworker'], guards: 2 },
  'regain-enquirer': { from: ['enquirer-unreachable'], to: 'open', by: ['caseworker'], guards: 0 },
  'record-as-located': {
    from: ['open'],
    to: 'located',
    by: ['caseworker', 'supervisor', 'child-protection-specialist', 'system'],
    guards: 1,
  },
  'take-back-finding': {
    from: ['located', 'result-ready', 'result-approved'],
    to: 'open',
    by: ['system'],
    guards: 1,
  },
  'record-wishes': { from: ['located'], to: 'result-ready', by: ['caseworker'], guards: 1 },
  'change-wishes': {
    from: ['result-ready', 'result-approved'],
    to: 'located',
    by: ['caseworker', 'supervisor', 'child-protection-specialist'],
    guards: 1,
  },
  'approve-result': { from: ['result-ready'], to: 'result-approved', by: ['supervisor'], guards: 3 },
  deliver: { from: ['result-approved'], to: 'result-delivered', by: ['caseworker'], guards: 3 },
  'continue-search': { from: ['result-delivered'], to: 'open', by: ['caseworker'], guards: 1 },
  close: {
    from: ['open', 'on-hold', 'enquirer-unreachable', 'result-delivered'],
    to: 'closed',
    by: ['supervisor'],
    guards: 3,
  },
  withdraw: {
    from: [
      'pre-case',
      'submitted',
      'open',
      'on-hold',
      'enquirer-unreachable',
      'located',
      'result-ready',
      'result-approved',
      'result-delivered',
    ],
    to: 'closed',
    by: ['enquirer', 'portal', 'caseworker'],
    guards: 0,
  },
  reopen: { from: ['closed', 'refused'], to: 'open', by: ['supervisor'], guards: 5 },
};

describe('a tracing request', () => {
  it('knows eleven states and twenty actions: 240 pairs, 35 of them possible, each as its life says', () => {
    expect(walk(table, LIFE)).toEqual({ pairs: 240, possible: 35, departures: [] });
  });

  it('asks a located child or detainee within 72 hours, anyone else within seven days', () => {
    const located = table.transitions.find(({ action }) => action === 'record-as-located');
    expect(located?.deadline).toEqual({
      name: 'ask-for-wishes',
      days: 7,
      urgent: { when: 'child or detainee', hours: 72 },
    });
  });

  it.each<[Action, string]>([
    ['register-contact', 'interview 14'],
    ['complete-interview', 'decision 14'],
    ['accept', 'review 180'],
    ['refuse', 'retention given'],
    ['ask-for-more', 'interview 30'],
    ['put-on-hold', 'hold-end given'],
    ['lose-enquirer', 'decision-by-supervisor 90'],
    ['record-wishes', 'deliver 7'],
    ['change-wishes', 'prepare-result 2'],
    ['take-back-finding', 'review 180'],
    ['deliver', 'close-or-reunite 30'],
    ['close', 'retention given'],
    ['continue-search', 'review 180'],
    ['reopen', 'review 180'],
  ])('sets with "%s" the deadline "%s"', (action, expected) => {
    const deadline = table.transitions.find((transition) => transition.action === action)?.deadline;
    expect(deadline && `${deadline.name} ${'days' in deadline ? deadline.days : 'given'}`).toBe(expected);
  });

  it('tells the others about each action under a name of its own', () => {
    expect(new Set(table.transitions.map(({ emits }) => emits)).size).toBe(table.transitions.length);
  });
});

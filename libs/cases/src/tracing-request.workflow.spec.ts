import {
  available,
  DOERS,
  GuardNotMet,
  next,
  NotYours,
  TransitionRefused,
  type Doer,
  type Facts,
} from '#libs/workflow';
import {
  tracingRequestWorkflow as table,
  type TracingRequestAction as Action,
  type TracingRequestGuard as Guard,
  type TracingRequestState as State,
} from './tracing-request.workflow.js';

/** The same life written down a second time, from the domain's page, so that a slip in the table is noticed. */
const LIFE: Record<Action, { from: readonly (State | 'none')[]; to: State; by: readonly Doer[]; guards: number }> = {
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
const ACTIONS = Object.keys(LIFE) as Action[];
const ALL_MET = Object.fromEntries(Object.keys(table.guards).map((guard) => [guard, true])) as Facts<Guard>;
const pairs = (['none', ...table.states] as const).flatMap((state) =>
  ACTIONS.map((action) => [state, action] as const),
);
const inLife = pairs.filter(([state, action]) => LIFE[action].from.includes(state));
const notInLife = pairs.filter(([state, action]) => !LIFE[action].from.includes(state));

describe('a tracing request', () => {
  it('knows eleven states and nineteen actions: 228 pairs, 32 of them possible', () => {
    expect([table.states.length, ACTIONS.length, pairs.length, inLife.length]).toEqual([11, 19, 228, 32]);
    expect(new Set(table.transitions.map(({ action }) => action))).toEqual(new Set(ACTIONS));
  });

  it.each(inLife)('that is %s: "%s" leads on for whoever may take it, and for nobody else', (state, action) => {
    const { to, by } = LIFE[action];
    for (const doer of DOERS) {
      if (by.includes(doer)) expect(next(table, state, action, doer, ALL_MET).to).toBe(to);
      else expect(() => next(table, state, action, doer, ALL_MET)).toThrow(NotYours);
    }
  });

  it.each(notInLife)('that is %s: "%s" is refused to everybody, whatever is true', (state, action) => {
    for (const doer of DOERS) expect(() => next(table, state, action, doer, ALL_MET)).toThrow(TransitionRefused);
  });

  it.each(inLife)(
    'that is %s: "%s" is refused where any one of its conditions is not met or not known',
    (state, action) => {
      const { by, guards } = LIFE[action];
      const { transition } = next(table, state, action, by[0]!, ALL_MET);
      expect(transition.guards).toHaveLength(guards);
      for (const guard of transition.guards) {
        for (const unmet of [false, undefined]) {
          const attempt = () => next(table, state, action, by[0]!, { ...ALL_MET, [guard]: unmet });
          expect(attempt).toThrow(GuardNotMet);
          expect(codes(attempt)).toEqual([guard]);
        }
      }
    },
  );

  it.each(['none', ...table.states] as const)('that is %s offers exactly the buttons of that state', (state) => {
    const offered = available(table, state, 'supervisor', ALL_MET).map(({ action }) => action);
    expect(new Set(offered)).toEqual(new Set(inLife.filter(([from]) => from === state).map(([, action]) => action)));
  });

  it('asks a located child or detainee within 72 hours, anyone else within seven days', () => {
    const { transition } = next(table, 'open', 'record-as-located', 'caseworker', ALL_MET);
    expect(transition.deadline).toEqual({
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

function codes(attempt: () => unknown): string[] {
  try {
    attempt();
    return [];
  } catch (error) {
    return error instanceof GuardNotMet ? error.violations.map(({ code }) => code) : [];
  }
}

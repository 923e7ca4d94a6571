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
import { describe, expect, it } from '@jest/globals';
import {
  registrationWorkflow as table,
  type RegistrationAction as Action,
  type RegistrationGuard as Guard,
  type RegistrationState as State,
} from './registration.workflow.js';

const RECORDERS: readonly Doer[] = ['intake-volunteer', 'caseworker', 'supervisor', 'child-protection-specialist'];
const CASEWORKERS: readonly Doer[] = ['caseworker', 'supervisor', 'child-protection-specialist'];

/** The same life written down a second time, so that a slip in the table is noticed. */
const LIFE: Record<Action, { from: readonly (State | 'none')[]; to: State; by: readonly Doer[]; guards: number }> = {
  register: { from: ['none'], to: 'active', by: RECORDERS, guards: 1 },
  correct: { from: ['active'], to: 'active', by: CASEWORKERS, guards: 2 },
  'record-care': { from: ['active'], to: 'active', by: CASEWORKERS, guards: 2 },
  'propose-best-interests': { from: ['active'], to: 'active', by: CASEWORKERS, guards: 4 },
  'decide-best-interests': {
    from: ['active'],
    to: 'active',
    by: ['supervisor', 'child-protection-specialist'],
    guards: 4,
  },
  'plan-follow-up': { from: ['active'], to: 'active', by: CASEWORKERS, guards: 1 },
  'record-follow-up': { from: ['active'], to: 'active', by: RECORDERS, guards: 1 },
  'record-wishes': { from: ['active'], to: 'active', by: RECORDERS, guards: 2 },
  close: { from: ['active'], to: 'closed', by: ['supervisor'], guards: 4 },
  'run-out': { from: ['active'], to: 'closed', by: ['system'], guards: 1 },
  withdraw: { from: ['active'], to: 'withdrawn', by: CASEWORKERS, guards: 0 },
  reopen: { from: ['closed'], to: 'active', by: ['supervisor'], guards: 1 },
};
const ACTIONS = Object.keys(LIFE) as Action[];
const ALL_MET = Object.fromEntries(Object.keys(table.guards).map((guard) => [guard, true])) as Facts<Guard>;
const pairs = (['none', ...table.states] as const).flatMap((state) =>
  ACTIONS.map((action) => [state, action] as const),
);
const inLife = pairs.filter(([state, action]) => LIFE[action].from.includes(state));
const notInLife = pairs.filter(([state, action]) => !LIFE[action].from.includes(state));

describe('a registration', () => {
  it('knows three states and twelve actions: 48 pairs, 12 of them possible', () => {
    expect([table.states.length, ACTIONS.length, pairs.length, inLife.length]).toEqual([3, 12, 48, 12]);
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
      for (const guard of transition.guards)
        for (const unmet of [false, undefined])
          expect(() => next(table, state, action, by[0]!, { ...ALL_MET, [guard]: unmet })).toThrow(GuardNotMet);
    },
  );

  it.each(['none', ...table.states] as const)('that is %s offers exactly the buttons of that state', (state) => {
    const offered = available(table, state, 'supervisor', ALL_MET).map(({ action }) => action);
    expect(new Set(offered)).toEqual(new Set(inLife.filter(([from]) => from === state).map(([, action]) => action)));
  });

  it('of a child or detainee is followed up within 72 hours, of anyone else within thirty days', () => {
    expect(next(table, 'none', 'register', 'caseworker', ALL_MET).transition.deadline).toEqual({
      name: 'follow-up',
      days: 30,
      urgent: { when: 'child or detainee', hours: 72 },
    });
  });

  it('tells the others about each action under a name of its own', () => {
    expect(new Set(table.transitions.map(({ emits }) => emits)).size).toBe(table.transitions.length);
  });
});

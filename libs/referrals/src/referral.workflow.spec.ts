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
  referralWorkflow as table,
  type ReferralAction as Action,
  type ReferralGuard as Guard,
  type ReferralState as State,
} from './referral.workflow.js';

const CASEWORK: readonly Doer[] = ['caseworker', 'supervisor', 'child-protection-specialist'];
const RECORDERS: readonly Doer[] = ['intake-volunteer', ...CASEWORK];

/** The same life written down a second time, from the domain's page, so that a slip in the table is noticed. */
const LIFE: Record<Action, { from: readonly (State | 'none')[]; to: State; by: readonly Doer[]; guards: number }> = {
  propose: { from: ['none'], to: 'proposed', by: RECORDERS, guards: 1 },
  agree: { from: ['proposed'], to: 'agreed', by: RECORDERS, guards: 1 },
  send: { from: ['agreed'], to: 'sent', by: CASEWORK, guards: 2 },
  accept: { from: ['sent'], to: 'accepted', by: CASEWORK, guards: 0 },
  decline: { from: ['sent'], to: 'declined', by: CASEWORK, guards: 1 },
  complete: { from: ['accepted'], to: 'completed', by: CASEWORK, guards: 1 },
  withdraw: { from: ['proposed', 'agreed', 'sent', 'accepted'], to: 'withdrawn', by: RECORDERS, guards: 1 },
};
const ACTIONS = Object.keys(LIFE) as Action[];
const ALL_MET = Object.fromEntries(Object.keys(table.guards).map((guard) => [guard, true])) as Facts<Guard>;
const pairs = (['none', ...table.states] as const).flatMap((state) =>
  ACTIONS.map((action) => [state, action] as const),
);
const inLife = pairs.filter(([state, action]) => LIFE[action].from.includes(state));
const notInLife = pairs.filter(([state, action]) => !LIFE[action].from.includes(state));

describe('a referral', () => {
  it('knows seven states and seven actions: 56 pairs, 10 of them possible', () => {
    expect([table.states.length, ACTIONS.length, pairs.length, inLife.length]).toEqual([7, 7, 56, 10]);
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
});

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
  messageWorkflow as table,
  type MessageAction as Action,
  type MessageGuard as Guard,
  type MessageState as State,
} from './message.workflow.js';

/** The same life written down a second time, from the domain's page, so that a slip in the table is noticed. */
const LIFE: Record<Action, { from: readonly (State | 'none')[]; to: State; by: readonly Doer[]; guards: number }> = {
  collect: { from: ['none'], to: 'collected', by: ['intake-volunteer', 'caseworker'], guards: 1 },
  check: { from: ['collected'], to: 'checked', by: ['caseworker', 'supervisor'], guards: 4 },
  refuse: { from: ['collected'], to: 'refused', by: ['caseworker', 'supervisor'], guards: 2 },
  'become-tracing-request': { from: ['collected'], to: 'closed', by: ['caseworker'], guards: 1 },
  forward: { from: ['checked'], to: 'forwarded', by: ['caseworker'], guards: 1 },
  deliver: { from: ['forwarded'], to: 'delivered', by: ['intake-volunteer', 'caseworker'], guards: 2 },
  return: { from: ['forwarded'], to: 'returned', by: ['intake-volunteer', 'caseworker'], guards: 1 },
  close: { from: ['delivered', 'returned'], to: 'closed', by: ['caseworker'], guards: 1 },
};
const ACTIONS = Object.keys(LIFE) as Action[];
const ALL_MET = Object.fromEntries(Object.keys(table.guards).map((guard) => [guard, true])) as Facts<Guard>;
const pairs = (['none', ...table.states] as const).flatMap((state) =>
  ACTIONS.map((action) => [state, action] as const),
);
const inLife = pairs.filter(([state, action]) => LIFE[action].from.includes(state));
const notInLife = pairs.filter(([state, action]) => !LIFE[action].from.includes(state));

describe('a Red Cross Message', () => {
  it('knows seven states and eight actions: 64 pairs, 9 of them possible', () => {
    expect([table.states.length, ACTIONS.length, pairs.length, inLife.length]).toEqual([7, 8, 64, 9]);
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

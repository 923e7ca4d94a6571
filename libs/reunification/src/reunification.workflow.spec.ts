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
  reunificationWorkflow as table,
  type ReunificationAction as Action,
  type ReunificationGuard as Guard,
  type ReunificationState as State,
} from './reunification.workflow.js';

const CASEWORK: readonly Doer[] = ['caseworker', 'supervisor', 'child-protection-specialist'];
const BEFORE: readonly State[] = ['opened', 'relation-verified', 'willing', 'authorised', 'travel-planned'];
const AFTER: readonly State[] = ['handed-over', 'in-follow-up'];

/** The same life written down a second time, from the domain's page, so that a slip in the table is noticed. */
const LIFE: Record<Action, { from: readonly (State | 'none')[]; to: State; by: readonly Doer[]; guards: number }> = {
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
const ACTIONS = Object.keys(LIFE) as Action[];
const ALL_MET = Object.fromEntries(Object.keys(table.guards).map((guard) => [guard, true])) as Facts<Guard>;
const pairs = (['none', ...table.states] as const).flatMap((state) =>
  ACTIONS.map((action) => [state, action] as const),
);
const inLife = pairs.filter(([state, action]) => LIFE[action].from.includes(state));
const notInLife = pairs.filter(([state, action]) => !LIFE[action].from.includes(state));

describe('a reunification', () => {
  it('knows ten states and twelve actions: 132 pairs, 26 of them possible', () => {
    expect([table.states.length, ACTIONS.length, pairs.length, inLife.length]).toEqual([10, 12, 132, 26]);
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

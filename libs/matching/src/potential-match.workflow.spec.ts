import { DOERS, GuardNotMet, next, NotYours, TransitionRefused, type Doer, type Facts } from '#libs/workflow';
import {
  potentialMatchWorkflow as table,
  type PotentialMatchAction as Action,
  type PotentialMatchGuard as Guard,
  type PotentialMatchState as State,
} from './potential-match.workflow.js';

interface Way {
  to: State;
  by: readonly Doer[];
  guards: readonly Guard[];
}

const REVIEWER: readonly Doer[] = ['caseworker'];
const SECOND: readonly Doer[] = ['caseworker', 'supervisor', 'child-protection-specialist'];
const SUPERVISOR: readonly Doer[] = ['supervisor'];
const REJECTED: Way = { to: 'rejected', by: REVIEWER, guards: ['reviewer-of-this-match', 'reason-given'] };
const REASSIGNED: Readonly<Record<'in-review' | 'needs-information', Way>> = {
  'in-review': { to: 'in-review', by: ['supervisor'], guards: ['new-reviewer-named'] },
  'needs-information': { to: 'needs-information', by: ['supervisor'], guards: ['new-reviewer-named'] },
};
const WITHDRAWN: Way = { to: 'superseded', by: ['system'], guards: ['no-longer-looked-for'] };
const REOPENED: Way = { to: 'in-review', by: SUPERVISOR, guards: ['reason-given'] };
const SUPERSEDED: Way = { to: 'superseded', by: SUPERVISOR, guards: ['reason-given'] };

/** The same life written down a second time, from the domain's page, so that a slip in the table is noticed. */
const LIFE: Record<State | 'none', Partial<Record<Action, Way>>> = {
  none: {
    propose: {
      to: 'proposed',
      by: ['system', 'caseworker'],
      guards: ['permit-for-matching-on-both-sides', 'not-suppressed'],
    },
  },
  proposed: {
    take: { to: 'in-review', by: REVIEWER, guards: ['assigned-to-either-side'] },
    withdraw: WITHDRAWN,
  },
  'in-review': {
    'ask-for-evidence': {
      to: 'needs-information',
      by: REVIEWER,
      guards: ['reviewer-of-this-match', 'evidence-question-asked'],
    },
    reassign: REASSIGNED['in-review'],
    withdraw: WITHDRAWN,
    reject: REJECTED,
    'judge-probable': { to: 'probable', by: REVIEWER, guards: ['reviewer-of-this-match', 'reason-given'] },
  },
  'needs-information': {
    'resume-review': { to: 'in-review', by: REVIEWER, guards: ['reviewer-of-this-match', 'evidence-arrived'] },
    reassign: REASSIGNED['needs-information'],
    withdraw: WITHDRAWN,
    reject: REJECTED,
  },
  probable: {
    withdraw: WITHDRAWN,
    confirm: {
      to: 'confirmed',
      by: SECOND,
      guards: [
        'not-the-first-reviewer',
        'reason-given',
        'child-confirmed-by-specialist',
        'death-from-documented-source',
      ],
    },
    reject: { to: 'rejected', by: SECOND, guards: ['not-the-first-reviewer', 'reason-given'] },
  },
  confirmed: { reopen: REOPENED, supersede: SUPERSEDED },
  rejected: { reopen: REOPENED, supersede: SUPERSEDED },
  superseded: {},
};
const ACTIONS: readonly Action[] = [
  'propose',
  'take',
  'ask-for-evidence',
  'resume-review',
  'reject',
  'judge-probable',
  'confirm',
  'reassign',
  'withdraw',
  'reopen',
  'supersede',
];
const ALL_MET = Object.fromEntries(Object.keys(table.guards).map((guard) => [guard, true])) as Facts<Guard>;
const pairs = (['none', ...table.states] as const).flatMap((state) =>
  ACTIONS.map((action) => [state, action] as const),
);
const inLife = pairs.filter(([state, action]) => LIFE[state][action]);
const notInLife = pairs.filter(([state, action]) => !LIFE[state][action]);

describe('a potential match', () => {
  it('knows seven states and eleven actions: 88 pairs, 19 of them possible', () => {
    expect([table.states.length, ACTIONS.length, pairs.length, inLife.length]).toEqual([7, 11, 88, 19]);
    expect(new Set(table.transitions.map(({ action }) => action))).toEqual(new Set(ACTIONS));
  });

  it.each(inLife)('that is %s: "%s" leads on for whoever may take it, and for nobody else', (state, action) => {
    const { to, by } = LIFE[state][action]!;
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
      const { by, guards } = LIFE[state][action]!;
      for (const guard of guards) {
        for (const unmet of [false, undefined]) {
          const attempt = () => next(table, state, action, by[0]!, { ...ALL_MET, [guard]: unmet });
          expect(attempt).toThrow(GuardNotMet);
        }
      }
      const onlyThese = Object.fromEntries(guards.map((guard) => [guard, true])) as Facts<Guard>;
      expect(next(table, state, action, by[0]!, onlyThese).transition.guards).toHaveLength(guards.length);
    },
  );

  it('is never confirmed, judged or rejected by the system', () => {
    const bySystem = table.transitions.filter(({ by }) => by.includes('system')).map(({ action }) => action);
    expect(bySystem).toEqual(['propose', 'withdraw']);
  });

  it('is confirmed only after two different people looked at it', () => {
    const ways = table.transitions.filter(({ to }) => to === 'confirmed');
    expect(ways.map(({ from, guards }) => [from, guards.includes('not-the-first-reviewer')])).toEqual([
      [['probable'], true],
    ]);
    expect(table.transitions.filter(({ to }) => to === 'probable').map(({ from }) => from)).toEqual([['in-review']]);
  });
});

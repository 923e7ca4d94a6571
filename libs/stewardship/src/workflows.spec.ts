import { DOERS, GuardNotMet, next, NotYours, TransitionRefused, type AnyWorkflow, type Doer } from '#libs/workflow';
import { breachWorkflow } from './breach.workflow.js';
import { retentionWorkflow } from './retention.workflow.js';
import { rightsRequestWorkflow } from './rights-request.workflow.js';

/** Where a step leads from each state in which it can be taken, who takes it, and how many conditions it has. */
type Life = Record<string, { from: readonly string[]; to: string; by: readonly Doer[]; guards: number }>;

/** The same lives written down a second time, so that a slip in a table is noticed. */
const LIVES: readonly (readonly [string, AnyWorkflow, Life])[] = [
  [
    'retention',
    retentionWorkflow,
    {
      start: { from: ['none'], to: 'running', by: ['system'], guards: 0 },
      'start-again': { from: ['stopped'], to: 'running', by: ['system'], guards: 0 },
      'fall-due': { from: ['running', 'archived'], to: 'due', by: ['system'], guards: 1 },
      stop: { from: ['running', 'due', 'on-hold', 'archived'], to: 'stopped', by: ['system'], guards: 0 },
      hold: { from: ['running', 'due', 'archived'], to: 'on-hold', by: ['steward', 'system'], guards: 1 },
      'lift-hold': { from: ['on-hold'], to: 'running', by: ['steward'], guards: 0 },
      archive: { from: ['due'], to: 'archived', by: ['steward'], guards: 1 },
      anonymise: { from: ['due'], to: 'anonymised', by: ['steward'], guards: 0 },
      erase: { from: ['due'], to: 'erased', by: ['steward'], guards: 0 },
    },
  ],
  [
    'a rights request',
    rightsRequestWorkflow,
    {
      receive: { from: ['none'], to: 'received', by: ['caseworker', 'supervisor', 'steward', 'portal'], guards: 0 },
      'check-identity': {
        from: ['received'],
        to: 'identity-checked',
        by: ['caseworker', 'supervisor', 'steward'],
        guards: 1,
      },
      extend: { from: ['identity-checked'], to: 'identity-checked', by: ['steward'], guards: 2 },
      answer: { from: ['identity-checked'], to: 'answered', by: ['steward'], guards: 1 },
      refuse: { from: ['received', 'identity-checked'], to: 'refused', by: ['steward'], guards: 1 },
    },
  ],
  [
    'a breach',
    breachWorkflow,
    {
      open: { from: ['none'], to: 'opened', by: ['steward'], guards: 0 },
      assess: { from: ['opened'], to: 'assessed', by: ['steward'], guards: 2 },
      notify: { from: ['assessed'], to: 'notified', by: ['steward'], guards: 1 },
      'judge-not-notifiable': { from: ['assessed'], to: 'not-notifiable', by: ['steward'], guards: 1 },
      close: { from: ['notified', 'not-notifiable'], to: 'closed', by: ['steward'], guards: 1 },
    },
  ],
];

describe.each(LIVES)('%s', (_, table, life) => {
  const met = Object.fromEntries(Object.keys(table.guards).map((guard) => [guard, true]));
  const pairs = ['none', ...table.states].flatMap((state) =>
    Object.keys(life).map((action) => [state, action] as const),
  );
  const inLife = pairs.filter(([state, action]) => life[action]!.from.includes(state));

  it('has these steps and no others', () => {
    expect(new Set(table.transitions.map(({ action }) => action))).toEqual(new Set(Object.keys(life)));
  });

  it.each(inLife)('that is %s: "%s" leads on for whoever may take it, and for nobody else', (state, action) => {
    const { to, by } = life[action]!;
    for (const doer of DOERS) {
      if (by.includes(doer)) expect(next(table, state, action, doer, met).to).toBe(to);
      else expect(() => next(table, state, action, doer, met)).toThrow(NotYours);
    }
  });

  it.each(pairs.filter(([state, action]) => !life[action]!.from.includes(state)))(
    'that is %s: "%s" is refused to everybody',
    (state, action) => {
      for (const doer of DOERS) expect(() => next(table, state, action, doer, met)).toThrow(TransitionRefused);
    },
  );

  it.each(inLife)('that is %s: "%s" is refused where a condition is not met or not known', (state, action) => {
    const { by, guards } = life[action]!;
    const { transition } = next(table, state, action, by[0]!, met);
    expect(transition.guards).toHaveLength(guards);
    for (const guard of transition.guards)
      for (const unmet of [false, undefined])
        expect(() => next(table, state, action, by[0]!, { ...met, [guard]: unmet })).toThrow(GuardNotMet);
  });
});

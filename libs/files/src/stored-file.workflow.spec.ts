import { DOERS, GuardNotMet, next, NotYours, TransitionRefused, type Doer, type Facts } from '#libs/workflow';
import {
  storedFileWorkflow as table,
  type StoredFileAction as Action,
  type StoredFileGuard as Guard,
  type StoredFileState as State,
} from './stored-file.workflow.js';

const STAFF: readonly Doer[] = ['intake-volunteer', 'caseworker', 'supervisor', 'child-protection-specialist'];
/** The same life written down a second time, so that a slip in the table is noticed. */
const LIFE: Record<State | 'none', Partial<Record<Action, { to: State; by: readonly Doer[]; guards: Guard[] }>>> = {
  none: { announce: { to: 'announced', by: STAFF, guards: [] } },
  announced: { receive: { to: 'received', by: STAFF, guards: ['arrived-whole', 'type-accepted'] } },
  received: {
    pass: { to: 'ready', by: ['system'], guards: ['nothing-hidden', 'scanner-content'] },
    refuse: { to: 'refused', by: ['system'], guards: [] },
  },
  ready: {},
  refused: {},
};
const ACTIONS: readonly Action[] = ['announce', 'receive', 'pass', 'refuse'];
const ALL_MET: Facts<Guard> = {
  'arrived-whole': true,
  'type-accepted': true,
  'nothing-hidden': true,
  'scanner-content': true,
};

describe('a file', () => {
  it.each((['none', ...table.states] as const).flatMap((state) => ACTIONS.map((action) => [state, action] as const)))(
    'that is %s: "%s"',
    (state, action) => {
      const way = LIFE[state][action];
      for (const doer of DOERS) {
        const attempt = (facts = ALL_MET) => next(table, state, action, doer, facts);
        if (!way) expect(() => attempt()).toThrow(TransitionRefused);
        else if (!way.by.includes(doer)) expect(() => attempt()).toThrow(NotYours);
        else {
          expect(attempt().to).toBe(way.to);
          for (const guard of way.guards)
            for (const unmet of [false, undefined])
              expect(() => attempt({ ...ALL_MET, [guard]: unmet })).toThrow(GuardNotMet);
        }
      }
    },
  );
});

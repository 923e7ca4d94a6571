import { DOERS, GuardNotMet, next, NotYours, TransitionRefused, type Facts } from '#libs/workflow';
import {
  notificationWorkflow as table,
  type NotificationAction as Action,
  type NotificationGuard as Guard,
  type NotificationState as State,
} from './notification.workflow.js';

/** The same life written down a second time, so that a slip in the table is noticed. */
const LIFE: Record<State | 'none', Partial<Record<Action, State>>> = {
  none: { request: 'waiting' },
  waiting: { begin: 'sending', 'give-up': 'failed', cancel: 'cancelled' },
  sending: { 'hand-over': 'sent', 'try-again': 'waiting', 'give-up': 'failed' },
  sent: {},
  failed: {},
  cancelled: {},
};
const ACTIONS: readonly Action[] = ['request', 'begin', 'hand-over', 'try-again', 'give-up', 'cancel'];
const ALL_MET: Facts<Guard> = {
  'permit-for-tracing': true,
  'contact-for-a-machine': true,
  'hours-of-the-person': true,
};
const pairs = (['none', ...table.states] as const).flatMap((state) =>
  ACTIONS.map((action) => [state, action] as const),
);

describe('a notification', () => {
  it.each(pairs)('that is %s: "%s"', (state, action) => {
    const to = LIFE[state][action];
    for (const doer of DOERS) {
      const attempt = () => next(table, state, action, doer, ALL_MET);
      if (!to) expect(attempt).toThrow(TransitionRefused);
      else if (doer === 'system') expect(attempt().to).toBe(to);
      else expect(attempt).toThrow(NotYours);
    }
  });

  it.each(Object.keys(ALL_MET) as Guard[])('is not begun where %s is not met or not known', (guard) => {
    for (const unmet of [false, undefined])
      expect(() => next(table, 'waiting', 'begin', 'system', { ...ALL_MET, [guard]: unmet })).toThrow(GuardNotMet);
  });

  it('never goes from sent to anywhere: nothing is sent twice', () => {
    expect(table.transitions.filter(({ from }) => from !== 'none' && from.some((state) => state === 'sent'))).toEqual(
      [],
    );
  });
});

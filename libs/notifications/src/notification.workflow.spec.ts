import { walk, type Life, type Way } from '#libs/testing';
import {
  notificationWorkflow as table,
  type NotificationAction as Action,
  type NotificationGuard as Guard,
  type NotificationState as State,
} from './notification.workflow.js';

const bySystem = (from: readonly (State | 'none')[], to: State, guards: readonly Guard[] = []): Way<State, Guard> => ({
  from,
  to,
  by: ['system'],
  guards,
});
/** The same life written down a second time, so that a slip in the table is noticed. */
const LIFE: Life<State, Action, Guard> = {
  request: bySystem(['none'], 'waiting'),
  begin: bySystem(['waiting'], 'sending', ['permit-for-tracing', 'contact-for-a-machine', 'hours-of-the-person']),
  'hand-over': bySystem(['sending'], 'sent'),
  'try-again': bySystem(['sending'], 'waiting'),
  'give-up': bySystem(['waiting', 'sending'], 'failed'),
  cancel: bySystem(['waiting'], 'cancelled'),
};

describe('a notification', () => {
  it('knows five states and six actions: 36 pairs, 7 of them possible, each as its life says', () => {
    expect(walk(table, LIFE)).toEqual({ pairs: 36, possible: 7, departures: [] });
  });

  it('never goes from sent to anywhere: nothing is sent twice', () => {
    expect(table.transitions.filter(({ from }) => from !== 'none' && from.some((state) => state === 'sent'))).toEqual(
      [],
    );
  });
});

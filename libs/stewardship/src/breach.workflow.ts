import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

/** Personal data was seen, lost or changed by somebody who should not have. */
export const breachWorkflow = defineWorkflow({
  name: 'breach',
  title: 'Data breach',
  about: [
    'The clock of 72 hours runs from the moment the breach was discovered (GDPR, article 33), not from when it was written down. ' +
      'Who is affected follows from the audit log: by account, by record, by time.',
  ],
  states: ['opened', 'assessed', 'notified', 'not-notifiable', 'closed'],
  initial: 'opened',
  terminal: ['closed'],
  guards: {
    'scope-set': 'Say whose account, which records or what time the breach is about; at least one of them.',
    'risk-described': 'Write down what can happen to the people concerned.',
    'authority-informed': 'Write down whom you informed and what you told them.',
    'reason-given': 'Write down why nobody is at risk.',
    'measures-described': 'Write down what was done so that it does not happen again.',
  },
  transitions: [
    {
      action: 'open',
      from: 'none',
      to: 'opened',
      by: ['steward'],
      guards: [],
      deadline: { name: 'notify', hours: 72 },
      emits: 'stewardship.breach-opened',
    },
    {
      action: 'assess',
      from: ['opened'],
      to: 'assessed',
      by: ['steward'],
      guards: ['scope-set', 'risk-described'],
      emits: 'stewardship.breach-assessed',
    },
    {
      action: 'notify',
      from: ['assessed'],
      to: 'notified',
      by: ['steward'],
      guards: ['authority-informed'],
      emits: 'stewardship.breach-notified',
    },
    {
      action: 'judge-not-notifiable',
      from: ['assessed'],
      to: 'not-notifiable',
      by: ['steward'],
      guards: ['reason-given'],
      emits: 'stewardship.breach-not-notifiable',
    },
    {
      action: 'close',
      from: ['notified', 'not-notifiable'],
      to: 'closed',
      by: ['steward'],
      guards: ['measures-described'],
      emits: 'stewardship.breach-closed',
    },
  ],
});

export type BreachState = StateOf<typeof breachWorkflow>;
export type BreachAction = ActionOf<typeof breachWorkflow>;
export type BreachGuard = GuardOf<typeof breachWorkflow>;

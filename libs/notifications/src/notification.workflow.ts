import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

/** A notification from the wish to reach somebody to its end. Relink itself takes every step. */
export const notificationWorkflow = defineWorkflow({
  name: 'notification',
  title: 'Notification',
  about: [
    'A notification says in the person’s language that there is a message and whom to call, and nothing else. It goes out in the hours the person chose, or outside the quiet hours.',
    'It is begun in a transaction of its own before a word is sent. One that was begun and has no outcome, because a process died, is given up and not sent twice: somebody calls instead.',
  ],
  states: ['waiting', 'sending', 'sent', 'failed', 'cancelled'],
  initial: 'waiting',
  terminal: ['sent', 'failed', 'cancelled'],
  guards: {
    'permit-for-tracing': 'This person’s data may not be used for the search now. Check the legal basis.',
    'contact-for-a-machine': 'No contact is suited for an automatic message. Call the person, or visit them.',
    'hours-of-the-person': 'It is not an hour in which this person may be written to.',
  },
  transitions: [
    {
      action: 'request',
      from: 'none',
      to: 'waiting',
      by: ['system'],
      guards: [],
      emits: 'notifications.requested',
    },
    {
      action: 'begin',
      from: ['waiting'],
      to: 'sending',
      by: ['system'],
      guards: ['permit-for-tracing', 'contact-for-a-machine', 'hours-of-the-person'],
      emits: 'notifications.begun',
    },
    { action: 'hand-over', from: ['sending'], to: 'sent', by: ['system'], guards: [], emits: 'notifications.sent' },
    {
      action: 'try-again',
      from: ['sending'],
      to: 'waiting',
      by: ['system'],
      guards: [],
      emits: 'notifications.postponed',
    },
    {
      action: 'give-up',
      from: ['waiting', 'sending'],
      to: 'failed',
      by: ['system'],
      guards: [],
      emits: 'notifications.failed',
    },
    {
      action: 'cancel',
      from: ['waiting'],
      to: 'cancelled',
      by: ['system'],
      guards: [],
      emits: 'notifications.cancelled',
    },
  ],
});

export type NotificationState = StateOf<typeof notificationWorkflow>;
export type NotificationAction = ActionOf<typeof notificationWorkflow>;
export type NotificationGuard = GuardOf<typeof notificationWorkflow>;

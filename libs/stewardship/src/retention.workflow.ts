import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

/** How long a closed record is kept, and what becomes of it then. */
export const retentionWorkflow = defineWorkflow({
  name: 'retention',
  title: 'Retention',
  about: [
    'The clock of a record starts when the record ends, and stops when it is opened again. Nothing is erased by the clock: ' +
      'it asks the steward, who decides. A legal hold, the ' +
      'steward’s or one that was set when the record was closed, keeps it whatever the clock says.',
    'An archived record is seen by the steward and the supervisor of its branch only. An anonymised one leaves behind its kind, ' +
      'branch, years and outcome, and nothing of a person; the rest is erased.',
  ],
  states: ['running', 'due', 'on-hold', 'archived', 'anonymised', 'erased', 'stopped'],
  initial: 'running',
  terminal: ['archived', 'anonymised', 'erased', 'stopped'],
  guards: {
    'time-is-over': 'The time for which this record is kept is not over yet. Decide when its day has come.',
    'hold-reason-given': 'Write down why the record has to be kept.',
    'new-day-set': 'Choose the day on which the record is looked at again, within ten years.',
  },
  transitions: [
    {
      action: 'start',
      from: 'none',
      to: 'running',
      by: ['system'],
      guards: [],
      deadline: { name: 'review', given: true },
      emits: 'stewardship.retention-started',
    },
    {
      action: 'start-again',
      from: ['stopped'],
      to: 'running',
      by: ['system'],
      guards: [],
      deadline: { name: 'review', given: true },
      emits: 'stewardship.retention-started-again',
    },
    {
      action: 'fall-due',
      from: ['running', 'archived'],
      to: 'due',
      by: ['system'],
      guards: ['time-is-over'],
      deadline: { name: 'decision', days: 30 },
      emits: 'stewardship.retention-due',
    },
    {
      action: 'stop',
      from: ['running', 'due', 'on-hold', 'archived'],
      to: 'stopped',
      by: ['system'],
      guards: [],
      emits: 'stewardship.retention-stopped',
    },
    {
      action: 'hold',
      from: ['running', 'due', 'archived'],
      to: 'on-hold',
      by: ['steward', 'system'],
      guards: ['hold-reason-given'],
      emits: 'stewardship.hold-set',
    },
    {
      action: 'lift-hold',
      from: ['on-hold'],
      to: 'running',
      by: ['steward'],
      guards: [],
      emits: 'stewardship.hold-lifted',
    },
    {
      action: 'archive',
      from: ['due'],
      to: 'archived',
      by: ['steward'],
      guards: ['new-day-set'],
      deadline: { name: 'review', given: true },
      emits: 'stewardship.archived',
    },
    {
      action: 'anonymise',
      from: ['due'],
      to: 'anonymised',
      by: ['steward'],
      guards: [],
      emits: 'stewardship.anonymised',
    },
    {
      action: 'erase',
      from: ['due'],
      to: 'erased',
      by: ['steward'],
      guards: [],
      emits: 'stewardship.erased-after-review',
    },
  ],
});

export type RetentionState = StateOf<typeof retentionWorkflow>;
export type RetentionAction = ActionOf<typeof retentionWorkflow>;
export type RetentionGuard = GuardOf<typeof retentionWorkflow>;

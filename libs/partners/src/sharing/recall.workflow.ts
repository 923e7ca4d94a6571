import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

/** The order to a partner to delete what was disclosed. */
export const recallWorkflow = defineWorkflow({
  name: 'recall',
  title: 'Recall',
  about: [
    'The partner freezes the record at once, deletes it within three days and certifies it. What is not certified by then rises to the data steward; an exception that the partner names is for the steward to judge.',
  ],
  states: ['ordered', 'acknowledged', 'overdue', 'excused', 'certified'],
  initial: 'ordered',
  terminal: ['excused', 'certified'],
  guards: {
    'receipt-verified': 'There is no valid receipt of the partner for this order.',
    'certificate-verified': 'There is no valid certificate of the partner for this order.',
    'deadline-passed': 'The partner still has time.',
    'reason-given': 'Write down why the exception holds.',
  },
  transitions: [
    {
      action: 'order',
      from: 'none',
      to: 'ordered',
      by: ['caseworker', 'supervisor', 'child-protection-specialist', 'steward', 'system'],
      guards: [],
      deadline: { name: 'certificate', hours: 72 },
      emits: 'recalls.ordered',
    },
    {
      action: 'note-receipt',
      from: ['ordered'],
      to: 'acknowledged',
      by: ['system'],
      guards: ['receipt-verified'],
      emits: 'recalls.acknowledged',
    },
    {
      action: 'note-certificate',
      from: ['ordered', 'acknowledged', 'overdue', 'excused'],
      to: 'certified',
      by: ['system'],
      guards: ['certificate-verified'],
      emits: 'recalls.certified',
    },
    {
      action: 'escalate',
      from: ['ordered', 'acknowledged'],
      to: 'overdue',
      by: ['system'],
      guards: ['deadline-passed'],
      emits: 'recalls.overdue',
    },
    {
      action: 'excuse',
      from: ['acknowledged', 'overdue'],
      to: 'excused',
      by: ['steward'],
      guards: ['reason-given'],
      emits: 'recalls.excused',
    },
  ],
});

export type RecallState = StateOf<typeof recallWorkflow>;
export type RecallAction = ActionOf<typeof recallWorkflow>;
export type RecallGuard = GuardOf<typeof recallWorkflow>;

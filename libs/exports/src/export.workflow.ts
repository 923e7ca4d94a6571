import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

const APPROVERS = ['supervisor', 'steward'] as const;

/** A list of persons on its way out of Relink. */
export const exportWorkflow = defineWorkflow({
  name: 'export',
  title: 'Export',
  about: [
    'Two people who did not ask for it agree to a list before it is made. Whoever may not be in it, by their basis, their restrictions or their protection flags, is left out, and how many that are is told.',
    'The file is sealed to a key that is shown once, to the one who asked. The key ends after a day, and three times is as often as the file can be fetched with it.',
    'Where somebody in the file says no in the meantime, or is erased, the file is destroyed and made again without them; the key to it is shown anew.',
  ],
  states: ['asked', 'approved-once', 'approved', 'ready', 'key-shown', 'refused', 'taken-back', 'expired'],
  initial: 'asked',
  terminal: ['refused', 'taken-back', 'expired'],
  guards: {
    'reason-given': 'Write down why.',
    'harm-considered':
      'Write down what could happen to the people once an authority has the list, and why it is right to hand it over.',
    'within-the-limit': 'The list would be longer than what leaves here at once. Choose a shorter time.',
    'not-the-asker': 'Ask somebody who did not ask for this list.',
    'not-the-first-approver': 'You have agreed already. A second person has to.',
    'the-asker': 'Only the one who asked for the list gets it.',
    'not-expired': 'The time for this is over. Ask for the list again.',
    'downloads-left': 'The list was fetched three times. Ask for it again.',
    'key-fits': 'This is not the key of this list. Check it; a lost key cannot be shown again.',
    'still-permitted': 'Somebody in the list has said no since. It is made again without them; fetch the new key then.',
  },
  transitions: [
    {
      action: 'ask',
      from: 'none',
      to: 'asked',
      by: [...APPROVERS],
      guards: ['reason-given', 'harm-considered', 'within-the-limit'],
      deadline: { name: 'approve', days: 7 },
      emits: 'exports.asked',
    },
    {
      action: 'approve',
      from: ['asked'],
      to: 'approved-once',
      by: [...APPROVERS],
      guards: ['not-the-asker', 'not-expired'],
      emits: 'exports.approved-once',
    },
    {
      action: 'approve-second',
      from: ['approved-once'],
      to: 'approved',
      by: [...APPROVERS],
      guards: ['not-the-asker', 'not-the-first-approver', 'not-expired'],
      emits: 'exports.approved',
    },
    {
      action: 'refuse',
      from: ['asked', 'approved-once'],
      to: 'refused',
      by: [...APPROVERS],
      guards: ['not-the-asker', 'reason-given'],
      emits: 'exports.refused',
    },
    {
      action: 'take-back',
      from: ['asked', 'approved-once', 'approved', 'ready', 'key-shown'],
      to: 'taken-back',
      by: [...APPROVERS],
      guards: ['the-asker'],
      emits: 'exports.taken-back',
    },
    {
      action: 'make',
      from: ['approved'],
      to: 'ready',
      by: ['system'],
      guards: [],
      deadline: { name: 'show-key', days: 3 },
      emits: 'exports.ready',
    },
    {
      action: 'show-key',
      from: ['ready'],
      to: 'key-shown',
      by: [...APPROVERS],
      guards: ['the-asker', 'not-expired'],
      deadline: { name: 'download', hours: 24 },
      emits: 'exports.key-shown',
    },
    {
      action: 'download',
      from: ['key-shown'],
      to: 'key-shown',
      by: [...APPROVERS],
      guards: ['the-asker', 'not-expired', 'downloads-left', 'key-fits', 'still-permitted'],
      emits: 'exports.downloaded',
    },
    {
      action: 'make-again',
      from: ['ready', 'key-shown'],
      to: 'approved',
      by: ['system'],
      guards: [],
      emits: 'exports.to-be-made-again',
    },
    {
      action: 'expire',
      from: ['asked', 'approved-once', 'ready', 'key-shown'],
      to: 'expired',
      by: ['system'],
      guards: [],
      emits: 'exports.expired',
    },
  ],
});

export type ExportState = StateOf<typeof exportWorkflow>;
export type ExportAction = ActionOf<typeof exportWorkflow>;
export type ExportGuard = GuardOf<typeof exportWorkflow>;

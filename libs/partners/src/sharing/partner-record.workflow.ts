import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

/** What a partner disclosed to us. It stays the partner's. */
export const partnerRecordWorkflow = defineWorkflow({
  name: 'partner-record',
  title: 'Partner record',
  about: [
    'A record of a partner is shown with its label, its expiry and where it came from, and is never passed on: only its origin discloses.',
    'A recall freezes it at once: it is gone from lists, search, screens and exports, before anybody has read the order. Then it is deleted, or the steward writes down which law forbids that.',
  ],
  states: ['received', 'accepted', 'declined', 'frozen', 'kept', 'deleted'],
  initial: 'received',
  terminal: ['accepted', 'kept', 'deleted'],
  guards: {
    'within-its-envelope': 'The partner sent more than its envelope names.',
    'not-expired': 'This record has expired. Ask the partner for it again.',
    'recall-verified': 'There is no valid order of the partner for this record.',
    'recalled-declined-or-expired':
      'Nobody has called this record back, nobody declined it, and it has not expired. It stays until one of these is so.',
    'exception-written': 'Write down which law forbids to delete it.',
  },
  transitions: [
    {
      action: 'receive',
      from: 'none',
      to: 'received',
      by: ['system'],
      guards: ['within-its-envelope', 'not-expired'],
      deadline: { name: 'decision', days: 7 },
      emits: 'partner-records.received',
    },
    {
      action: 'accept',
      from: ['received'],
      to: 'accepted',
      by: ['caseworker', 'supervisor', 'child-protection-specialist', 'liaison'],
      guards: ['not-expired'],
      emits: 'partner-records.accepted',
    },
    {
      action: 'decline',
      from: ['received'],
      to: 'declined',
      by: ['caseworker', 'supervisor', 'child-protection-specialist', 'liaison'],
      guards: [],
      emits: 'partner-records.declined',
    },
    {
      action: 'freeze',
      from: ['received', 'accepted', 'declined'],
      to: 'frozen',
      by: ['system'],
      guards: ['recall-verified'],
      deadline: { name: 'certificate', hours: 72 },
      emits: 'partner-records.frozen',
    },
    {
      action: 'keep',
      from: ['frozen'],
      to: 'kept',
      by: ['steward'],
      guards: ['exception-written'],
      emits: 'partner-records.kept',
    },
    {
      action: 'delete',
      from: ['received', 'accepted', 'declined', 'frozen', 'kept'],
      to: 'deleted',
      by: ['system', 'steward'],
      guards: ['recalled-declined-or-expired'],
      emits: 'partner-records.deleted',
    },
  ],
});

export type PartnerRecordState = StateOf<typeof partnerRecordWorkflow>;
export type PartnerRecordAction = ActionOf<typeof partnerRecordWorkflow>;
export type PartnerRecordGuard = GuardOf<typeof partnerRecordWorkflow>;

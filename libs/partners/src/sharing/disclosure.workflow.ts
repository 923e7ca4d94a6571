import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

const CASEWORK = ['caseworker', 'supervisor', 'child-protection-specialist'] as const;

/** Something of a person, on its way to a partner and back out of its hands. */
export const disclosureWorkflow = defineWorkflow({
  name: 'disclosure',
  title: 'Disclosure',
  about: [
    'What is sent is what the envelope names, and it is sent under a permit that is asked for in the transaction that sends: a person who took their agreement back in between is not sent.',
    'What a partner holds can be called back at any time; the partner certifies that it was deleted.',
    'Where the record has changed since, a correction follows what was sent: the same fields as they are now, approved and permitted like the first.',
  ],
  states: [
    'prepared',
    'approved',
    'sent',
    'undelivered',
    'received',
    'accepted',
    'declined',
    'recalled',
    'deleted',
    'cancelled',
  ],
  initial: 'prepared',
  terminal: ['accepted', 'declined', 'deleted', 'cancelled'],
  guards: {
    'fields-named': 'Name what is to be sent, and only what the purpose needs.',
    'partner-paired': 'This partner is not paired now. Ask the liaison officer.',
    'within-the-agreement': 'This goes beyond what was agreed with the partner. Ask the liaison officer.',
    'person-wishes-it':
      'The person has not said that fate, place or contact may be told. Ask them, and record the answer.',
    'specialist-for-child': 'This may be a child. The child protection specialist has to approve it.',
    'second-approver': 'Ask somebody else to approve it: whoever prepared it cannot.',
    'permit-granted': 'The person has not agreed to this, or not any more. Ask them, and record the answer.',
    'receipt-verified': 'There is no valid receipt of the partner for this.',
    'certificate-verified': 'There is no valid certificate of the partner that says that it was deleted.',
    'reason-given': 'Say why.',
  },
  transitions: [
    {
      action: 'prepare',
      from: 'none',
      to: 'prepared',
      by: CASEWORK,
      guards: ['fields-named', 'partner-paired', 'within-the-agreement', 'permit-granted', 'person-wishes-it'],
      emits: 'disclosures.prepared',
    },
    {
      action: 'approve',
      from: ['prepared'],
      to: 'approved',
      by: ['supervisor', 'child-protection-specialist'],
      guards: [
        'second-approver',
        'specialist-for-child',
        'permit-granted',
        'person-wishes-it',
        'partner-paired',
        'within-the-agreement',
      ],
      emits: 'disclosures.approved',
    },
    {
      // From "sent" where a key was lost before it arrived: it is sealed once more.
      action: 'send',
      from: ['approved', 'sent'],
      to: 'sent',
      by: ['system'],
      guards: ['permit-granted', 'person-wishes-it', 'partner-paired', 'within-the-agreement'],
      deadline: { name: 'receipt', days: 7 },
      emits: 'disclosures.sent',
    },
    {
      action: 'give-up',
      from: ['sent'],
      to: 'undelivered',
      by: ['system'],
      guards: ['reason-given'],
      emits: 'disclosures.undelivered',
    },
    {
      action: 'send-again',
      from: ['undelivered'],
      to: 'approved',
      by: ['liaison', 'supervisor'],
      guards: ['permit-granted', 'partner-paired'],
      emits: 'disclosures.approved',
    },
    {
      action: 'note-receipt',
      from: ['sent'],
      to: 'received',
      by: ['system'],
      guards: ['receipt-verified'],
      deadline: { name: 'decision', days: 30 },
      emits: 'disclosures.received',
    },
    {
      action: 'note-acceptance',
      from: ['received'],
      to: 'accepted',
      by: ['system'],
      guards: ['receipt-verified'],
      emits: 'disclosures.accepted',
    },
    {
      action: 'note-refusal',
      from: ['received'],
      to: 'declined',
      by: ['system'],
      guards: ['receipt-verified'],
      emits: 'disclosures.declined',
    },
    {
      action: 'correct',
      from: ['received'],
      to: 'received',
      by: CASEWORK,
      guards: [],
      emits: 'disclosures.correction-begun',
    },
    {
      action: 'correct',
      from: ['accepted'],
      to: 'accepted',
      by: CASEWORK,
      guards: [],
      emits: 'disclosures.correction-begun',
    },
    {
      action: 'cancel',
      from: ['prepared', 'approved'],
      to: 'cancelled',
      by: [...CASEWORK, 'steward', 'system'],
      guards: ['reason-given'],
      emits: 'disclosures.cancelled',
    },
    {
      // Whether something undelivered did arrive is known to the partner alone.
      action: 'recall',
      from: ['sent', 'undelivered', 'received', 'accepted', 'declined'],
      to: 'recalled',
      by: [...CASEWORK, 'steward', 'system'],
      guards: ['reason-given'],
      emits: 'disclosures.recalled',
    },
    {
      action: 'note-deletion',
      from: ['recalled'],
      to: 'deleted',
      by: ['system'],
      guards: ['certificate-verified'],
      emits: 'disclosures.deleted',
    },
  ],
});

export type DisclosureState = StateOf<typeof disclosureWorkflow>;
export type DisclosureAction = ActionOf<typeof disclosureWorkflow>;
export type DisclosureGuard = GuardOf<typeof disclosureWorkflow>;

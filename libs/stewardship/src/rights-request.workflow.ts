import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

/** A person asks for a copy, a correction, a restriction, an objection or an erasure. */
export const rightsRequestWorkflow = defineWorkflow({
  name: 'rights-request',
  title: 'Rights request',
  about: [
    'Whoever asks for what we keep about them gets an answer within 30 days; where it takes longer, they are told why, once, and ' +
      'it takes 60 days more at most (GDPR, article 12). Before anything is given or changed, we make sure who is asking.',
  ],
  states: ['received', 'identity-checked', 'answered', 'refused'],
  initial: 'received',
  terminal: ['answered', 'refused'],
  guards: {
    'identity-established': 'Write down how you made sure who is asking. Do not ask for more than is needed.',
    'extension-reason-given': 'Write down why the answer takes longer; the person is told.',
    'not-extended-yet': 'The time was extended already. Answer now.',
    'answer-given': 'Write down what was done and what the person was told.',
    'refusal-reason-given': 'Write down why this cannot be done, and tell the person where they can complain.',
  },
  transitions: [
    {
      action: 'receive',
      from: 'none',
      to: 'received',
      by: ['caseworker', 'supervisor', 'steward', 'portal'],
      guards: [],
      deadline: { name: 'answer', days: 30 },
      emits: 'stewardship.rights-request-received',
    },
    {
      action: 'check-identity',
      from: ['received'],
      to: 'identity-checked',
      by: ['caseworker', 'supervisor', 'steward'],
      guards: ['identity-established'],
      emits: 'stewardship.identity-checked',
    },
    {
      action: 'extend',
      from: ['identity-checked'],
      to: 'identity-checked',
      by: ['steward'],
      guards: ['extension-reason-given', 'not-extended-yet'],
      deadline: { name: 'answer', days: 60 },
      emits: 'stewardship.rights-request-extended',
    },
    {
      action: 'answer',
      from: ['identity-checked'],
      to: 'answered',
      by: ['steward'],
      guards: ['answer-given'],
      emits: 'stewardship.rights-request-answered',
    },
    {
      action: 'refuse',
      from: ['received', 'identity-checked'],
      to: 'refused',
      by: ['steward'],
      guards: ['refusal-reason-given'],
      emits: 'stewardship.rights-request-refused',
    },
  ],
});

export type RightsRequestState = StateOf<typeof rightsRequestWorkflow>;
export type RightsRequestAction = ActionOf<typeof rightsRequestWorkflow>;
export type RightsRequestGuard = GuardOf<typeof rightsRequestWorkflow>;

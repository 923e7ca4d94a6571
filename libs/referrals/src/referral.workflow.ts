import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

const CASEWORK = ['caseworker', 'supervisor', 'child-protection-specialist'] as const;

/** Putting a person in touch with a service. */
export const referralWorkflow = defineWorkflow({
  name: 'referral',
  title: 'Referral',
  about: [
    'Nothing of a person is sent to a service before that person agreed to this very service; the permit is asked for when it is sent, and again when it comes to an end there.',
    'Withdrawing is possible until the end; the service is told.',
  ],
  states: ['proposed', 'agreed', 'sent', 'accepted', 'declined', 'completed', 'withdrawn'],
  initial: 'proposed',
  terminal: ['declined', 'completed', 'withdrawn'],
  guards: {
    'service-offers-it': 'This service does not offer that, or is closed. Choose another one.',
    'person-agreed': 'Ask the person whether they want this service to hear from us, and record the answer.',
    'nothing-left-out': 'Write down what the service is told; it may not be empty.',
    'reason-given': 'Write down the reason.',
    'outcome-recorded': 'Write down what came of it.',
  },
  transitions: [
    {
      action: 'propose',
      from: 'none',
      to: 'proposed',
      by: ['intake-volunteer', ...CASEWORK],
      guards: ['service-offers-it'],
      emits: 'referrals.proposed',
    },
    {
      action: 'agree',
      from: ['proposed'],
      to: 'agreed',
      by: ['intake-volunteer', ...CASEWORK],
      guards: ['person-agreed'],
      emits: 'referrals.agreed',
    },
    {
      action: 'send',
      from: ['agreed'],
      to: 'sent',
      by: CASEWORK,
      guards: ['service-offers-it', 'nothing-left-out'],
      emits: 'referrals.sent',
    },
    {
      action: 'accept',
      from: ['sent'],
      to: 'accepted',
      by: CASEWORK,
      guards: [],
      emits: 'referrals.accepted',
    },
    {
      action: 'decline',
      from: ['sent'],
      to: 'declined',
      by: CASEWORK,
      guards: ['reason-given'],
      emits: 'referrals.declined',
    },
    {
      action: 'complete',
      from: ['accepted'],
      to: 'completed',
      by: CASEWORK,
      guards: ['outcome-recorded'],
      emits: 'referrals.completed',
    },
    {
      action: 'withdraw',
      from: ['proposed', 'agreed', 'sent', 'accepted'],
      to: 'withdrawn',
      by: ['intake-volunteer', ...CASEWORK],
      guards: ['reason-given'],
      emits: 'referrals.withdrawn',
    },
  ],
});

export type ReferralState = StateOf<typeof referralWorkflow>;
export type ReferralAction = ActionOf<typeof referralWorkflow>;
export type ReferralGuard = GuardOf<typeof referralWorkflow>;

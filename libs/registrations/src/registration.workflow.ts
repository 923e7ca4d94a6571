import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

const RECORDERS = ['intake-volunteer', 'caseworker', 'supervisor', 'child-protection-specialist'] as const;
const CASEWORKERS = ['caseworker', 'supervisor', 'child-protection-specialist'] as const;

/** A registration from the first meeting to its end. What is done meanwhile does not change its state. */
export const registrationWorkflow = defineWorkflow({
  name: 'registration',
  title: 'Registration',
  about: [
    'Follow-ups are tasks with a day of their own; a registration stays active while they run. Conditions that concern children are met where the registration concerns none.',
    'A best-interests decision takes two different people: one proposes it with the child’s view, another agrees or disagrees. Both write down why.',
    'A safe-and-well notice runs out after 90 days; Relink itself then closes it. A matched child stays registered and searchable until the relation is verified.',
  ],
  states: ['active', 'closed', 'withdrawn'],
  initial: 'active',
  terminal: ['closed', 'withdrawn'],
  guards: {
    'kind-needs-met':
      'Something is missing that a registration of this kind cannot do without. Read what it still needs, and record that first.',
    'source-given': 'Write down where the correction comes from.',
    'concerns-child': 'This is for children only. Correct the age first, where this is a child.',
    'care-described': 'Write down who cares for the child, and since when.',
    'child-heard': 'Write down what the child wants, or why the child could not be asked.',
    'reason-given': 'Write down the reason.',
    'no-proposal-waiting': 'A proposal is waiting for a second person already. Have it decided first.',
    'proposal-waiting': 'There is no proposal to decide on. Propose a decision first.',
    'not-the-proposer': 'Ask a second person: whoever proposed a best-interests decision cannot make it.',
    'due-day-ahead': 'Choose a day that is not over yet.',
    'follow-up-planned':
      'This follow-up is not planned, or is done already. Choose one that is still planned, or plan one.',
    'can-be-asked': 'The dead cannot be asked what they want. Leave this out.',
    'child-asked-by-specialist':
      'For a child, the child protection specialist asks, or the caregiver is there. Say who was with the child.',
    'relation-verified':
      'A child goes back into the family’s care only when the relation is verified. Confirm that first.',
    'follow-ups-settled': 'A follow-up is still planned. Record it first, or say that it is no longer needed.',
    'outcome-fits-kind': 'This outcome does not fit a registration of this kind. Choose another.',
    'notice-has-run-out': 'The notice still holds.',
  },
  transitions: [
    {
      action: 'register',
      from: 'none',
      to: 'active',
      by: RECORDERS,
      guards: ['kind-needs-met'],
      deadline: { name: 'follow-up', days: 30, urgent: { when: 'child or detainee', hours: 72 } },
      emits: 'registrations.registered',
    },
    {
      action: 'correct',
      from: ['active'],
      to: 'active',
      by: CASEWORKERS,
      guards: ['source-given', 'kind-needs-met'],
      emits: 'registrations.registration-changed',
    },
    {
      action: 'record-care',
      from: ['active'],
      to: 'active',
      by: CASEWORKERS,
      guards: ['concerns-child', 'care-described'],
      emits: 'registrations.care-recorded',
    },
    {
      action: 'propose-best-interests',
      from: ['active'],
      to: 'active',
      by: CASEWORKERS,
      guards: ['concerns-child', 'child-heard', 'reason-given', 'no-proposal-waiting'],
      deadline: { name: 'decide-best-interests', days: 14 },
      emits: 'registrations.best-interests-proposed',
    },
    {
      action: 'decide-best-interests',
      from: ['active'],
      to: 'active',
      by: ['supervisor', 'child-protection-specialist'],
      guards: ['concerns-child', 'proposal-waiting', 'not-the-proposer', 'reason-given'],
      emits: 'registrations.best-interests-decided',
    },
    {
      action: 'plan-follow-up',
      from: ['active'],
      to: 'active',
      by: CASEWORKERS,
      guards: ['due-day-ahead'],
      deadline: { name: 'follow-up', given: true },
      emits: 'registrations.follow-up-planned',
    },
    {
      action: 'record-follow-up',
      from: ['active'],
      to: 'active',
      by: RECORDERS,
      guards: ['follow-up-planned'],
      emits: 'registrations.follow-up-recorded',
    },
    {
      action: 'record-wishes',
      from: ['active'],
      to: 'active',
      by: RECORDERS,
      guards: ['can-be-asked', 'child-asked-by-specialist'],
      emits: 'registrations.wishes-recorded',
    },
    {
      action: 'close',
      from: ['active'],
      to: 'closed',
      by: ['supervisor'],
      guards: ['outcome-fits-kind', 'reason-given', 'follow-ups-settled', 'relation-verified'],
      deadline: { name: 'retention', given: true },
      emits: 'registrations.closed',
    },
    {
      action: 'run-out',
      from: ['active'],
      to: 'closed',
      by: ['system'],
      guards: ['notice-has-run-out'],
      deadline: { name: 'retention', given: true },
      emits: 'registrations.notice-ran-out',
    },
    {
      action: 'withdraw',
      from: ['active'],
      to: 'withdrawn',
      by: CASEWORKERS,
      guards: [],
      deadline: { name: 'retention', given: true },
      emits: 'registrations.withdrawn',
    },
    {
      action: 'reopen',
      from: ['closed'],
      to: 'active',
      by: ['supervisor'],
      guards: ['reason-given'],
      deadline: { name: 'follow-up', days: 30 },
      emits: 'registrations.reopened',
    },
  ],
});

export type RegistrationState = StateOf<typeof registrationWorkflow>;
export type RegistrationAction = ActionOf<typeof registrationWorkflow>;
export type RegistrationGuard = GuardOf<typeof registrationWorkflow>;

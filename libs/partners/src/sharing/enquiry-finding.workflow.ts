import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

const JUDGES = ['caseworker', 'supervisor', 'child-protection-specialist'] as const;

/** Somebody of ours whom a partner may mean, judged by people. */
export const enquiryFindingWorkflow = defineWorkflow({
  name: 'enquiry-finding',
  title: 'Somebody a partner may mean',
  about: [
    'The search proposes, and people decide: two different ones, of whom one is the child protection specialist where it may be a child.',
    'Where that turns out wrong, everything that was disclosed on the strength of it is called back.',
  ],
  states: ['proposed', 'probable', 'found', 'ruled-out'],
  initial: 'proposed',
  terminal: ['found', 'ruled-out'],
  guards: {
    'permit-for-matching':
      'The data of the person may not be used for matching now. Check the legal basis and its restrictions.',
    'reason-given': 'Write down what speaks for it, or against it.',
    'second-judge': 'Ask somebody else to confirm it: whoever judged first cannot.',
    'specialist-for-child': 'This may be a child. The child protection specialist has to judge it too.',
  },
  transitions: [
    {
      action: 'propose',
      from: 'none',
      to: 'proposed',
      by: ['system'],
      guards: ['permit-for-matching'],
      emits: 'enquiry-findings.proposed',
    },
    {
      action: 'judge-probable',
      from: ['proposed'],
      to: 'probable',
      by: JUDGES,
      guards: ['reason-given'],
      emits: 'enquiry-findings.judged-probable',
    },
    {
      action: 'confirm',
      from: ['probable'],
      to: 'found',
      by: JUDGES,
      guards: ['reason-given', 'second-judge', 'specialist-for-child'],
      emits: 'enquiry-findings.found',
    },
    {
      action: 'rule-out',
      from: ['proposed', 'probable'],
      to: 'ruled-out',
      by: JUDGES,
      guards: ['reason-given'],
      emits: 'enquiry-findings.ruled-out',
    },
    {
      action: 'reopen',
      from: ['found', 'ruled-out'],
      to: 'proposed',
      by: ['supervisor'],
      guards: ['reason-given'],
      emits: 'enquiry-findings.reopened',
    },
  ],
});

export type EnquiryFindingState = StateOf<typeof enquiryFindingWorkflow>;
export type EnquiryFindingAction = ActionOf<typeof enquiryFindingWorkflow>;
export type EnquiryFindingGuard = GuardOf<typeof enquiryFindingWorkflow>;

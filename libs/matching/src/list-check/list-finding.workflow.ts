import { defineWorkflow, type ActionOf, type StateOf } from '#libs/workflow';

/** Somebody on a list who may be a person whom a request seeks, judged by people. */
export const listFindingWorkflow = defineWorkflow({
  name: 'list-finding',
  title: 'Somebody on a list who may be sought',
  about: [
    'Comparing a list with open requests proposes likenesses and confirms nothing. A lead is followed up like every other one: only what is met in the field, or registered and matched, confirms anything.',
  ],
  states: ['proposed', 'lead', 'ruled-out'],
  initial: 'proposed',
  terminal: ['lead', 'ruled-out'],
  guards: {
    'permit-for-matching':
      'The data of the person sought may not be used for matching now. Check the legal basis and its restrictions.',
    'reason-given': 'Write down what speaks for it, or against it.',
  },
  transitions: [
    {
      action: 'propose',
      from: 'none',
      to: 'proposed',
      by: ['system'],
      guards: ['permit-for-matching'],
      emits: 'lists.finding-proposed',
    },
    {
      action: 'follow-up',
      from: ['proposed'],
      to: 'lead',
      by: ['caseworker'],
      guards: ['reason-given'],
      emits: 'lists.lead-found',
    },
    {
      action: 'rule-out',
      from: ['proposed'],
      to: 'ruled-out',
      by: ['caseworker'],
      guards: ['reason-given'],
      emits: 'lists.finding-ruled-out',
    },
  ],
});

export type ListFindingState = StateOf<typeof listFindingWorkflow>;
export type ListFindingAction = ActionOf<typeof listFindingWorkflow>;

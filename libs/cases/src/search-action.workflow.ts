import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

/** One thing done to find a sought person, from the plan to what came of it. */
export const searchActionWorkflow = defineWorkflow({
  name: 'search-action',
  title: 'Search action',
  about: [
    'Nothing goes out before the search action is under way: beginning it takes the permit for its purpose, in the same transaction.',
    'An enquiry at an authority needs more than the others: the own consent of the sought person or a vital interest, a recorded check that it does no harm, and two approvers who did not plan it.',
  ],
  states: ['planned', 'under-way', 'done', 'abandoned'],
  initial: 'planned',
  terminal: ['done', 'abandoned'],
  guards: {
    'request-open': 'The request is not being worked on now. Take it up again first.',
    'permit-for-purpose': 'This use of the data is not permitted now. Check the legal basis and its restrictions.',
    'nobody-needs-protection':
      'Somebody in this request needs protection, so nothing of it is published. Choose another way.',
    'consent-or-vital-interest':
      'An authority is asked only with the own consent of the person sought, or in their vital interest. Record that basis first.',
    'harm-checked': 'Write down why this enquiry does nobody any harm.',
    'receiver-named': 'Name the authority or partner that is asked.',
    'approval-needed': 'Only an enquiry at an authority is approved. Begin this search action.',
    'not-the-planner': 'Ask somebody who did not plan it.',
    'not-approved-by-you': 'You have approved it already. Ask a second person.',
    'two-approvals': 'Ask two people who did not plan it to approve the enquiry.',
    'outcome-recorded': 'Record what came of it, and where that is known from.',
    'reason-given': 'Write down why it is given up.',
  },
  transitions: [
    {
      action: 'plan',
      from: 'none',
      to: 'planned',
      by: ['caseworker'],
      guards: [
        'request-open',
        'permit-for-purpose',
        'nobody-needs-protection',
        'consent-or-vital-interest',
        'receiver-named',
        'harm-checked',
      ],
      deadline: { name: 'search-action', given: true },
      emits: 'cases.search-planned',
    },
    {
      action: 'approve',
      from: ['planned'],
      to: 'planned',
      by: ['supervisor', 'child-protection-specialist'],
      guards: ['approval-needed', 'not-the-planner', 'not-approved-by-you'],
      emits: 'cases.search-approved',
    },
    {
      action: 'begin',
      from: ['planned'],
      to: 'under-way',
      by: ['caseworker'],
      guards: [
        'request-open',
        'permit-for-purpose',
        'nobody-needs-protection',
        'consent-or-vital-interest',
        'two-approvals',
      ],
      emits: 'cases.search-begun',
    },
    {
      action: 'record-outcome',
      from: ['under-way'],
      to: 'done',
      by: ['caseworker'],
      guards: ['outcome-recorded'],
      emits: 'cases.search-done',
    },
    {
      action: 'abandon',
      from: ['planned', 'under-way'],
      to: 'abandoned',
      by: ['caseworker', 'supervisor'],
      guards: ['reason-given'],
      emits: 'cases.search-abandoned',
    },
  ],
});

export type SearchActionState = StateOf<typeof searchActionWorkflow>;
export type SearchActionAction = ActionOf<typeof searchActionWorkflow>;
export type SearchActionGuard = GuardOf<typeof searchActionWorkflow>;

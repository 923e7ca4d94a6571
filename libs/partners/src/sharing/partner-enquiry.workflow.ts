import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

const ANSWERING = ['liaison', 'supervisor', 'child-protection-specialist'] as const;

/** A partner's question to us whether we know somebody. */
export const partnerEnquiryWorkflow = defineWorkflow({
  name: 'partner-enquiry',
  title: 'Enquiry of a partner',
  about: [
    'Whoever is asked about is compared with those whom we registered, whom our requests seek and who asked us; people judge what is found. The partner learns nothing before a person answers, and the answer holds no score.',
    'That a person is known is said to the partner only once that person has agreed to it. Until then the answer is the same as where nobody is known.',
  ],
  states: ['received', 'searching', 'more-asked', 'talking', 'answered', 'ended'],
  initial: 'received',
  terminal: ['answered', 'ended'],
  guards: {
    'within-its-envelope': 'The partner sent more than its envelope names.',
    'not-expired': 'This enquiry has expired. Ask the partner whether it still stands.',
    'all-judged': 'Judge whom was found first: each of them is the person, or is not.',
    'person-found': 'Nobody was found, so there is nothing to talk about. Answer that nobody was found.',
    'person-agreed': 'The person who was found has not agreed that this partner hears of them. Ask them first.',
    'wanted-named': 'Name what you need to know.',
    'colleague-fits': 'Name a colleague who works on cases.',
  },
  transitions: [
    {
      action: 'receive',
      from: 'none',
      to: 'received',
      by: ['system'],
      guards: ['within-its-envelope', 'not-expired'],
      deadline: { name: 'answer', days: 14 },
      emits: 'partner-enquiries.received',
    },
    {
      action: 'search',
      from: ['received'],
      to: 'searching',
      by: ['system'],
      guards: ['not-expired'],
      emits: 'partner-enquiries.searched',
    },
    {
      action: 'receive-more',
      from: ['searching', 'more-asked', 'talking', 'answered', 'ended'],
      to: 'received',
      by: ['system'],
      guards: ['within-its-envelope', 'not-expired'],
      deadline: { name: 'answer', days: 14 },
      emits: 'partner-enquiries.received',
    },
    {
      action: 'give',
      from: ['searching'],
      to: 'searching',
      by: ['liaison', 'supervisor'],
      guards: ['colleague-fits'],
      emits: 'partner-enquiries.given',
    },
    {
      action: 'answer-nothing',
      from: ['searching', 'talking'],
      to: 'answered',
      by: ANSWERING,
      guards: ['all-judged'],
      emits: 'partner-enquiries.answered',
    },
    {
      action: 'ask-for-more',
      from: ['searching'],
      to: 'more-asked',
      by: ANSWERING,
      guards: ['wanted-named'],
      deadline: { name: 'more', days: 30 },
      emits: 'partner-enquiries.answered',
    },
    {
      action: 'offer-to-talk',
      from: ['searching', 'more-asked', 'answered'],
      to: 'talking',
      by: ANSWERING,
      guards: ['all-judged', 'person-found', 'person-agreed'],
      deadline: { name: 'talk', days: 7 },
      emits: 'partner-enquiries.answered',
    },
    {
      action: 'end',
      from: ['received', 'searching', 'more-asked', 'talking', 'answered'],
      to: 'ended',
      by: ['liaison', 'supervisor', 'system'],
      guards: [],
      emits: 'partner-enquiries.ended',
    },
  ],
});

export type PartnerEnquiryState = StateOf<typeof partnerEnquiryWorkflow>;
export type PartnerEnquiryAction = ActionOf<typeof partnerEnquiryWorkflow>;
export type PartnerEnquiryGuard = GuardOf<typeof partnerEnquiryWorkflow>;
